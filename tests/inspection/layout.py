"""Measures an open page: sideways scrolling, boxes over the text, sizes of targets, hues of the frame."""

from playwright.sync_api import Page

NARROWEST = 320
MAIN_TARGET = 44
"""Pixels, on a phone (norms H-11)."""
ELDER_TARGET = 60
"""Pixels, for the main controls of the elder mode on a phone (norms 4.4)."""

_DESCRIBE = """const describe = element => {
  const words = (element.getAttribute("aria-label") || element.textContent || element.name || "").trim();
  const kind = typeof element.className === "string" && element.className ? "." + element.className : "";
  return element.tagName.toLowerCase() + kind + " “" + words.replace(/\\s+/g, " ").slice(0, 24) + "”";
};
const shown = element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
"""

_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const out = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.right > innerWidth + 0.5 && box.width > 0;
  });
  return [`scrolls sideways by ${wide} px: ` + out.slice(0, 3).map(describe).join(", ")];
}"""

_OVER = """() => [...document.body.querySelectorAll("*")]
  .filter(element => shown(element) && ["fixed", "sticky"].includes(getComputedStyle(element).position))
  .filter(element => !(getComputedStyle(element).position === "sticky" && element.closest("table, .sheet, .scroll")))
  .map(element => "stays over the text: " + describe(element))"""

_PLAYING = """() => [...document.querySelectorAll("marquee, blink, [autoplay]")].map(describe).concat(
  document.getAnimations().filter(each => each.playState === "running"
    && each.effect.getComputedTiming().iterations === Infinity).map(each => "endless " + describe(each.effect.target))
)"""

_SMALL = """([selectors, least]) => [...document.querySelectorAll(selectors)]
  .filter(element => shown(element) && !element.closest("[hidden]") && !element.matches(".skip, [tabindex='-1']"))
  .map(element => {
    let box = element.getBoundingClientRect();
    if (element.matches("input[type=radio], input[type=checkbox]") && element.labels[0])
      box = element.labels[0].getBoundingClientRect();
    return [element, box.width, box.height];
  })
  .filter(([, width, height]) => height < least - 0.5 || width < least - 0.5)
  .map(([element, width, height]) => `${describe(element)} is ${Math.round(width)} × ${Math.round(height)}`)"""

_HUES = """selectors => {
  const hues = [];
  for (const element of document.querySelectorAll(selectors)) {
    if (!shown(element)) continue;
    const style = getComputedStyle(element);
    for (const colour of [style.color, style.backgroundColor, style.borderTopColor, style.fill]) {
      const [red, green, blue, alpha = 1] = (colour.match(/[\\d.]+/g) || []).map(Number);
      const most = Math.max(red, green, blue), least = Math.min(red, green, blue), spread = most - least;
      if (!alpha || !most || spread / most < 0.25 || spread < 30) continue;
      let hue = most === red ? ((green - blue) / spread + 6) % 6
        : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
      hue = Math.round(hue * 60);
      const near = hues.find(other => Math.min(Math.abs(other - hue), 360 - Math.abs(other - hue)) <= 20);
      if (near === undefined) hues.push(hue);
    }
  }
  return hues;
}"""

MAIN_CONTROLS = (
    "header a, header button, header input, header summary, main button, main summary, main input:not([type=hidden]), "
    "main select, main textarea, .pager a, dialog button, dialog a"
)
"""What a thumb must hit."""
CHROME = "header, header *, footer, footer *, .breadcrumbs, .breadcrumbs *, button, .pager, .pager *"


def sideways(page: Page) -> list[str]:
    """What makes the page wider than its window, if anything."""
    return _ask(page, _WIDE)


def over_the_text(page: Page) -> list[str]:
    """Boxes that stay in place over what is read (norms C-06). The head of a row may stay beside its row."""
    return _ask(page, _OVER)


def restless(page: Page) -> list[str]:
    """What plays, runs or blinks by itself (norms C-06)."""
    return _ask(page, _PLAYING)


def small_targets(page: Page, least: int = MAIN_TARGET, selectors: str = MAIN_CONTROLS) -> list[str]:
    """Main controls with fewer pixels than a thumb needs. Links in running text are axe's to judge, at 24."""
    return _ask(page, _SMALL, [selectors, least])


def hues(page: Page) -> list[int]:
    """The hues of the frame in degrees, greys aside; those that nobody tells apart count once (norms C-04)."""
    found: list[int] = page.evaluate(_with_parts(_HUES), CHROME)
    return found


def _ask(page: Page, script: str, argument: object = None) -> list[str]:
    found: list[str] = page.evaluate(_with_parts(script), argument)
    return found


def _with_parts(script: str) -> str:
    return f"argument => {{ {_DESCRIBE} return ({script})(argument); }}"
