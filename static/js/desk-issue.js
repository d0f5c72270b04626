// A new issue: weekday and lunar date follow the date; another publication proposes anew.

const date = document.querySelector("#id_date");
const publication = document.querySelector("#id_publication");
const facts = document.querySelector("[data-day-facts]");

async function showDay() {
  const day = date.value.trim().replaceAll("/", "-");
  const address = `${facts.dataset.dayFacts}?date=${encodeURIComponent(day)}`;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return;
  const { weekday, lunar } = await answer.json();
  facts.querySelector("[data-weekday]").textContent = weekday;
  facts.querySelector("[data-lunar]").textContent = lunar;
}

if (facts && date) {
  for (const name of ["change", "blur", "focus"]) date.addEventListener(name, showDay);
}

if (facts && publication) {
  publication.addEventListener("change", () => {
    location.search = `?publication=${publication.value}`;
  });
}

// Work in the background: its panel is asked for again until the work has ended.

const panel = document.querySelector("[data-job]");
let isTouched = false;
document.addEventListener("input", () => { isTouched = true; });

const isUnderWay = () => panel.querySelector("[data-under-way]") !== null;

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
  else if (!isTouched) location.reload();
}

if (panel && isUnderWay()) setTimeout(lookAgain, 500);
