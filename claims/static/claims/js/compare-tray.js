// Compare tray: remembers ticked claims from page to page, and links to their comparison.
// Without JavaScript the checkboxes are fields of the GET form around the list.
const LIMIT = 6;
const tray = document.querySelector("[data-tray]");

function load() {
  try {
    const held = JSON.parse(sessionStorage.getItem("compare") ?? "[]");
    return Array.isArray(held) ? held.filter((item) => item?.key).slice(0, LIMIT) : [];
  } catch {
    return [];
  }
}

let ticked = load();

function save() {
  try {
    sessionStorage.setItem("compare", JSON.stringify(ticked));
  } catch {
    // The ticks then last for this page only.
  }
}

// Clear the ticks once they are compared. The page that is left does not change.
function empty() {
  ticked = [];
  save();
}

function boxes() {
  return document.querySelectorAll("input[type=checkbox][data-compare]");
}

function show() {
  const keys = new Set(ticked.map((item) => item.key));
  for (const box of boxes()) {
    box.checked = keys.has(box.value);
    box.disabled = !box.checked && ticked.length >= LIMIT;
  }
  const count = ticked.length;
  tray.hidden = count === 0;
  tray.querySelector("[data-count]").textContent = count === 1 ? "1 claim ticked; tick another" : `${count} claims ticked`;
  tray.querySelector("[data-list]").replaceChildren(
    ...ticked.map((item) => {
      const entry = document.createElement("li");
      entry.textContent = item.label;
      return entry;
    }),
  );
  const link = tray.querySelector("[data-open]");
  link.hidden = count < 2;
  link.href = `${tray.dataset.tray}${ticked.map((item) => encodeURIComponent(item.key)).sort().join(",")}/`;
}

if (tray) {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches?.("input[type=checkbox][data-compare]")) return;
    ticked = ticked.filter((item) => item.key !== box.value);
    if (box.checked && ticked.length < LIMIT) ticked.push({ key: box.value, label: box.dataset.compare });
    save();
    show();
  });
  tray.querySelector("[data-clear]").addEventListener("click", () => {
    empty();
    show();
  });
  // The form sends the boxes of this page. Add the claims ticked on other pages.
  document.addEventListener("formdata", (event) => {
    if (event.target.id !== "compare") return;
    const there = new Set(event.formData.getAll("c"));
    for (const item of ticked) if (!there.has(item.key)) event.formData.append("c", item.key);
    empty();
  });
  tray.querySelector("[data-open]").addEventListener("click", empty);
  // Restore the ticks after facets replace the list, and on pages from the back-forward cache.
  document.addEventListener("results-replaced", show);
  window.addEventListener("pageshow", () => {
    ticked = load();
    show();
  });
  show();
}
