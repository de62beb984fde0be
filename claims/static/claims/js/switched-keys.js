// Keys that a switch in their help turns off. None is active while typing or with a modifier held.
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable], .select2-container";

// Shows the help and acts on keys. `stored` names the entry of the switch in localStorage, and `actionOf` returns
// the function for a key, or null.
export function listen(help, stored, actionOf) {
  const toggle = help.querySelector("input[type=checkbox]");
  help.hidden = false;
  try {
    toggle.checked = localStorage.getItem(stored) !== "off";
  } catch {
    toggle.checked = true;
  }
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem(stored, toggle.checked ? "on" : "off");
    } catch {
      // The choice then lasts for this page only.
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(FIELDS)) return;
    const act = actionOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

export function toggleHelp(help) {
  help.open = !help.open;
  help.querySelector("summary").focus();
}

// The row `by` places after the current one. Without a current row, the first or the last.
export function neighbour(rows, current, by) {
  const at = rows.indexOf(current);
  return rows.at(at === -1 ? (by > 0 ? 0 : -1) : Math.min(Math.max(at + by, 0), rows.length - 1));
}
