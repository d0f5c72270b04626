// The page as wide as there is room, or as high as the window.

import { $, desk } from "./state.js";

const KEPT = "page-desk-whole";

function show(isWhole) {
  desk.classList.toggle("is-whole", isWhole);
  $("whole").setAttribute("aria-pressed", String(isWhole));
}

export function wireFit() {
  show(localStorage.getItem(KEPT) === "1");
  $("whole").addEventListener("click", () => {
    const isWhole = !desk.classList.contains("is-whole");
    localStorage.setItem(KEPT, isWhole ? "1" : "0");
    show(isWhole);
    if (isWhole) $("head").scrollIntoView();
  });
}
