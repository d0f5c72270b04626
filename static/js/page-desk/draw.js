// The page as it stands: handles over the true picture, lists beside it.

import { boxOf, cutOut, place } from "./geometry.js";
import { drawPanel } from "./panel-view.js";
import { describe, listed, overWords, placeWords } from "./sayings.js";
import { showStory } from "./sheet.js";
import { $, desk, element, module, now, say, tell, words } from "./state.js";

// What is seen of a story at a glance; the words are in its name, and shown when it is pointed at.
function marks(one) {
  const made = element("span", { className: "marks" }, { "aria-hidden": "true" });
  if (one.is_pinned) made.append(element("span", { className: "mark pin" }));
  if (one.newer) made.append(element("span", { className: "mark newer", textContent: words.newer }));
  if (one.is_cut_off) made.append(element("span", { className: "mark overset", textContent: "+" }));
  return made;
}

export function drawModules() {
  const { state, chosen } = now;
  const drawn = state.modules.map((one) => {
    const item = element("li", { className: one.id === chosen ? "is-chosen" : "" });
    place(item, one.box);
    item.classList.toggle("at-right", one.box.left > 0.5);
    if (one.notch) cutOut(item, one.notch);
    const button = element("button", { type: "button", className: "desk-module" });
    button.dataset.id = one.id;
    button.setAttribute("aria-pressed", String(one.id === chosen));
    button.setAttribute("aria-label", `${one.headline} · ${describe(one)}`);
    button.append(element("span", { className: "words", textContent: describe(one) }), marks(one));
    item.append(button);
    if (state.may_change && one.id === chosen) {
      const corner = element("span", { className: "desk-corner", title: words.cornerWords });
      corner.dataset.corner = one.id;
      if (!one.notch) item.append(corner); // an L keeps its size
      if (one.goes_on || (one.may_jump && state.later.length)) {
        const foot = element("span", { className: "desk-foot", title: words.footWords });
        foot.dataset.foot = one.id;
        item.append(foot);
      }
    }
    return item;
  });
  const open = state.open.map(({ box, area }) => {
    const item = element("li");
    place(item, box);
    const lines = area.columns * area.rows;
    item.append(
      element("span", { className: "desk-open", textContent: say(words.open, { lines }) }),
    );
    return item;
  });
  $("modules").replaceChildren(...drawn, ...open);
}

export function drawGhost(area, text = "") {
  const ghost = $("ghost");
  ghost.hidden = !area;
  ghost.replaceChildren();
  if (!area) return;
  place(ghost, boxOf(area));
  if (text) ghost.append(element("span", { textContent: text }));
}

// The place that was wanted, over the page as somebody else left it.
export function drawMine() {
  const { mine } = now;
  const one = mine && module(mine.item);
  $("mine").hidden = !mine;
  drawGhost(one ? (mine.area ?? one.area) : null, one ? say(words.wanted, one) : "");
}

function unplacedRow(story) {
  const item = element("li", { draggable: now.state.may_change });
  const put = element(
    "button",
    { type: "button", className: "button", textContent: words.put, disabled: !now.state.may_change },
    { "aria-label": `${words.put}: ${story.headline}` },
  );
  put.dataset.putOn = story.id;
  item.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", story.id);
  });
  const lines = story.lines === null ? "" : say(words.lines, story); // no copy can be set
  const fit = element("span", { className: "fit", textContent: lines });
  item.append(element("a", { href: story.url, textContent: story.headline }), " ", fit, " ", put);
  return item;
}

// A story that stands here without its end.
function cutOffRow(one) {
  const item = element("li");
  const fit = element("span", {
    className: "fit over",
    textContent: say(words.cutOffWords, { lines: one.over }),
  });
  item.append(element("a", { href: one.url, textContent: one.headline }), " ", fit);
  return item;
}

function drawLists() {
  const { state } = now;
  const cutOff = state.modules.filter((one) => one.is_cut_off);
  $("cut-off-part").hidden = cutOff.length === 0;
  $("cut-off").replaceChildren(...cutOff.map(cutOffRow));
  $("unplaced").replaceChildren(...state.unplaced.map(unplacedRow));
  $("none-unplaced").hidden = state.unplaced.length > 0;
  $("remarks-part").hidden = state.remarks.length === 0;
  $("remarks").replaceChildren(
    ...state.remarks.map((text) => element("li", { textContent: text })),
  );
  for (const name of ["barred", "voids"]) $(name).hidden = !state[name];
  $("why").textContent = state.barred;
  $("voids").textContent = state.voids;
  $("unlock").hidden = !state.may_unlock;
  $("others").hidden = state.others.length === 0;
  $("others").textContent = say(words.also, { names: listed(state.others) });
  $("load").textContent = overWords(state.load) || words.full;
  $("load").classList.toggle("over", state.load > 0);
}

// Waits for the picture of a state, so that the handles change together with it.
export async function pictured(state) {
  if (!state.picture || $("picture").src.endsWith(state.picture)) return;
  const picture = new Image();
  picture.src = state.picture;
  try {
    await picture.decode();
  } catch {
    // Shown without: the handles say where the stories stand.
  }
}

export function draw() {
  const { state } = now;
  if (!module(now.chosen)) now.chosen = "";
  now.wanted = null;
  const picture = $("picture");
  picture.style.aspectRatio = state.grid.shape;
  $("paper").style.setProperty("--shape", state.grid.shape);
  if (!picture.src.endsWith(state.picture)) picture.src = state.picture;
  desk.classList.toggle("is-barred", !state.may_change);
  for (const button of desk.querySelectorAll("[data-do], [data-propose]")) {
    button.disabled = !state.may_change;
  }
  desk.querySelector("[data-do=undo]").disabled = !state.may_change || !state.can_undo;
  desk.querySelector("[data-do=redo]").disabled = !state.may_change || !state.can_redo;
  desk.querySelector("[data-do=settle]").hidden = !state.is_stale;
  desk.querySelector("[data-do=fill_up]").hidden = !state.can_fill;
  desk.querySelector("[data-do=bare]").hidden = !state.is_filled;
  drawModules();
  drawPanel();
  drawLists();
  drawMine();
}

// A move with the keyboard that is not sent: what was said of it is no more so. `id` is what is
// chosen next.
export function letMoveBe(id) {
  if (!now.wanted) return;
  const isOther = id && id !== now.chosen;
  tell(isOther ? "" : placeWords(module(now.chosen).area));
  now.wanted = null;
}

export function choose(id) {
  const hadFocus = document.activeElement?.dataset?.id;
  if (id !== now.chosen && !now.mine && !now.isBusy) $("refused").hidden = true; // it was about another
  letMoveBe(id);
  now.chosen = id;
  drawModules();
  drawPanel();
  drawMine();
  if (hadFocus || id) desk.querySelector(`[data-id="${id || hadFocus}"]`)?.focus();
  if (id) showStory(id);
}
