// Keys: / search, j k next and previous, c tick for compare, v open compare, e copy the citation, ? help.
// A switch in the footer turns them off; none is active while typing or with a modifier held.
const help = document.querySelector("[data-shortcuts]");
const toggle = help?.querySelector("input[type=checkbox]");

function enabled() {
  try {
    return localStorage.getItem("shortcuts") !== "off";
  } catch {
    return true;
  }
}

function rows() {
  return [...document.querySelectorAll("[data-row]")];
}

function current() {
  return document.activeElement?.closest("[data-row]") ?? null;
}

// In a list, j and k walk the rows; on a claim page they follow rel=next and rel=prev.
function step(by, rel) {
  const all = rows();
  if (all.length === 0) {
    document.querySelector(`a[rel="${rel}"]`)?.click();
    return;
  }
  const at = all.indexOf(current());
  const next = at === -1 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next].querySelector("a")?.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => step(1, "next"),
  k: () => step(-1, "prev"),
  c: () => (current() ?? document).querySelector("input[data-compare]")?.click(),
  v: () => document.querySelector("[data-tray] [data-open]:not([hidden])")?.click(),
  e: () => document.querySelector("[data-copy]")?.click(),
  "?": () => {
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

if (help) {
  help.hidden = false;
  toggle.checked = enabled();
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem("shortcuts", toggle.checked ? "on" : "off");
    } catch {
      // The choice then lasts for this page only.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!action) return;
    event.preventDefault();
    action();
  });
}
