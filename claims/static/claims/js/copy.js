// Copy buttons: <button data-copy="#id-of-text" hidden>. Shown only where the clipboard can be written.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const text = document.querySelector(button.dataset.copy)?.textContent.trim() ?? "";
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not copied: select the text instead";
      }
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
}
