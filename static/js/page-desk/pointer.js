// The mouse and the finger: stories moved by their middle, resized by the corner, cut by the foot.

import { choose, draw, drawGhost, letMoveBe } from "./draw.js";
import { asked, inside, pitch, spanning } from "./geometry.js";
import { letGo } from "./panel.js";
import { sizeWords } from "./sayings.js";
import { send, sendMoved } from "./send.js";
import { $, clamp, desk, module, now, say, words } from "./state.js";

const STILL = 5; // pixels: less is a click

let isDrag = false; // what the last press became
let pressed = ""; // the story it began on

// What the hand holds: where that would be after so many columns and rows, and what letting go does.
const HOLDS = {
  story: (one) => ({
    drawn: (columns, rows) => ({
      area: inside({
        ...one.area,
        column: one.area.column + columns,
        row: one.area.row + rows,
      }),
    }),
    dropped: ({ area }) => sendMoved(one.id, area),
  }),
  // The frame goes with the hand; what it tells is the size that letting go asks for.
  corner: (one) => ({
    drawn: (columns, rows) => {
      const area = spanning(one.area, one.area.columns + columns, one.area.rows + rows);
      const size = asked(one, area);
      return { area, size, text: sizeWords(size) };
    },
    dropped: ({ size }) => sendMoved(one.id, size),
  }),
  foot: (one) => ({
    drawn: (_columns, rows) => {
      const most = one.lines + one.rest;
      const lines = clamp(one.lines + rows * one.area.columns, 1, most);
      const deep = clamp(one.area.rows + rows, 2, one.area.rows);
      const text = lines >= most ? words.allHere : say(words.goAfter, { lines, rest: most - lines });
      return { lines, text, area: { ...one.area, rows: deep } };
    },
    dropped: ({ lines }) => (lines === one.lines ? draw() : letGo(one, lines)),
  }),
};

function taken(target) {
  const corner = target.closest("[data-corner]");
  if (corner) return ["corner", corner.dataset.corner];
  const foot = target.closest("[data-foot]");
  if (foot) return ["foot", foot.dataset.foot];
  const button = target.closest(".desk-module");
  return button ? ["story", button.dataset.id] : null;
}

// A click is the last thing that comes of a press: chosen with it, not before, a story brings up no
// panel for that same click to land on. What ends a drag is no click of anything.
function pick(event) {
  if (isDrag && event.detail) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (now.isBusy) return;
  // A click that slipped across the edge of a story is of the one it began on.
  const id = event.detail ? pressed : taken(event.target)?.[1];
  if (id) choose(id);
  else if (now.chosen && event.target.closest("[data-sheet]")) choose(""); // the white of the page
}

function hold(event) {
  isDrag = false;
  pressed = "";
  if (event.button !== 0 || now.isBusy) return;
  const found = taken(event.target);
  if (!found) return;
  const [name, id] = found;
  pressed = id;
  const held = HOLDS[name](module(id));
  const start = { x: event.clientX, y: event.clientY };
  let last = null;
  now.isHeld = true;
  now.mine = null;
  letMoveBe(id);
  drawGhost(null);

  const move = (moved) => {
    const [x, y] = [moved.clientX - start.x, moved.clientY - start.y];
    if (!last && Math.hypot(x, y) <= STILL) return;
    isDrag = true;
    if (!now.state.may_change) return;
    const unit = pitch();
    last = held.drawn(Math.round(x / unit.x), Math.round(y / unit.y));
    drawGhost(last.area, last.text);
  };
  const let_go = () => {
    now.isHeld = false;
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", cancel);
    drawGhost(null);
  };
  const end = () => {
    let_go();
    if (!last) return;
    choose(id);
    held.dropped(last);
  };
  const cancel = () => {
    let_go();
    draw();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", cancel);
}

export function wirePointer() {
  desk.addEventListener("pointerdown", hold);
  desk.addEventListener("click", pick, { capture: true });
  $("paper").addEventListener("dragover", (event) => event.preventDefault());
  $("paper").addEventListener("drop", (event) => {
    const item = event.dataTransfer.getData("text/plain");
    if (!now.state.unplaced.some((story) => story.id === item)) return;
    event.preventDefault();
    const other = event.target.closest(".desk-module")?.dataset.id;
    send({ do: "put_on", item, ...(other ? { other } : {}) });
  });
}
