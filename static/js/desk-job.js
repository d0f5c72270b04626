// Work in the background: its panel is asked for again until the work has ended. Then the screen is
// loaded anew, but never under a hand that types or drags.

const panel = document.querySelector("[data-job]");
let isTouched = false;
let isHeld = false;
document.addEventListener("input", () => { isTouched = true; });
document.addEventListener("pointerdown", () => { isHeld = true; });
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => { isHeld = false; });
}

const isUnderWay = () => panel.querySelector("[data-under-way]") !== null;
const isBusy = () => isHeld || document.querySelector("[aria-busy=true]") !== null;

async function lookAgain() {
  try {
    const answer = await fetch(panel.dataset.job, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const fragment = await answer.text();
      const fresh = document.createElement("div");
      fresh.innerHTML = fragment;
      // Replaced only when it says something new: the keyboard may stand on its button.
      if (fresh.textContent !== panel.textContent) panel.replaceChildren(...fresh.childNodes);
    }
  } catch {
    // The server is away for a moment: it is asked again.
  }
  if (isUnderWay()) setTimeout(lookAgain, 800);
  else showWhatCameOfIt();
}

function showWhatCameOfIt() {
  if (isTouched) panel.querySelector("[data-from-before]")?.removeAttribute("hidden");
  else if (isBusy()) setTimeout(showWhatCameOfIt, 400);
  else location.reload();
}

if (panel && isUnderWay()) setTimeout(lookAgain, 500);
