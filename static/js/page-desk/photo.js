// A picture's place in its module: columns, rows, and the point it is cropped about. The frame shows
// what the press will cut out: `object-position` and the press count from the same edges.

import { nearest } from "./geometry.js";
import { send } from "./send.js";
import { $, clamp, element, module, now, say, words } from "./state.js";

const STEP = 0.02; // of the picture, with an arrow key
const NUDGES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

let one = null; // the story
let use = null; // the picture, as it is to be
let columns = 0;
let rows = 0;

const isSized = () => columns !== one.photo.columns || rows !== one.photo.rows;
const asItWas = () => one.photo.uses.find((other) => other.id === use.id);
const isFocused = () => use.x !== asItWas().x || use.y !== asItWas().y;

// Height to width of the frame the picture will stand in.
function frame() {
  if (!isSized() || use.id !== one.photo.uses[0].id) return use.frame;
  const { column, gutter, row, shape } = now.state.grid;
  return (rows * row) / ((columns * column - gutter) * shape);
}

function drawFrame() {
  const picture = $("photo-picture");
  if (!picture.src.endsWith(use.picture)) picture.src = use.picture;
  picture.alt = use.name;
  picture.style.aspectRatio = 1 / frame();
  picture.style.objectPosition = `${use.x * 100}% ${use.y * 100}%`;
  const cut = 1 - Math.min(frame(), use.aspect) / Math.max(frame(), use.aspect);
  $("photo-told").textContent = say(words.crop, {
    cut: Math.round(cut * 100),
    x: Math.round(use.x * 100),
    y: Math.round(use.y * 100),
  });
}

function drawSizes() {
  const { sizes } = one.photo;
  const able = Object.keys(sizes).map(Number);
  $("photo-sizes").hidden = able.length === 0;
  $("photo-columns").replaceChildren(...able.map((count) => new Option(count, count)));
  $("photo-columns").value = columns;
  const deep = sizes[columns] ?? [rows];
  $("photo-rows").replaceChildren(...deep.map((count) => new Option(count, count)));
  $("photo-rows").value = rows;
}

function chooseUse(id) {
  use = { ...one.photo.uses.find((other) => String(other.id) === String(id)) };
  drawFrame();
}

export function openPhoto() {
  one = module(now.chosen);
  if (!one?.photo?.uses.length || !now.state.may_change) return;
  ({ columns, rows } = one.photo);
  $("photo-uses").replaceChildren(
    ...one.photo.uses.map((other) => element("option", { value: other.id, textContent: other.name })),
  );
  $("photo-which").hidden = one.photo.uses.length < 2;
  drawSizes();
  chooseUse(one.photo.uses[0].id);
  $("photo").showModal();
}

function focusOn(x, y) {
  use.x = Math.round(clamp(x, 0, 1) * 1000) / 1000;
  use.y = Math.round(clamp(y, 0, 1) * 1000) / 1000;
  drawFrame();
}

// The picture follows the hand: what is cut off on one side comes in on the other.
function drag(event) {
  event.preventDefault();
  const box = event.target.getBoundingClientRect();
  const shown = box.height / box.width;
  const wide = use.aspect < shown ? box.height / use.aspect - box.width : 0;
  const high = use.aspect > shown ? box.width * use.aspect - box.height : 0;
  const start = { x: event.clientX, y: event.clientY, at: { x: use.x, y: use.y } };
  const move = (moved) =>
    focusOn(
      wide ? start.at.x - (moved.clientX - start.x) / wide : use.x,
      high ? start.at.y - (moved.clientY - start.y) / high : use.y,
    );
  const end = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}

function set() {
  $("photo").close();
  const focus = isFocused() ? { focus: { use: use.id, x: use.x, y: use.y } } : {};
  if (isSized()) return send({ do: "photo", item: one.id, columns, rows, ...focus });
  return isFocused() && send({ do: "focus", item: one.id, ...focus });
}

export function wirePhoto() {
  $("photo-open").addEventListener("click", openPhoto);
  $("photo-uses").addEventListener("change", (event) => chooseUse(event.target.value));
  $("photo-columns").addEventListener("change", (event) => {
    columns = Number(event.target.value);
    const ratio = columns / one.photo.columns;
    rows = nearest(one.photo.sizes[columns], Math.round(one.photo.rows * ratio));
    drawSizes();
    drawFrame();
  });
  $("photo-rows").addEventListener("change", (event) => {
    rows = Number(event.target.value);
    drawFrame();
  });
  $("photo-picture").addEventListener("pointerdown", drag);
  $("photo-frame").addEventListener("keydown", (event) => {
    const nudge = NUDGES[event.key];
    if (!nudge) return;
    event.preventDefault();
    focusOn(use.x + nudge[0] * STEP, use.y + nudge[1] * STEP);
  });
  $("photo-set").addEventListener("click", set);
  $("photo-free").addEventListener("click", () => {
    $("photo").close();
    send({ do: "photo", item: one.id, columns: 0, rows: 0 });
  });
  $("photo-cancel").addEventListener("click", () => $("photo").close());
}
