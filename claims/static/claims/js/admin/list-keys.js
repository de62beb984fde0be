// Keys of a list: n new, / search, j k rows, o or Enter opens, x ticks, v compares, ? help.
// In the review list and on the page of a decision: a approves, r returns.
// After g: d goes to the desk, c to the claims, r to the review list.
import { listen, neighbour, toggleHelp } from "../switched-keys.js";

const help = document.querySelector("[data-list-keys]");

function rows() {
  return [...document.querySelectorAll("#result_list tbody tr")];
}

function current() {
  return document.querySelector("#result_list tr.is-current");
}

function link(row) {
  return row?.querySelector("th a, td a");
}

// The link of the current row of the review list.
function waiting() {
  return current()?.closest("[data-review]") ? link(current()) : null;
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const next = neighbour(all, current(), by);
  current()?.classList.remove("is-current");
  next.classList.add("is-current");
  link(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
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
  "?": () => toggleHelp(help),
};

const places = {
  d: () => help.dataset.desk,
  c: () => help.dataset.claims,
  r: () => help.dataset.review,
};
let going = false;

if (location.hash === "#id_return_comment") {
  // The browser goes to the target of the address first, and would then move the focus.
  addEventListener("load", () => document.querySelector("[data-return]")?.focus());
}
if (help) {
  listen(help, "claims-list-keys", (key) => {
    const place = going && Object.hasOwn(places, key) ? places[key] : null;
    going = key === "g";
    if (place) return () => location.assign(place());
    // Enter is not among the keys: it opens the row, whose link has the focus.
    return Object.hasOwn(keys, key) ? keys[key] : null;
  });
}
