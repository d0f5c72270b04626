// The page desk: what is dragged is sent as one change; the picture that comes back is the real one.

import { choose, draw, pictured } from "./page-desk/draw.js";
import { wireKeys } from "./page-desk/keys.js";
import { wireFit } from "./page-desk/fit.js";
import { wirePanel } from "./page-desk/panel.js";
import { wirePhoto } from "./page-desk/photo.js";
import { wirePointer } from "./page-desk/pointer.js";
import { close, wireProposals } from "./page-desk/proposals.js";
import { isOurs, posted, send } from "./page-desk/send.js";
import { wireSheet } from "./page-desk/sheet.js";
import { $, desk, isElsewhere, leave, now, say, tell, tellKept, words } from "./page-desk/state.js";

desk.querySelector("[data-again]").addEventListener("click", () => {
  if (now.mine) send(now.mine);
});
function letBe() {
  now.mine = null;
  $("refused").hidden = true;
  draw();
}
$("free").addEventListener("click", (event) => send({ do: "unpin", item: event.target.dataset.free }));
$("unlock").addEventListener("click", () => send({ do: "unlock" }));
for (const name of ["let-be", "dismiss"]) $(name).addEventListener("click", letBe);
$("hush").addEventListener("click", () => tell(""));
$("let-go").addEventListener("click", () => {
  const id = now.chosen;
  choose("");
  desk.querySelector(`[data-id="${id}"]`).focus();
});

// Somebody else at the same page: it is looked at again from time to time, and when one comes back.

const isAtWork = () => now.isBusy || now.isHeld || now.wanted || $("photo").open;

async function lookAgain() {
  if (isAtWork() || document.hidden) return;
  try {
    const answer = await posted(desk.dataset.stateUrl, {});
    if (!answer.ok || !isOurs(answer)) return;
    const fresh = await answer.json();
    if (isAtWork() || JSON.stringify(fresh) === JSON.stringify(now.state)) return;
    const changed = say(words.changed, { who: fresh.changed_by });
    if (isElsewhere(fresh)) return void leave(fresh, changed);
    const isNew = fresh.layout !== now.state.layout;
    await pictured(fresh);
    if (isAtWork()) return;
    now.state = fresh;
    if (isNew) close();
    draw();
    if (isNew) tell(changed);
  } catch {
    // The server is away for a moment: it is asked again.
  }
}

wireFit();
wirePanel();
wirePhoto();
wirePointer();
wireProposals();
wireSheet();
wireKeys();
draw();
tellKept();
lookAgain();
setInterval(lookAgain, 15000);
document.addEventListener("visibilitychange", lookAgain);
