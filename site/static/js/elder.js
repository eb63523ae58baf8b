// 长者版, remembered. Runs before the first paint, so that the type does not jump; without it `?elder=1` still works.
(function () {
  "use strict";
  const asked = new URLSearchParams(location.search).get("elder");
  let wanted = asked;
  try {
    if (asked === "1") localStorage.setItem("elder", "1");
    if (asked === "0") localStorage.removeItem("elder");
    wanted = asked ?? localStorage.getItem("elder");
  } catch {
    // Storage is closed in some private windows: the address alone decides there.
  }
  if (wanted === "1") document.documentElement.dataset.elder = "1";
  if (wanted === "0") delete document.documentElement.dataset.elder;
})();
