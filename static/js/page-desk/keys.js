// The keyboard: Enter on a story chooses it, arrows move it, Enter sends, Escape lets go; letters
// do what the buttons beside the page do.

import { choose, drawGhost } from "./draw.js";
import { fitting, inside } from "./geometry.js";
import { act } from "./panel.js";
import { openPhoto } from "./photo.js";
import { placeWords } from "./sayings.js";
import { send, sendMoved } from "./send.js";
import { $, desk, module, now, tell } from "./state.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LETTERS = {
  "+": () => act("larger"),
  "=": () => act("larger"),
  "-": () => act("smaller"),
  b: () => act("box"),
  t: () => act("tint"),
  v: () => act("vertical"),
  p: () => act(module(now.chosen).is_pinned ? "unpin" : "pin"),
  c: () => module(now.chosen).photo && openPhoto(),
  j: () => $("jump-part").hidden || $("jump-lines").focus(),
};

export function wireKeys() {
  desk.addEventListener("keydown", (event) => {
    const id = event.target.dataset?.id;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      if (event.target.matches("input")) return; // a figure being typed has an undo of its own
      event.preventDefault();
      const step = event.shiftKey ? "redo" : "undo";
      if (!desk.querySelector(`[data-do="${step}"]`).disabled) send({ do: step });
      return;
    }
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (now.wanted && now.chosen === id) sendMoved(id, now.wanted);
      else choose(now.chosen === id ? "" : id);
    } else if (event.key === "Escape") {
      choose("");
    } else if (now.chosen === id && now.state.may_change && !now.isBusy) {
      onChosen(event, id);
    }
  });
}

function onChosen(event, id) {
  const letter = LETTERS[event.key.toLowerCase()];
  if (ARROWS[event.key]) steer(module(id), ...ARROWS[event.key], event.shiftKey);
  else if (letter) letter();
  else return;
  event.preventDefault();
}

function steer(one, across, down, isResizing) {
  const from = now.wanted ?? one.area;
  if (isResizing) {
    const heights = one.sizes[from.columns] ?? [];
    const next =
      down > 0
        ? heights.find((rows) => rows > from.rows)
        : heights.findLast((rows) => rows < from.rows);
    now.wanted = across
      ? fitting(one, from.columns + across, from.rows)
      : { ...from, rows: next ?? from.rows };
  } else {
    now.wanted = inside({ ...from, column: from.column + across, row: from.row + down });
  }
  drawGhost(now.wanted);
  tell(placeWords(now.wanted));
}
