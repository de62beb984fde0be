// select2 draws a field of its own beside each look-up; it gets the name of the field that it stands for.
function name(container) {
  const select = container.previousElementSibling;
  const label = select?.getAttribute("aria-label");
  if (label) container.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", label);
}

for (const container of document.querySelectorAll(".select2-container")) name(container);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const added of change.addedNodes) {
      if (added instanceof Element && added.matches(".select2-container")) name(added);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
