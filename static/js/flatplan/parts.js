// What the flatplan's scripts share: its parts on the page, and the line that says what happened.

export const flatplan = document.querySelector("[data-flatplan]");
export const words = flatplan.dataset;

const said = flatplan.querySelector("[data-said]");

// Empty first: a screen reader hears the same sentence a second time too.
export function tell(text, tone = "") {
  said.textContent = "";
  said.className = tone;
  if (text) requestAnimationFrame(() => (said.textContent = text));
}

export function storyOf(id) {
  return flatplan.querySelector(`#story-${CSS.escape(id)}`);
}
