// What the page desk knows: the page as the server told it, and what the hand is about to do.

export const desk = document.querySelector("[data-page-desk]");
export const $ = (name) => desk.querySelector(`[data-${name}]`);
export const words = $("words").dataset;
export const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const clamp = (number, low, high) => Math.max(low, Math.min(high, number));

export const now = {
  state: JSON.parse(document.querySelector("#page-state").textContent),
  chosen: "",
  wanted: null, // where the keyboard has moved the chosen story to
  isBusy: false,
  isHeld: false, // something is in the mouse's or the finger's hand
  mine: null, // a change of ours that came too late: what it was, and where it was wanted
};

export const module = (id) => now.state.modules.find((one) => one.id === id);
export const mayDo = () => now.state.may_change && !now.isBusy;

export function tell(text) {
  $("said").textContent = text;
}

// What the address shows is another page by now, or none: a double page was made or parted, or all
// was taken off it. Its own address has the right heading and room; what was said is said there.
const SAID = "page-desk-said";
const shown = now.state.numbers;
export const isElsewhere = (fresh) => !fresh.grid || fresh.numbers !== shown;

export function leave(fresh, text) {
  sessionStorage.setItem(SAID, text);
  location.assign(fresh.address);
}

export function tellKept() {
  tell(sessionStorage.getItem(SAID) ?? "");
  sessionStorage.removeItem(SAID);
}

export function element(name, properties = {}, attributes = {}) {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
