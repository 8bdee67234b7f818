// Looks every few seconds whether a document was made, and then downloads it. Without this script a link does the same.
"use strict";
(() => {
  const told = document.getElementById("waiting");
  const MADE = 200, WAITING = 202, PAUSE = 4000;
  const look = async () => {
    const answer = await fetch(told.dataset.file, { method: "HEAD", cache: "no-store" });
    if (answer.status === WAITING) {
      setTimeout(look, PAUSE);
    } else if (answer.status === MADE) {
      told.textContent = told.dataset.done;
      location.assign(told.dataset.file);
    } else {
      location.reload();
    }
  };
  setTimeout(look, PAUSE);
})();
