// Where there is no room beside the page, what can be done with a story lies at the foot of the
// window as a sheet, and what is said over its lower part: the page above stays in sight.

import { $, desk } from "./state.js";

const isSheet = () => getComputedStyle($("panel")).position === "fixed";

function measure() {
  const height = `${$("panel").offsetHeight}px`;
  document.documentElement.style.setProperty("--desk-sheet", height);
}

// The chosen story between the steps and the sheet, which have just come; nothing glides.
export function showStory(id) {
  if (!isSheet()) return;
  measure();
  $("panel").scrollTop = 0;
  const story = desk.querySelector(`[data-id="${id}"]`);
  story?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

export const wireSheet = () => new ResizeObserver(measure).observe($("panel"));
