"""How a clerk's hands work at the desk: publish, open a dialog, choose from it."""

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout


def publish(desk: Page) -> None:
    """Choose 发布 beside the save button."""
    desk.get_by_role("button", name="更多动作").click()
    desk.get_by_role("button", name="发布", exact=True).click()


def choose(desk: Page, button: str, name: str) -> None:
    """Choose a record in the dialog that a button opens."""
    open_dialog(desk, desk.get_by_role("button", name=button).first)
    desk.locator(".modal-body a", has_text=name).first.click()
    expect(desk.locator(".modal-body")).to_have_count(0)


def open_dialog(desk: Page, button: Locator) -> None:
    """Click until the dialog is there, as a person does: its script may not have reached the button yet."""
    for _ in range(5):
        button.click()
        try:
            desk.locator(".modal-body").first.wait_for(timeout=6_000)
        except PlaywrightTimeout:
            continue
        return
    raise AssertionError("the dialog did not open")
