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
  document.addEventListener("keydown", (event) => {
    if (now.isBusy && isMeant(event)) {
      event.preventDefault();
      tell(words.notTaken); // said, since it would be lost without a word
    } else if (isStep(event)) {
      onStep(event);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      onKey(event);
    }
  });
}

// What is typed or chosen there is no command to the page.
const TYPED = "input, textarea, select, dialog, [contenteditable]";
const isStep = ({ target, key, ctrlKey, metaKey, altKey }) =>
  (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "z" && !target.closest(TYPED);

function onStep(event) {
  event.preventDefault();
  if (now.isHeld) return; // in the middle of a drag
  const step = event.shiftKey ? "redo" : "undo";
  if (!desk.querySelector(`[data-do="${step}"]`).disabled) send({ do: step });
}

function onKey(event) {
  if (event.defaultPrevented || now.isHeld || event.target.closest(TYPED)) return;
  const id = event.target.dataset?.id;
  if (event.key === "Escape") {
    if (now.chosen) choose("");
  } else if (id && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (now.wanted && now.chosen === id) sendMoved(id, now.wanted);
    else choose(id);
  } else if (id && now.chosen === id && ARROWS[event.key] && mayDo()) {
    event.preventDefault();
    steer(module(id), ...ARROWS[event.key], event.shiftKey);
  } else {
    onLetter(event, id);
  }
}

// A key that would change the page.
function isMeant(event) {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  if (target.closest(TYPED)) return false;
  if (ctrlKey || metaKey || altKey) return isStep(event);
  const onStory = target.dataset?.id && (ARROWS[key] || key === "Enter" || key === " ");
  return Boolean(onStory || (module(now.chosen) && LETTERS[key.toLowerCase()]));
}

// A letter works wherever the focus is but on another story, as long as one is chosen.
function onLetter(event, id) {
  const letter = LETTERS[event.key.toLowerCase()];
  if (!letter || !mayDo() || !module(now.chosen) || (id && id !== now.chosen)) return;
  event.preventDefault();
  letter();
}

// The next width the story has at all: those between are skipped.
function nextWidth(one, columns, across) {
  const able = Object.keys(one.sizes).map(Number);
  const next = across > 0 ? able.find((n) => n > columns) : able.findLast((n) => n < columns);
  return next ?? columns;
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
      ? fitting(one, nextWidth(one, from.columns, across), from.rows)
      : { ...from, rows: next ?? from.rows };
  } else {
    now.wanted = inside({ ...from, column: from.column + across, row: from.row + down });
  }
  drawGhost(now.wanted);
  tell(placeWords(now.wanted));
}
