// Copies the lines of a fetch box. The buttons stay hidden where scripts do not run.
(function () {
  "use strict";

  function select(element) {
    const selection = getSelection();
    selection.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(element);
    selection.addRange(range);
  }

  async function copy(element) {
    if (navigator.clipboard && isSecureContext) {
      await navigator.clipboard.writeText(element.textContent);
      return;
    }
    // Plain HTTP inside a county network has no clipboard interface; the older command still works there.
    select(element);
    if (!document.execCommand("copy")) throw new Error("the browser refused to copy");
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const lines = document.getElementById(button.dataset.copy);
    if (!lines) continue;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(lines);
        button.textContent = "已复制";
      } catch {
        select(lines);
        button.textContent = "已选中，请手动复制";
      }
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
})();
