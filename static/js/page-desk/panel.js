// What is done with the chosen story: headline, form, where it goes on.

import { FORMS } from "./panel-view.js";
import { send } from "./send.js";
import { $, desk, module, now } from "./state.js";

// A story of so many lines here, the rest of it on another page; as many as it has: all of it here.
export function letGo(one, lines, page = Number($("jump-page").value)) {
  if (lines >= one.lines + one.rest) return send({ do: "join", item: one.id });
  return send({ do: "jump", item: one.id, page, lines });
}

export function toggle(name) {
  const one = module(now.chosen);
  return one && send({ do: name, item: one.id, value: one[FORMS[name]] ? 0 : 1 });
}

const ACTS = {
  swap: () => send({ do: "swap", item: now.chosen, other: $("other").value }),
  jump: () => letGo(module(now.chosen), Number($("jump-lines").value)),
};
const STEPS = ["undo", "redo", "settle", "fill_up", "bare"];

export function act(name) {
  if (ACTS[name]) return ACTS[name]();
  if (FORMS[name]) return toggle(name);
  return send(STEPS.includes(name) ? { do: name } : { do: name, item: now.chosen });
}

export function wirePanel() {
  for (const one of desk.querySelectorAll("[data-do]")) {
    one.addEventListener("click", () => act(one.dataset.do));
  }
  $("unplaced").addEventListener("click", (event) => {
    const item = event.target.dataset.putOn;
    if (item) send({ do: "put_on", item });
  });
  $("level").addEventListener("change", (event) =>
    send({ do: "level", item: now.chosen, value: Number(event.target.value) }),
  );
}
