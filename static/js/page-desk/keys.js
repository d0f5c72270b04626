// The keyboard: Enter on a story chooses it, arrows move it, Enter sends, Escape lets go; letters
// do what the buttons beside the page do.

import { choose, drawGhost } from "./draw.js";
import { fitting, inside, isSame, sizesAt } from "./geometry.js";
import { act } from "./panel.js";
import { openPhoto } from "./photo.js";
import { placeWords } from "./sayings.js";
import { send, sendMoved } from "./send.js";
import { $, desk, mayDo, module, now, say, tell, words } from "./state.js";

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
    if (now.chosen === id && now.state.may_change) sendWanted(module(id));
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

// Every press of Enter is answered, also where the story is wanted where it stands.
function sendWanted(one) {
  if (now.wanted && !isSame(now.wanted, one.area)) return sendMoved(one.id, now.wanted);
  choose(one.id);
  return tell(say(words.asItStands, { place: placeWords(one.area) }));
}

const beyond = (numbers, number, way) =>
  way > 0 ? numbers.find((n) => n > number) : numbers.findLast((n) => n < number);

// The next size the story has at all, nothing where there is none: those between are skipped.
function resized(one, from, across, down) {
  const sizes = sizesAt(one, from);
  if (across) {
    const able = Object.keys(sizes).map(Number).filter((columns) => sizes[columns].length);
    const columns = beyond(able, from.columns, across);
    return columns && fitting(one, { ...from, columns });
  }
  const rows = beyond(sizes[from.columns] ?? [], from.rows, down);
  return rows && { ...from, rows };
}

function steer(one, across, down, isResizing) {
  const from = now.wanted ?? one.area;
  const wanted = isResizing
    ? resized(one, from, across, down)
    : inside({ ...from, column: from.column + across, row: from.row + down });
  if (!wanted) return tell(words.noSize);
  now.wanted = wanted;
  drawGhost(wanted);
  return tell(placeWords(wanted));
}
