// 阅读设置: size of type, contrast, light or dark. What is chosen is remembered, and holds on every page.
(function () {
  "use strict";
  const panel = document.querySelector("details.reading");
  if (!panel) return;
  const chosen = document.documentElement.dataset;
  const buttons = [...panel.querySelectorAll("button[data-choose]")];
  const said = panel.querySelector("[role=status]");

  function show() {
    for (const button of buttons) {
      const current = chosen[button.dataset.choose] ?? "standard";
      button.setAttribute("aria-pressed", String(current === button.value));
    }
  }

  function choose(name, value) {
    const standard = value === "standard";
    if (standard) delete chosen[name];
    else chosen[name] = value;
    try {
      if (standard) localStorage.removeItem(`reading-${name}`);
      else localStorage.setItem(`reading-${name}`, value);
    } catch {
      // Storage is closed in some private windows: the choice holds for this page.
    }
  }

  function reset() {
    for (const name of ["size", "contrast", "theme"]) choose(name, "standard");
    delete chosen.elder;
    try {
      localStorage.removeItem("elder");
    } catch {
      // As above.
    }
    const address = new URL(location.href);
    address.searchParams.delete("elder");
    history.replaceState(history.state, "", address);
  }

  function close() {
    panel.open = false;
  }

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.choose) {
      choose(button.dataset.choose, button.value);
      said.textContent = `${button.closest("fieldset").querySelector("legend").textContent}：${button.textContent}`;
    } else if (button.hasAttribute("data-reset")) {
      reset();
      said.textContent = "已恢复默认";
    }
    show();
  });
  panel.addEventListener("toggle", show);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    close();
    panel.querySelector("summary").focus();
  });
  // The panel lies over the page: it must not hide what has the focus or what was touched.
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target)) close();
  });
  show();
})();
