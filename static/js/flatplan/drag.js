// A story taken up with the mouse, the pen, or a finger at its grip, and let go over a page.

import { flatplan } from "./parts.js";
import { hold, letGo, send } from "./send.js";

const STILL = 5; // pixels: less is a click
const EDGE = 48; // pixels from the window's edge where it begins to scroll
const PACE = 14; // pixels a frame

let held = null; // { story, label, x, y } once it moves

const mark = () => flatplan.querySelector("[data-dragged]");
const pageAt = (x, y) => document.elementFromPoint(x, y)?.closest("[data-page]");

function takeUp(story) {
  held = { story };
  hold();
  story.classList.add("dragged");
  flatplan.classList.add("dragging");
  mark().textContent = story.querySelector(".headline").textContent;
  mark().hidden = false;
  getSelection().removeAllRanges();
  requestAnimationFrame(scroll);
}

function carry({ clientX, clientY }) {
  Object.assign(held, { x: clientX, y: clientY });
  mark().style.translate = `${clientX + 12}px ${clientY + 8}px`;
  aim(pageAt(clientX, clientY));
}

function aim(page) {
  flatplan.querySelector(".aimed")?.classList.remove("aimed");
  if (page && page !== held?.story.closest("[data-page]")) page.classList.add("aimed");
}

// Near the window's edge the flatplan runs on below the hand.
function scroll() {
  if (!held) return;
  const down = held.y > innerHeight - EDGE;
  if (down || held.y < EDGE) {
    scrollBy(0, down ? PACE : -PACE);
    aim(pageAt(held.x, held.y));
  }
  requestAnimationFrame(scroll);
}

function putDown() {
  held.story.classList.remove("dragged");
  flatplan.classList.remove("dragging");
  mark().hidden = true;
  aim(null);
  held = null;
}

function drop({ story, x, y }) {
  const page = pageAt(x, y);
  if (!page || page === story.closest("[data-page]")) return;
  const form = story.querySelector("[data-move]");
  form.elements.page.value = page.dataset.page;
  send(form);
  form.reset(); // should the server refuse
}

function start(event) {
  const story = event.target.closest("[data-story]");
  const isFinger = event.pointerType === "touch" && !event.target.closest("[data-grip]");
  if (!story || event.button !== 0 || isFinger || event.target.closest("details")) return;
  const at = { x: event.clientX, y: event.clientY };

  const move = (moved) => {
    if (!held && Math.hypot(moved.clientX - at.x, moved.clientY - at.y) <= STILL) return;
    if (!held) takeUp(story);
    carry(moved);
  };
  const stop = () => {
    for (const [name, heard] of Object.entries(listeners)) document.removeEventListener(name, heard);
    if (!held) return;
    putDown();
    letGo();
  };
  const end = () => {
    if (held) {
      const let_go = held;
      document.addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", swallow, true));
      drop(let_go);
    }
    stop();
  };
  const listeners = {
    pointermove: move,
    pointerup: end,
    pointercancel: stop,
    keydown: (pressed) => pressed.key === "Escape" && stop(),
  };
  for (const [name, heard] of Object.entries(listeners)) document.addEventListener(name, heard);
}

// What is let go over a link does not follow it.
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

export function wireDragging() {
  flatplan.addEventListener("pointerdown", start);
}
