// Theme switch in the footer: system, light, dark. Hidden until this module shows it.
const group = document.querySelector("[data-theme-switch]");

function chosen() {
  return document.documentElement.dataset.theme ?? "system";
}

function show() {
  for (const button of group.querySelectorAll("button[value]")) {
    button.setAttribute("aria-pressed", String(button.value === chosen()));
  }
}

function choose(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts for this page only.
  }
  show();
}

if (group) {
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button[value]");
    if (button) choose(button.value);
  });
  group.hidden = false;
  show();
}
