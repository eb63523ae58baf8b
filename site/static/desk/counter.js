/* Says how many characters a field still takes, while somebody writes in it and when few are left. */
(() => {
  const LIMITED = ".w-field input[maxlength], .w-field textarea[maxlength]";
  const FEW = 10;
  const notes = new WeakMap();

  function noteOf(field) {
    let note = notes.get(field);
    if (!note) {
      note = document.createElement("p");
      note.className = "desk-count";
      note.setAttribute("role", "status");
      notes.set(field, note);
      field.insertAdjacentElement("afterend", note);
    }
    return note;
  }

  function tell(event) {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches(LIMITED)) return;
    const left = field.maxLength - field.value.length;
    const shown = event.type !== "focusout" && (field.maxLength >= 50 || left <= FEW);
    const text = left > 0 ? `还可以写 ${left} 字` : "已经写满";
    // The note keeps its room when empty: what is below must not move away from under the pointer.
    if (shown || notes.has(field)) noteOf(field).textContent = shown ? text : "";
  }

  ["focusin", "focusout", "input"].forEach((name) => document.addEventListener(name, tell));
})();
