// What can be done with the chosen story, as it stands.

import { describe, placeWords, sizeWords } from "./sayings.js";
import { $, desk, module, now, say, words } from "./state.js";

export const FORMS = { box: "is_boxed", tint: "is_tinted", vertical: "is_vertical" };

export const button = (name) => desk.querySelector(`[data-do=${name}]`);

export function drawPanel() {
  const one = module(now.chosen);
  $("panel").hidden = !one;
  if (!one) return;
  $("chosen-headline").textContent = one.headline;
  $("chosen-facts").textContent = `${describe(one)} · ${placeWords(one.area)}`;
  $("chosen-link").href = one.url;
  const others = now.state.modules.filter((other) => other.id !== one.id);
  $("other").replaceChildren(...others.map((other) => new Option(other.headline, other.id)));
  button("pin").hidden = one.is_pinned;
  button("unpin").hidden = !one.is_pinned;
  drawHeadline(one);
  drawPhoto(one);
  drawJump(one);
}

function drawHeadline(one) {
  $("headline-part").hidden = Boolean(one.comes_from);
  $("size").textContent = say(words.points, { size: one.headline_size });
  $("level").value = one.headline_level;
  for (const [name, fact] of Object.entries(FORMS)) {
    button(name).setAttribute("aria-pressed", String(one[fact]));
  }
}

function drawPhoto(one) {
  $("photo-part").hidden = !one.photo;
  if (one.photo) $("photo-size").textContent = sizeWords(one.photo);
}

function drawJump(one) {
  const { later } = now.state;
  const mayGo = later.length > 0 && (one.may_jump || one.goes_on);
  $("jump-part").hidden = !mayGo && !one.goes_on;
  $("jump-form").hidden = !mayGo;
  button("join").hidden = !one.goes_on;
  const known = Number($("jump-page").value);
  $("jump-page").replaceChildren(...later.map((page) => new Option(page, page)));
  $("jump-page").value = one.goes_on ?? (later.includes(known) ? known : (later[0] ?? ""));
  $("jump-lines").value = one.goes_on ? one.lines : Math.round(one.lines / 2);
  $("jump-lines").max = one.lines + one.rest;
}
