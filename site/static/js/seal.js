// Writes the edition's number beside the seal. It is not in the page, since every page would then change with every edition.
(function () {
  "use strict";
  const place = document.querySelector("[data-edition]");
  if (!place) return;
  fetch(place.dataset.edition)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then((edition) => {
      place.textContent = `现行第 ${edition.edition} 版`;
      place.hidden = false;
    })
    .catch(() => {
      // Off line or on a mirror without the file: the seal is complete without the number.
      place.hidden = true;
    });
})();
