// The keyboard: Enter on a story chooses it, arrows move it, Enter sends, Escape lets go; letters
// do what the buttons beside the page do.

import { choose, drawGhost } from "./draw.js";
import { fitting, inside } from "./geometry.js";
import { act } from "./panel.js";
import { openPhoto } from "./photo.js";
import { placeWords } from "./sayings.js";
import { send, sendMoved } from "./send.js";
import { $, desk, mayDo, module, now, tell, words } from "./state.js";

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
  document.addEventListener("keydown", onLetter);
  desk.addEventListener("keydown", (event) => {
    const id = event.target.dataset?.id;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      if (event.target.matches("input")) return; // a figure being typed has an undo of its own
      event.preventDefault();
      const step = event.shiftKey ? "redo" : "undo";
      if (!desk.querySelector(`[data-do="${step}"]`).disabled) send({ do: step });
      return;
    }
    if (now.isBusy && isMeant(event)) {
      event.preventDefault();
      tell(words.notTaken); // said, since it would be lost without a word
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

// A key that would change the page.
function isMeant({ target, key, ctrlKey, metaKey, altKey }) {
  if (target.closest("input, textarea, select, dialog")) return false;
  if (ctrlKey || metaKey || altKey) return !altKey && key.toLowerCase() === "z";
  const onStory = target.dataset?.id && (ARROWS[key] || key === "Enter" || key === " ");
  return Boolean(onStory || (module(now.chosen) && LETTERS[key.toLowerCase()]));
}

// A letter works wherever the focus is, as long as a story is chosen and nothing is typed into.
function onLetter(event) {
  const letter = LETTERS[event.key.toLowerCase()];
  const isElsewhere = event.target.closest("input, textarea, select, dialog") || event.target.dataset?.id;
  if (!letter || isElsewhere || event.defaultPrevented || !mayDo() || !module(now.chosen)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  letter();
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
