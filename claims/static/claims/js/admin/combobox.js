// Choices below a field that names a record. Without JavaScript the typed text is used.
const PAUSE = 120;
let made = 0;

export function makeCombobox(field, address, context) {
  const key = field.form.querySelector(`[data-key-of="${CSS.escape(field.name)}"]`);
  const list = document.createElement("ul");
  list.id = `choices-${(made += 1)}`;
  list.className = "claim-choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Choices");
  field.closest(".form-row").append(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  let timer;
  let running;
  let at = -1;

  function close() {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const items = [...list.children];
    at = items.length === 0 ? -1 : (index + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    if (at >= 0) {
      field.setAttribute("aria-activedescendant", items[at].id);
      items[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(item) {
    field.value = item.dataset.label;
    key.value = item.dataset.key;
    close();
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show(choices) {
    list.replaceChildren(
      ...choices.map((choice, n) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${n}`;
        item.setAttribute("role", "option");
        item.dataset.key = choice.key;
        item.dataset.label = choice.label;
        item.textContent = choice.label;
        if (choice.note) {
          const note = document.createElement("small");
          note.textContent = choice.note;
          item.append(note);
        }
        return item;
      }),
    );
    list.hidden = choices.length === 0;
    field.setAttribute("aria-expanded", String(choices.length > 0));
    mark(choices.length > 0 ? 0 : -1);
  }

  async function ask() {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams({ kind: field.dataset.find, q: field.value, ...context() });
    try {
      const answer = await fetch(`${address}?${query}`, { signal: running.signal });
      if (!answer.ok || document.activeElement !== field) return;
      show((await answer.json()).choices);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  field.addEventListener("input", () => {
    key.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("focus", () => {
    if (field.value === "" && field.name === "speaker") ask();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !list.hidden && at >= 0) {
      event.preventDefault();
      choose(list.children[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // Before the field loses the focus.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) choose(item);
  });
}
