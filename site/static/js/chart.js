// Reads charts out point by point, by pointer and by keyboard, and draws them as PNG. Without it the drawing, its
// words, its table and its SVG are all there.
(function () {
  "use strict";
  const HINT = "按左右方向键逐点读数";
  const SCALE = 2;

  function words(mark) {
    const title = mark.querySelector("title");
    if (!title) return "";
    const text = title.textContent;
    title.remove(); // else the browser's own tip covers what is read
    return text;
  }

  function distance(place, box, kind) {
    const x = Math.max(box.left - place.clientX, 0, place.clientX - box.right);
    const y = Math.max(box.top - place.clientY, 0, place.clientY - box.bottom);
    return kind === "line" ? x * 4 + y : y * 4 + x;
  }

  function readOut(chart) {
    const stage = chart.querySelector(".chart-stage");
    const place = chart.querySelector(".chart-words");
    const points = [...stage.querySelectorAll(".chart-bar, .chart-dot")]
      .map((mark) => ({ mark, text: words(mark) }))
      .filter((point) => point.text);
    if (!place || points.length === 0) return;
    const rest = place.textContent;
    let now = -1;

    function show(next) {
      points[now]?.mark.classList.remove("is-read");
      now = next;
      points[now]?.mark.classList.add("is-read");
      place.classList.toggle("is-reading", now >= 0);
      place.textContent = now >= 0 ? points[now].text : rest;
    }

    const last = points.length - 1;
    const keys = {
      ArrowRight: () => Math.min(now + 1, last),
      ArrowDown: () => Math.min(now + 1, last),
      ArrowLeft: () => (now < 0 ? last : Math.max(now - 1, 0)),
      ArrowUp: () => (now < 0 ? last : Math.max(now - 1, 0)),
      Home: () => 0,
      End: () => last,
      Escape: () => -1,
    };

    stage.tabIndex = 0;
    // Arrow keys belong to the screen reader everywhere but in an application.
    stage.setAttribute("role", "application");
    stage.setAttribute("aria-label", `${chart.querySelector(".chart-title").textContent}，${HINT}`);
    stage.addEventListener("keydown", (event) => {
      const move = keys[event.key];
      if (!move || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(move());
    });
    // Said only to those who steer by keyboard: a pointer that passes must not make a screen reader talk.
    stage.addEventListener("focus", () => place.setAttribute("aria-live", "polite"));
    stage.addEventListener("blur", () => {
      place.removeAttribute("aria-live");
      show(-1);
    });
    stage.addEventListener("pointermove", (event) => {
      const far = points.map((point) => distance(event, point.mark.getBoundingClientRect(), stage.dataset.kind));
      show(far.indexOf(Math.min(...far)));
    });
    stage.addEventListener("pointerleave", () => show(-1));
  }

  async function picture(address) {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
    });
  }

  function name(address) {
    const parts = new URL(address, location.href).pathname.split("/");
    return parts.slice(-2).join("-").replace(/\.svg$/, ".png");
  }

  function offerPicture(button) {
    const label = button.innerHTML;
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await picture(button.dataset.svg));
        link.download = name(button.dataset.svg);
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      } catch {
        button.textContent = "没有画成，请下载 SVG";
        setTimeout(() => (button.innerHTML = label), 4000);
      } finally {
        button.disabled = false;
      }
    });
  }

  for (const chart of document.querySelectorAll(".chart")) readOut(chart);
  for (const button of document.querySelectorAll(".chart-png")) offerPicture(button);
})();
