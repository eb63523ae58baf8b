// 打印, and 找错 with the words that the reader has selected. Without it 找错 knows the page alone.
(function () {
  "use strict";
  const LONGEST = 300;

  document.querySelector("[data-print]")?.addEventListener("click", () => print());

  function quote(event) {
    const link = event.target.closest?.("a[data-report]");
    if (!link) return;
    const words = getSelection().toString().replace(/\s+/g, " ").trim().slice(0, LONGEST);
    const address = new URL(link.href);
    if (words) address.searchParams.set("quote", words);
    else if (event.type === "pointerdown") address.searchParams.delete("quote");
    link.href = address;
  }

  // A press on a link ends the selection, so this comes before it; by keyboard the selection stays.
  document.addEventListener("pointerdown", quote, true);
  document.addEventListener("focusin", quote);
})();
