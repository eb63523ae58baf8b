// Asks before a link leads to another host. Which links do is decided where pages are made: they carry `outside`.
(function () {
  "use strict";

  function element(name, words) {
    const made = document.createElement(name);
    made.textContent = words;
    return made;
  }

  function ask(link) {
    const dialog = document.createElement("dialog");
    dialog.className = "leaving";
    const question = element("p", `您将离开本站，前往 ${link.host}。是否继续？`);
    question.id = "leaving-question";
    dialog.setAttribute("aria-labelledby", question.id);
    const go = element("a", "继续访问");
    go.href = link.href;
    go.rel = "noopener noreferrer";
    if (link.target) go.target = link.target;
    go.addEventListener("click", () => dialog.close());
    const stay = element("button", "留在本站");
    stay.type = "button";
    stay.addEventListener("click", () => dialog.close());
    // The browser gives the focus back to the link.
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(question, go, stay);
    document.body.append(dialog);
    dialog.showModal();
    stay.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.outside");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented) return;
    if (window.HTMLDialogElement) {
      event.preventDefault();
      ask(link);
    } else if (!confirm(`您将离开本站，前往 ${link.host}。是否继续？`)) {
      event.preventDefault();
    }
  });
})();
