// The form of a record: checks while typing, keys, and a warning before leaving unsaved changes.
// Checking sends the form as without JavaScript, and uses only the marked parts of the response.
import { makeCombobox } from "./combobox.js";

const PAUSE = 500;
const form = document.getElementById("claim_form");
let timer;
let running;
let changed = false;

function replaceParts(fresh) {
  for (const part of form.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
    // Keep the errors of the last save, and the part that has the focus.
    if (!next || part.dataset.part === "errors" || part.contains(document.activeElement)) continue;
    if (part.innerHTML !== next.innerHTML) part.replaceChildren(...next.childNodes);
  }
}

// Open or close the fields of a new source as the server says.
function openWhatIsNeeded(fresh) {
  for (const panel of form.querySelectorAll("[data-opens]")) {
    if (panel.contains(document.activeElement)) continue;
    panel.open = fresh.querySelector(`[data-opens="${CSS.escape(panel.dataset.opens)}"]`)?.open ?? panel.open;
  }
}

async function check() {
  running?.abort();
  running = new AbortController();
  const sent = new FormData(form);
  sent.set("_check", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: running.signal });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    replaceParts(fresh);
    openWhatIsNeeded(fresh);
  } catch {
    // The button still checks.
  }
}

function later() {
  changed = true;
  clearTimeout(timer);
  if (form.querySelector("[data-part]")) timer = setTimeout(check, PAUSE);
}

function context() {
  const typed = (name) => form.elements[name]?.value ?? "";
  return { source: typed("source_key") || typed("source"), said: typed("said") };
}

// In a group of answers, a digit chooses the answer that shows it.
function choose(event) {
  if (event.target.type !== "radio" || !/^[0-7]$/.test(event.key)) return;
  const answer = event.target.closest("fieldset").querySelector(`[data-answer="${event.key}"]`);
  if (!answer) return;
  event.preventDefault();
  answer.focus();
  answer.click();
}

if (form) {
  for (const field of form.querySelectorAll("[data-find]")) {
    makeCombobox(field, form.dataset.choices, context);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
    running?.abort();
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.ctrlKey && event.altKey && event.code === "KeyP") {
      document.querySelector('.object-tools a[href$="/preview/"]')?.click();
      return;
    }
    if (!(event.ctrlKey || event.metaKey || event.altKey)) {
      choose(event);
      return;
    }
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const button = form.querySelector(`[data-key="${CSS.escape(`${event.shiftKey ? "Shift+" : ""}${event.key}`)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  const wrong = form.querySelector(".errors input:not([type=hidden]), .errors textarea, .errors select");
  const fresh = form.querySelector("[data-fresh] :is(input:not([type=hidden]), textarea, select)");
  const empty = [form.elements.source, form.elements.text].find((field) => field?.value === "");
  (fresh ?? wrong ?? empty)?.focus();
}
