// Keys of the coding screen: 1 to 7 choose an answer, 0 none of them, u says that nothing changed, s skips,
// Enter or Ctrl+Enter saves, and so does a where two codings are settled. In a text field only Enter works.
import { makeCombobox } from "./combobox.js";

const form = document.getElementById("coding_form");

function typing(target) {
  return target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
}

// A stance without grounds is refused, so the field of the grounds gets the focus first.
function save() {
  const grounds = form.elements.grounds;
  const chosen = form.querySelector("[data-answer]:checked");
  const takesStance = form.querySelector("[data-unchanged]").checked || (chosen && chosen.dataset.answer !== "0");
  if (takesStance && grounds && grounds.value.trim() === "") {
    grounds.focus();
    return;
  }
  form.requestSubmit();
}

function act(event) {
  if (/^[0-7]$/.test(event.key)) {
    form.querySelector(`[data-answer="${event.key}"]`)?.click();
  } else if (event.key === "u") {
    form.querySelector("[data-unchanged]").click();
  } else if (event.key === "a" && form.querySelector("[data-settle]")) {
    save();
  } else if (event.key === "s") {
    form.querySelector("[data-skip]").click();
  } else {
    return false;
  }
  return true;
}

if (form) {
  for (const field of form.querySelectorAll("[data-find]")) {
    makeCombobox(field, form.dataset.choices, () => ({}));
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Enter") {
      const elsewhere = event.target.closest("a, button, summary, [type=submit]");
      if (!event.ctrlKey && (elsewhere || typing(event.target))) return;
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || typing(event.target)) return;
    if (act(event)) event.preventDefault();
  });
  form.querySelector(".errors input:not([type=hidden]), .errors select")?.focus();
}
