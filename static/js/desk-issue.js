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
