"""axe-core on an open page."""

from typing import Any

from playwright.sync_api import Page

from tests.inspection.checkers import checker

_RUN = """async () => {
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    rules: {"target-size": {enabled: true}},
  });
  return found.violations.map(rule => ({
    id: rule.id,
    nodes: rule.nodes.map(node => node.target.join(" ") + " " + (node.failureSummary || "").split("\\n").pop().trim()),
  }));
}"""
"""All rules that are on by default, and the size of targets (WCAG 2.2), which is not."""
_SHOWN = 3


def violations(page: Page) -> list[str]:
    """Each broken rule in one line, with the first elements that break it.

    The checker comes in over the debugger's protocol, so the page keeps its own security policy.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(checker("axe-core/axe.min.js").read_text())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [f"{rule['id']} × {len(rule['nodes'])}: {'; '.join(rule['nodes'][:_SHOWN])}" for rule in found]
