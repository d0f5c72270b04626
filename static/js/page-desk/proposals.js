// Other good ways to build the page: true pictures, what is different, a button to choose one.

import { refuse, rested, send, working } from "./send.js";
import { $, desk, element, mayDo, now, say, tell, words } from "./state.js";

function figure(one) {
  const made = element("li", { className: "desk-proposal" });
  const name = say(words.proposal, one);
  const picture = element("img", { src: one.picture, alt: name });
  picture.style.aspectRatio = now.state.grid.shape;
  const choose = element(
    "button",
    { type: "button", className: "button", textContent: words.choose, disabled: !now.state.may_change },
    { "aria-label": `${words.choose} · ${name} · ${one.words}` },
  );
  choose.addEventListener("click", () => {
    close();
    send({ do: "choose", value: one.value });
  });
  const facts = element("p", { textContent: one.words });
  made.append(picture, element("h3", { textContent: name }), facts);
  if (one.remarks.length) {
    const remarks = element("ul", { className: "remarks" });
    remarks.append(...one.remarks.map((textContent) => element("li", { textContent })));
    made.append(remarks);
  }
  made.append(choose);
  return made;
}

export function close() {
  $("proposals").hidden = true;
}

export async function propose() {
  if (!mayDo()) return;
  const [told] = await working(desk.dataset.proposalsUrl);
  rested();
  if (!told) return;
  if (told.refused) return refuse(told.refused);
  $("proposals").hidden = false;
  $("proposal-list").replaceChildren(...told.proposals.map(figure));
  $("none-proposed").hidden = told.proposals.length > 0;
  $("unpin-first").hidden = !now.state.modules.some((one) => one.is_pinned);
  tell(say(words.proposed, { count: told.proposals.length }));
  $("proposals-head").focus();
}

export function wireProposals() {
  $("propose").addEventListener("click", propose);
  $("close-proposals").addEventListener("click", () => {
    close();
    $("propose").focus();
  });
}
