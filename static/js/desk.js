// Says that a button is at work, and that a form has changes which nobody saved.

const changed = new Set();

for (const form of document.querySelectorAll("#content-main form[id$='_form']")) {
  const note = (event) => {
    if (event.target.form !== form) return;
    changed.add(form);
    document.body.classList.add("unsaved");
  };
  window.django?.jQuery?.(form).on("select2:select select2:unselect", note); // it tells nobody else
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => changed.delete(form));
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  const words = button?.dataset.busy || event.target.dataset.busy;
  if (!button || !words) return;
  // After the form is sent, or the button's own name would be missing from it.
  setTimeout(() => {
    button.textContent = words;
    button.setAttribute("aria-busy", "true");
    button.disabled = true;
  });
});

// The search fields that select2 draws carry no name of their own; the field behind them has one.
function nameSearchFields() {
  for (const drawn of document.querySelectorAll(".select2-container")) {
    const field = drawn.previousElementSibling;
    const name = field?.getAttribute("aria-label") || field?.labels?.[0]?.textContent.trim();
    if (!name) continue;
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", name);
    }
  }
}

document.addEventListener("DOMContentLoaded", () => setTimeout(nameSearchFields));
document.addEventListener("formset:added", () => setTimeout(nameSearchFields));

window.addEventListener("beforeunload", (event) => {
  const editors = Object.values(window.CKEDITOR?.instances ?? {});
  const sending = document.querySelector("[data-sent]");
  if (!sending && (changed.size || editors.some((editor) => editor.checkDirty()))) {
    event.preventDefault();
  }
});

document.addEventListener("submit", (event) => {
  if (event.target.id.endsWith("_form")) event.target.dataset.sent = "yes";
});

// A page that comes back from the history must not look busy.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});
