// What a page cannot do without a script: drop a file, and say when the recommendation shown is out of date.
"use strict";

(() => {
  const trouble = document.getElementById("trouble");
  const panel = document.getElementById("recommendation-content");
  const fail = () => { trouble.textContent = trouble.dataset.words; panel.classList.add("stale"); };
  const recover = () => { trouble.textContent = ""; panel.classList.remove("stale"); };
  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.body.addEventListener(name, fail);
  document.body.addEventListener("htmx:afterSwap", recover);

  // A field that cannot be used is marked for assistive technology as soon as its sentence has arrived.
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const slot of document.querySelectorAll("p.error[id^='e-']")) {
      const field = document.getElementById(slot.id.slice(2));
      if (field && slot.textContent.trim()) field.setAttribute("aria-invalid", "true");
      else if (field) field.removeAttribute("aria-invalid");
    }
  });

  const zone = document.getElementById("drop-zone");
  if (!zone) return;
  const file = document.getElementById("message");
  const button = document.getElementById("read-letter");
  const carriesFile = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
  file.addEventListener("input", (event) => event.stopPropagation());
  document.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    const fold = zone.closest("details");
    if (fold) fold.open = true;
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) zone.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    file.files = event.dataTransfer.files;
    file.form.requestSubmit(button);
  });
})();
