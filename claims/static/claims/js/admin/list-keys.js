// Keys of a list: n new, / search, j k rows, o or Enter opens, x ticks, v compares, ? help;
// a approves and r returns, in the list of what waits for review and where one such thing is decided;
// g and then d, c or r goes to the desk, the claims, or what awaits review.
// A switch in the help turns them off; none is active while typing or with a modifier held.
const help = document.querySelector("[data-list-keys]");
const toggle = help?.querySelector("input[type=checkbox]");
const STORED = "claims-list-keys";

function enabled() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function rows() {
  return [...document.querySelectorAll("#result_list tbody tr")];
}

function current() {
  return document.querySelector("#result_list tr.is-current");
}

function link(row) {
  return row?.querySelector("th a, td a");
}

// The link of the current row, in the list of what waits for review alone.
function waiting() {
  return current()?.closest("[data-review]") ? link(current()) : null;
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(current());
  const next = at === -1 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  current()?.classList.remove("is-current");
  all[next].classList.add("is-current");
  link(all[next])?.focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

function compare() {
  const form = document.querySelector("#changelist-form");
  const action = form?.querySelector('select[name="action"]');
  if (!action?.querySelector('option[value="compare_selected"]')) return;
  action.value = "compare_selected";
  form.querySelector('button[name="index"]')?.click();
}

const keys = {
  n: () => document.querySelector(".object-tools .addlink")?.click(),
  "/": () => document.querySelector("#searchbar")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  o: () => link(current())?.click(),
  a: () => (document.querySelector("[data-approve]") ?? waiting())?.click(),
  r: () => {
    const comment = document.querySelector("[data-return]");
    if (comment) comment.focus();
    else if (waiting()) location.assign(`${waiting().href}#id_return_comment`);
  },
  x: () => current()?.querySelector("input.action-select")?.click(),
  v: compare,
  "?": () => {
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

const places = {
  d: () => help.dataset.desk,
  c: () => help.dataset.claims,
  r: () => help.dataset.review,
};
let going = false;

function typing(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], .select2-container");
}

if (location.hash === "#id_return_comment") {
  // The browser itself goes to what the address names; only after that does the focus stay.
  addEventListener("load", () => document.querySelector("[data-return]")?.focus());
}
if (help) {
  help.hidden = false;
  toggle.checked = enabled();
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, toggle.checked ? "on" : "off");
    } catch {
      // The choice then lasts for this page only.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) return;
    const place = going && Object.hasOwn(places, event.key) ? places[event.key] : null;
    going = event.key === "g";
    if (place) {
      event.preventDefault();
      location.assign(place());
      return;
    }
    // Enter opens the row by itself: its link has the focus.
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!act) return;
    event.preventDefault();
    act();
  });
}
