// select2 adds an element for each lookup field. Give it the label of that field.
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
