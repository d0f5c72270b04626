// A form of the flatplan is sent; the screen that comes back takes the place of this one.

import { flatplan, storyOf, tell, words } from "./parts.js";

let line = Promise.resolve(); // one form after the other, in the order they were sent
let waiting = null; // a screen that came while a story was in the hand
let isHeld = false;

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
const planIn = (screen) => screen.querySelector("[data-flatplan]");

const post = (data) =>
  fetch(location.pathname, { method: "POST", body: data, credentials: "same-origin" });

// Who signed in again in another tab has a new token: the form is sent once more with that.
async function answerTo(data) {
  const answer = await post(data);
  if (answer.status !== 403) return answer;
  const again = await fetch(location.pathname, { credentials: "same-origin" });
  const screen = await read(again.clone());
  const token = screen.querySelector("[data-flatplan] [name=csrfmiddlewaretoken]");
  if (!token) return again;
  data.set("csrfmiddlewaretoken", token.value);
  return post(data);
}

function show({ screen, story }) {
  const hadFocus = flatplan.contains(document.activeElement) || document.activeElement === document.body;
  const fresh = planIn(screen);
  for (const part of flatplan.querySelectorAll("[data-part]")) {
    part.replaceChildren(...fresh.querySelector(`[data-part=${part.dataset.part}]`).childNodes);
  }
  const message = [...screen.querySelectorAll(".messagelist li")];
  tell(message.map((item) => item.textContent.trim()).join(" "), message[0]?.className);
  if (hadFocus) storyOf(story)?.focus();
}

async function sent(data) {
  flatplan.setAttribute("aria-busy", "true");
  tell(words.working);
  try {
    const answer = await answerTo(data);
    const screen = await read(answer);
    if (!planIn(screen)) {
      const isSignedOut = answer.redirected && new URL(answer.url).pathname.includes("/login/");
      tell(isSignedOut ? words.signedOut : words.failed, "error");
    } else if (isHeld) waiting = { screen, story: data.get("article") };
    else show({ screen, story: data.get("article") });
  } catch {
    tell(words.away, "error");
  } finally {
    flatplan.removeAttribute("aria-busy");
  }
}

export function send(form) {
  const data = new FormData(form); // now: the form may be gone when its turn comes
  line = line.then(() => sent(data));
  return line;
}

// A story in the hand stays where it was taken up until it is let go.
export function hold() {
  isHeld = true;
}

export function letGo() {
  isHeld = false;
  if (waiting) show(waiting);
  waiting = null;
}
