// What the reader chose, put on <html> before the first paint, so that nothing jumps. Without it `?elder=1` still works.
(function () {
  "use strict";
  const chosen = document.documentElement.dataset;
  const asked = new URLSearchParams(location.search).get("elder");

  function recall() {
    let elder = asked;
    try {
      if (asked === "1") localStorage.setItem("elder", "1");
      if (asked === "0") localStorage.removeItem("elder");
      elder = asked ?? localStorage.getItem("elder") ?? "0";
      for (const name of ["size", "contrast", "theme"]) {
        const value = localStorage.getItem(`reading-${name}`);
        if (value) chosen[name] = value;
        else delete chosen[name];
      }
    } catch {
      // Storage is closed in some private windows: the address alone decides there.
    }
    if (elder === "1") chosen.elder = "1";
    if (elder === "0") delete chosen.elder;
  }

  // The style sheet shows what only a script can do from the first paint on.
  chosen.script = "1";
  recall();
  // A page that comes back from the browser's memory was left before the last choice.
  addEventListener("pageshow", (event) => event.persisted && recall());
})();
