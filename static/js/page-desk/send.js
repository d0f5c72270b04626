// One change at a time to the server, which is asked until it answers.

import { draw, pictured } from "./draw.js";
import { isSame } from "./geometry.js";
import { $, desk, isElsewhere, leave, module, now, tell, words } from "./state.js";

const PATIENCE = 30000; // milliseconds until a silent server counts as away
const PAUSE = 2000; // between two questions to a server that is away
const AWAY = [502, 503, 504]; // what a gateway says while the server behind it is away

export function posted(url, data) {
  if (!data) return fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) });
  return fetch(url, {
    method: "POST",
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": desk.querySelector("[name=csrfmiddlewaretoken]").value,
    },
    body: JSON.stringify(data),
  });
}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
export const isOurs = (answer) => answer.headers.get("Content-Type")?.includes("json");

// Who signed in again in another tab has a new token: it is taken from the page itself.
async function newToken() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-page-desk] [name=csrfmiddlewaretoken]");
  if (token) desk.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
  return Boolean(token);
}

// Asks until the server answers.
async function answerOf(url, data) {
  for (let asked = 1; ; asked += 1) {
    try {
      let answer = await posted(url, data);
      if (answer.status === 403 && (await newToken())) answer = await posted(url, data);
      if (!AWAY.includes(answer.status)) return [answer, asked];
    } catch {
      // Away, or too slow.
    }
    refuse(words.away);
    await wait(PAUSE);
  }
}

const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

// While the desk works: nothing else is sent, and a screen reader hears that it works.
export async function working(url, data) {
  now.isBusy = true;
  now.mine = null;
  desk.setAttribute("aria-busy", "true");
  $("refused").hidden = true;
  tell(words.working);
  const slow = setTimeout(() => tell(words.still), 4000);
  const [answer, asked] = await answerOf(url, data);
  clearTimeout(slow);
  tell("");
  $("refused").hidden = true;
  const told = isOurs(answer) ? await answer.json() : null;
  if (!told) {
    refuse(answer.redirected || answer.status === 403 ? words.signedOut : words.failed);
  }
  return [told, asked];
}

export function rested() {
  now.isBusy = false;
  desk.removeAttribute("aria-busy");
}

// A change has a key: asked again after a lost answer, the server says what was done, and does
// nothing twice. A step back or forth is refused the second time, since the page is another then.
export async function send(change) {
  if (now.isBusy || !(now.state.may_change || change.do === "unlock")) return;
  const focused = document.activeElement?.dataset?.id;
  const pressed = document.activeElement;
  const [told, asked] = await working(desk.dataset.changeUrl, {
    on: now.state.layout,
    key: newKey(),
    ...change,
  });
  if (told) {
    if (told.state && isElsewhere(told.state)) {
      return leave(told.state, told.said ?? told.refused);
    }
    if (told.state) {
      await pictured(told.state);
      now.state = told.state;
    }
    const isStep = !change.item;
    tell(told.said ?? "");
    // Agreed to for the page it was asked about: on any other it is asked again.
    const { anyhow: _agreed, on: _asked, ...wish } = change;
    if (told.is_stale && !isStep) now.mine = wish;
    if (told.is_near) now.mine = { ...wish, anyhow: true, on: now.state.layout };
    if (told.is_stale && isStep && asked > 1) tell(words.back);
    else if (told.refused) refuse(told.refused, told.pinned);
  }
  draw();
  rested();
  if (now.mine) desk.querySelector("[data-again]").focus();
  else if (focused) desk.querySelector(`[data-id="${focused}"]`)?.focus();
  else if (pressed?.isConnected && !pressed.disabled) pressed.focus();
}

export function sendMoved(id, area) {
  const one = module(id);
  if (isSame(area, one.area)) return draw();
  const isMoved = area.column !== one.area.column || area.row !== one.area.row;
  const isResized = area.columns !== one.area.columns || area.rows !== one.area.rows;
  return send({ do: isResized && !isMoved ? "resize" : "move", item: id, area });
}

// With the story whose pin stands in the way, if it is that.
export function refuse(text, pinned = "") {
  $("in-the-way").hidden = !pinned;
  $("free").dataset.free = pinned;
  $("refused-words").textContent = text;
  $("mine").hidden = true;
  $("refused").hidden = false;
}
