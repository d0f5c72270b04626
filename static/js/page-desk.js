// The page desk: what is dragged is sent as one change; the picture that comes back is the real one.

const desk = document.querySelector("[data-page-desk]");
const $ = (name) => desk.querySelector(`[data-${name}]`);
let state = JSON.parse(document.querySelector("#page-state").textContent);
let chosen = "";
let wanted = null; // where the keyboard has moved the chosen story to
let isBusy = false;
let isHeld = false; // a story is in the mouse's or the finger's hand
let mine = null; // a change of ours that came too late: what it was, and where it was wanted

const PATIENCE = 30000; // milliseconds until a silent server counts as away
const PAUSE = 2000; // between two questions to a server that is away

const words = $("words").dataset;
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const module = (id) => state.modules.find((one) => one.id === id);
const clamp = (number, low, high) => Math.max(low, Math.min(high, number));

// Geometry: columns and rows of the type area to fractions of the page, and back.

function boxOf(area) {
  const { left, top, column, row, gutter } = state.grid;
  return {
    left: left + area.column * column,
    top: top + area.row * row,
    width: area.columns * column - gutter,
    height: area.rows * row,
  };
}

function place(element, box) {
  element.style.left = `${box.left * 100}%`;
  element.style.top = `${box.top * 100}%`;
  element.style.width = `${box.width * 100}%`;
  element.style.height = `${box.height * 100}%`;
}

function pitch() {
  const paper = $("picture").getBoundingClientRect();
  return { x: state.grid.column * paper.width, y: state.grid.row * paper.height };
}

function inside(area) {
  const { columns, first_row: first, last_row: last } = state.grid;
  return {
    ...area,
    column: clamp(area.column, 0, columns - area.columns),
    row: clamp(area.row, first, last - area.rows),
  };
}

// A size the story fills, nearest to the one that was drawn.
function fitting(one, columns, rows) {
  const widths = Object.keys(one.sizes).map(Number);
  const most = state.grid.columns - one.area.column;
  const able = widths.filter((width) => width <= most);
  if (!able.length) return one.area;
  const near = (numbers, number) =>
    numbers.reduce((best, n) => (Math.abs(n - number) < Math.abs(best - number) ? n : best));
  const width = near(able, columns);
  const heights = one.sizes[width].filter((n) => one.area.row + n <= state.grid.last_row);
  if (!heights.length) return one.area;
  return { ...one.area, columns: width, rows: near(heights, rows) };
}


// Drawing

function describe(one) {
  const facts = [say(words.lines, one)];
  if (one.is_pinned) facts.push(words.pinned);
  if (one.is_newer) facts.push(words.newer);
  if (one.goes_on) facts.push(say(words.goesOn, { page: one.goes_on }));
  if (one.comes_from) facts.push(say(words.comesFrom, { page: one.comes_from }));
  return facts.join(" · ");
}

function drawModules() {
  const drawn = state.modules.map((one) => {
    const item = document.createElement("li");
    place(item, one.box);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "desk-module";
    button.dataset.id = one.id;
    button.setAttribute("aria-pressed", String(one.id === chosen));
    button.setAttribute("aria-label", `${one.headline}. ${describe(one)}`);
    const label = document.createElement("span");
    label.className = one.is_newer || one.is_pinned ? "words told" : "words";
    label.textContent = describe(one);
    button.append(label);
    item.append(button);
    if (state.may_change && one.id === chosen) {
      const corner = document.createElement("span");
      corner.className = "desk-corner";
      corner.dataset.corner = one.id;
      item.append(corner);
    }
    return item;
  });
  const open = state.open.map(({ box, area }) => {
    const item = document.createElement("li");
    place(item, box);
    const label = document.createElement("span");
    label.className = "desk-open";
    label.textContent = say(words.open, { lines: area.columns * area.rows });
    item.append(label);
    return item;
  });
  $("modules").replaceChildren(...drawn, ...open);
}

function drawPanel() {
  const one = module(chosen);
  $("panel").hidden = !one;
  if (!one) return;
  $("chosen-headline").textContent = one.headline;
  $("chosen-facts").textContent = `${describe(one)} · ${say(words.place, {
    ...one.area,
    column: one.area.column + 1,
    row: one.area.row + 1,
  })}`;
  $("chosen-link").href = one.url;
  const others = state.modules.filter((other) => other.id !== chosen);
  $("other").replaceChildren(...others.map((other) => new Option(other.headline, other.id)));
  for (const [name, isShown] of Object.entries({ pin: !one.is_pinned, unpin: one.is_pinned })) {
    desk.querySelector(`[data-do=${name}]`).hidden = !isShown;
  }
}

function drawOthers() {
  $("others").hidden = state.others.length === 0;
  $("others").textContent = say(words.also, { names: state.others.join("、") });
}

// The place that was wanted, over the page as somebody else left it.
function drawMine() {
  const one = mine && module(mine.item);
  $("mine").hidden = !mine;
  const area = one ? (mine.area ?? one.area) : null;
  $("ghost").hidden = !area;
  $("ghost").replaceChildren();
  if (!area) return;
  place($("ghost"), boxOf(area));
  const label = document.createElement("span");
  label.textContent = say(words.wanted, one);
  $("ghost").append(label);
}

function drawLists() {
  const waiting = state.unplaced.map((story) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), {
      href: story.url,
      textContent: story.headline,
    });
    const put = Object.assign(document.createElement("button"), {
      type: "button",
      className: "button",
      textContent: words.put,
      disabled: !state.may_change,
    });
    put.setAttribute("aria-label", `${words.put}: ${story.headline}`);
    put.addEventListener("click", () => send({ do: "put_on", item: story.id }));
    item.draggable = state.may_change;
    item.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/plain", story.id);
    });
    item.append(link, " ", put);
    return item;
  });
  $("unplaced").replaceChildren(...waiting);
  $("none-unplaced").hidden = waiting.length > 0;
  $("remarks-part").hidden = state.remarks.length === 0;
  $("remarks").replaceChildren(
    ...state.remarks.map((text) =>
      Object.assign(document.createElement("li"), { textContent: text }),
    ),
  );
}

function draw() {
  if (!module(chosen)) chosen = "";
  wanted = null;
  const picture = $("picture");
  picture.style.aspectRatio = state.grid.shape;
  if (!picture.src.endsWith(state.picture)) picture.src = state.picture;
  drawModules();
  drawPanel();
  drawLists();
  drawOthers();
  drawMine();
  for (const button of desk.querySelectorAll("[data-do]")) button.disabled = !state.may_change;
  desk.querySelector("[data-do=undo]").disabled = !state.may_change || !state.can_undo;
  desk.querySelector("[data-do=redo]").disabled = !state.may_change || !state.can_redo;
  desk.querySelector("[data-do=settle]").hidden = !state.is_stale;
}

function choose(id) {
  const hadFocus = document.activeElement?.dataset?.id;
  chosen = id;
  wanted = null;
  drawModules();
  drawPanel();
  drawMine();
  if (hadFocus || id) desk.querySelector(`[data-id="${id || hadFocus}"]`)?.focus();
}

// Sending

function posted(url, data) {
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
const isOurs = (answer) => answer.headers.get("Content-Type")?.includes("json");

// Who signed in again in another tab has a new token: it is taken from the page itself.
async function newToken() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-page-desk] [name=csrfmiddlewaretoken]");
  if (token) desk.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
  return Boolean(token);
}

const AWAY = [502, 503, 504]; // what a gateway says while the server behind it is away

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

// A change has a key: asked again after a lost answer, the server says what was done, and does
// nothing twice. A step back or forth is refused the second time, since the page is another then.
async function send(change) {
  if (isBusy || !state.may_change) return;
  isBusy = true;
  mine = null;
  desk.setAttribute("aria-busy", "true");
  $("refused").hidden = true;
  $("said").textContent = words.working;
  const slow = setTimeout(() => ($("said").textContent = words.still), 4000);
  const focused = document.activeElement?.dataset?.id;
  const [answer, asked] = await answerOf(desk.dataset.changeUrl, {
    on: state.layout,
    key: newKey(),
    ...change,
  });
  clearTimeout(slow);
  $("said").textContent = "";
  $("refused").hidden = true;
  if (isOurs(answer)) {
    const told = await answer.json();
    if (told.state) state = told.state;
    const isStep = !change.item;
    $("said").textContent = told.said ?? "";
    if (told.is_stale && !isStep) mine = change;
    if (told.is_stale && isStep && asked > 1) $("said").textContent = words.back;
    else if (told.refused) refuse(told.refused);
  } else {
    refuse(answer.redirected || answer.status === 403 ? words.signedOut : words.failed);
  }
  draw();
  isBusy = false;
  desk.removeAttribute("aria-busy");
  if (mine) desk.querySelector("[data-again]").focus();
  else if (focused) desk.querySelector(`[data-id="${focused}"]`)?.focus();
}

function refuse(text) {
  $("refused-words").textContent = text;
  $("mine").hidden = true;
  $("refused").hidden = false;
}

desk.querySelector("[data-again]").addEventListener("click", () => {
  const change = mine;
  if (change) send(change);
});
desk.querySelector("[data-let-be]").addEventListener("click", () => {
  mine = null;
  $("refused").hidden = true;
  draw();
});

function sendMoved(id, area) {
  const one = module(id);
  const isSame = Object.keys(area).every((name) => area[name] === one.area[name]);
  if (isSame) return draw();
  const isMoved = area.column !== one.area.column || area.row !== one.area.row;
  const isResized = area.columns !== one.area.columns || area.rows !== one.area.rows;
  return send({ do: isResized && !isMoved ? "resize" : "move", item: id, area });
}

// The mouse and the finger

desk.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || isBusy) return;
  const corner = event.target.closest("[data-corner]");
  const button = event.target.closest(".desk-module");
  if (!corner && !button) return;
  const id = corner ? corner.dataset.corner : button.dataset.id;
  const one = module(id);
  const start = { x: event.clientX, y: event.clientY };
  let area = one.area;
  let isDragged = false;
  isHeld = true;
  mine = null;
  $("ghost").replaceChildren();

  const move = (moved) => {
    const { x, y } = pitch();
    const columns = Math.round((moved.clientX - start.x) / x);
    const rows = Math.round((moved.clientY - start.y) / y);
    isDragged ||= Math.hypot(moved.clientX - start.x, moved.clientY - start.y) > 5;
    if (!isDragged || !state.may_change) return;
    area = corner
      ? fitting(one, one.area.columns + columns, one.area.rows + rows)
      : inside({ ...one.area, column: one.area.column + columns, row: one.area.row + rows });
    place($("ghost"), boxOf(area));
    $("ghost").hidden = false;
  };
  const end = () => {
    isHeld = false;
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", cancel);
    $("ghost").hidden = true;
    if (isDragged) sendMoved(id, area);
    else choose(chosen === id && !corner ? "" : id);
  };
  const cancel = () => {
    area = one.area;
    isDragged = true;
    end();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", cancel);
});

$("sheet").addEventListener("dragover", (event) => event.preventDefault());
$("sheet").addEventListener("drop", (event) => {
  const item = event.dataTransfer.getData("text/plain");
  if (!state.unplaced.some((story) => story.id === item)) return;
  event.preventDefault();
  const other = event.target.closest(".desk-module")?.dataset.id;
  send({ do: "put_on", item, ...(other ? { other } : {}) });
});

// The keyboard: Enter on a story chooses it, arrows move it, Enter sends, Escape lets go.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

desk.addEventListener("keydown", (event) => {
  const id = event.target.dataset?.id;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
    event.preventDefault();
    send({ do: event.shiftKey ? "redo" : "undo" });
    return;
  }
  if (!id) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    if (wanted && chosen === id) sendMoved(id, wanted);
    else choose(chosen === id ? "" : id);
  } else if (event.key === "Escape") {
    choose("");
  } else if (ARROWS[event.key] && state.may_change && chosen === id) {
    event.preventDefault();
    steer(module(id), ...ARROWS[event.key], event.shiftKey);
  }
});

function steer(one, across, down, isResizing) {
  const from = wanted ?? one.area;
  if (isResizing) {
    const heights = one.sizes[from.columns] ?? [];
    const next = down > 0
      ? heights.find((rows) => rows > from.rows)
      : heights.findLast((rows) => rows < from.rows);
    wanted = across
      ? fitting(one, from.columns + across, from.rows)
      : { ...from, rows: next ?? from.rows };
  } else {
    wanted = inside({ ...from, column: from.column + across, row: from.row + down });
  }
  place($("ghost"), boxOf(wanted));
  $("ghost").hidden = false;
  $("said").textContent = say(words.place, {
    ...wanted,
    column: wanted.column + 1,
    row: wanted.row + 1,
  });
}

for (const button of desk.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => {
    const other = button.dataset.do === "swap" ? { other: $("other").value } : {};
    const isStep = ["undo", "redo", "settle"].includes(button.dataset.do);
    send({ do: button.dataset.do, ...(isStep ? {} : { item: chosen }), ...other });
  });
}

// Somebody else at the same page: it is looked at again from time to time, and when one comes back.

async function lookAgain() {
  if (isBusy || isHeld || wanted || document.hidden) return;
  try {
    const answer = await posted(desk.dataset.stateUrl, {});
    if (!answer.ok || !isOurs(answer)) return;
    const fresh = await answer.json();
    if (isBusy || isHeld || wanted || JSON.stringify(fresh) === JSON.stringify(state)) return;
    const isNew = fresh.layout !== state.layout;
    state = fresh;
    draw();
    if (isNew) $("said").textContent = say(words.changed, { who: state.changed_by });
  } catch {
    // The server is away for a moment: it is asked again.
  }
}

draw();
lookAgain();
setInterval(lookAgain, 15000);
document.addEventListener("visibilitychange", lookAgain);
