/* Asks how the public site stands every two seconds, only while a build is open. */
(() => {
  const PAUSE = 2000;

  const refresh = async (panel) => {
    try {
      const answer = await fetch(panel.dataset.publicSite, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) {
        const status = await answer.json();
        panel.innerHTML = status.html;
        panel.dataset.open = String(status.open);
      }
    } catch (error) {
      console.warn("公开站状态暂时取不到", error);
    }
    watch(panel);
  };

  const watch = (panel) => {
    if (panel.dataset.open === "true") window.setTimeout(refresh, PAUSE, panel);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-public-site]").forEach(watch);
  });
})();
