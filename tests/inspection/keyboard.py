"""Walks through an open page with the Tab key."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

THICKNESS = 2
CONTRAST = 3.0
"""Of the focus ring against what is behind it (WCAG 2.4.11 and 1.4.11)."""

_EXPECTED = """() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], audio, video";
  const radios = new Set();
  const found = [...document.querySelectorAll(kinds)].filter(element => {
    if (element.disabled || element.tabIndex < 0 || element.type === "hidden") return false;
    if (!element.checkVisibility({visibilityProperty: true}) || element.closest("[inert]")) return false;
    if (element.type === "radio") {
      // One stop for a group: the chosen one, or the first.
      const group = [...document.getElementsByName(element.name)];
      const stop = group.find(each => each.checked) || group[0];
      return stop === element;
    }
    return true;
  });
  window.stops = found;
  return found.map(element => element.tabIndex);
}"""

_HERE = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const luminance = ([red, green, blue]) => {
    const part = value => { const v = value / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  };
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const ground = from => {
    for (let at = from; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (alpha > 0.5) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const style = getComputedStyle(element);
  const outside = parseFloat(style.outlineOffset) >= 0;
  const one = luminance(numbers(style.outlineColor));
  const other = luminance(ground(outside ? element.parentElement : element));
  const box = element.getBoundingClientRect();
  const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim();
  return {
    place: (window.stops || []).indexOf(element),
    name: element.tagName.toLowerCase() + " “" + words.replace(/\\s+/g, " ").slice(0, 24) + "”",
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
  };
}"""


@dataclass(slots=True)
class Walk:
    """The stops in their order, and what was wrong with them."""

    names: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def walk(page: Page) -> Walk:
    """Tab from the start of the page to its end, and one step back.

    Every element that can be used is a stop, once, in the order of the text; at each the focus is seen; the end
    is reached, so there is no trap.
    """
    found = Walk()
    places = page.evaluate(_EXPECTED)
    found.faults += [f"stop {place} jumps the order" for place, index in enumerate(places) if index > 0]
    for expected in range(len(places)):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None:
            found.faults.append(f"after {expected} of {len(places)} stops the page is left")
            return found
        found.names.append(here["name"])
        found.faults += _unseen(here)
        if here["place"] != expected:
            found.faults.append(
                f"stop {expected} is {here['name']}, which is number {here['place']} in the text"
            )
            return found
    page.keyboard.press("Tab")
    after = page.evaluate(_HERE)
    if after is not None and after["place"] not in {0, -1}:
        found.faults.append(f"a trap: {after['name']} comes again")
    return found


def _unseen(here: dict[str, float | str]) -> list[str]:
    faults = []
    if not here["seen"]:
        faults.append(f"{here['name']} has the focus out of sight")
    if float(here["outline"]) < THICKNESS:
        faults.append(f"{here['name']} shows no focus")
    elif float(here["contrast"]) < CONTRAST:
        faults.append(f"{here['name']}: the focus ring has a contrast of {float(here['contrast']):.1f}")
    return faults
