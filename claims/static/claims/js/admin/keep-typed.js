// Keep what is typed in a form of the desk in this browser until it is saved, for each person and page.
// It is offered after a crash, and put back after signing in again. Passwords are never kept.
const DAYS = 14;
const PAUSE = 300;
const SENT = "typed-sent";
const SIGNED_OUT = "typed-signed-out";
const BACK = "typed-back";
const user = document.querySelector("meta[name=desk-user]")?.content ?? "";
const form = document.querySelector("form[data-keep], .change-form #content-main form[method=post]");
const key = form ? keyOf(form) : "";

// If the browser refuses to store, nothing is kept.
function read(store, name) {
  try {
    return store.getItem(name);
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    if (value === null) store.removeItem(name);
    else store.setItem(name, value);
  } catch {
    // Full or refused.
  }
}

function keyOf(of) {
  const claim = of.id === "coding_form" ? of.elements.claim.value : "";
  return `typed:${user}:${new URL(of.action).pathname}:${claim}`;
}

function kept(name) {
  try {
    const found = JSON.parse(read(localStorage, name));
    return Array.isArray(found?.fields) ? found : null;
  } catch {
    return null;
  }
}

function fieldsOf(of) {
  return [...new FormData(of)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

function labelsOf(of) {
  const chosen = [...of.querySelectorAll("select")].flatMap((select) => [...select.selectedOptions]);
  return Object.fromEntries(chosen.map((option) => [`${option.closest("select").name}=${option.value}`, option.text]));
}

function keep() {
  write(localStorage, key, JSON.stringify({ at: Date.now(), fields: fieldsOf(form), labels: labelsOf(form) }));
}

function forget(name) {
  write(localStorage, name, null);
}

function forgetOld(all) {
  const names = Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n));
  for (const name of names.filter((one) => one?.startsWith("typed:"))) {
    const old = Date.now() - (kept(name)?.at ?? 0) > DAYS * 86_400_000;
    if (old || (all && name.startsWith(`typed:${user}:`))) forget(name);
  }
}

// Only the server knows the rows and choices of these fields, so it reads them again.
function sendBack(fields) {
  const carrier = document.createElement("form");
  carrier.method = "post";
  carrier.action = form.action;
  const token = form.elements.csrfmiddlewaretoken.value;
  for (const [name, value] of [...fields, ["csrfmiddlewaretoken", token], ["_check", "1"]]) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    carrier.append(field);
  }
  carrier.hidden = true;
  document.body.append(carrier);
  carrier.submit();
}

function fill({ fields, labels }) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || /^(button|submit|file)$/.test(field.type)) continue;
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.tagName === "SELECT") {
      for (const value of values) {
        if (![...field.options].some((option) => option.value === value)) {
          field.add(new Option(labels?.[`${field.name}=${value}`] ?? value, value));
        }
      }
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (values.length > 0) [field.value] = values;
    else continue;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function putBack(entry) {
  if (form.dataset.keep === "check") {
    write(sessionStorage, BACK, "1");
    sendBack(entry.fields);
  } else {
    fill(entry);
    say("What you typed is back. It is not saved yet.");
  }
}

function say(sentence, ...buttons) {
  const note = document.createElement("div");
  note.className = "kept-text";
  note.setAttribute("role", "status");
  note.append(sentence);
  for (const [label, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      note.remove();
      act();
    });
    note.append(" ", button);
  }
  form.before(note);
}

function open() {
  const sent = read(sessionStorage, SENT) === key;
  const signedIn = sent && read(sessionStorage, SIGNED_OUT) === "1";
  if (sent) write(sessionStorage, SENT, null);
  write(sessionStorage, SIGNED_OUT, null);
  const entry = kept(key);
  if (form.hasAttribute("data-sent") || document.querySelector(".errornote")) {
    keep();
    if (read(sessionStorage, BACK)) say("What you typed is back. It is not saved yet.");
    write(sessionStorage, BACK, null);
  } else if (entry && JSON.stringify(entry.fields) !== JSON.stringify(fieldsOf(form))) {
    if (signedIn) {
      putBack(entry);
      return;
    }
    const at = new Date(entry.at).toLocaleString(document.documentElement.lang || "en");
    say(
      `What you typed here (${at}) was not saved.`,
      ["Put it back", () => putBack(entry)],
      ["Throw it away", () => forget(key)],
    );
  }
}

if (!user) {
  // On the sign-in page: remember that a form was sent without a session.
  if (read(sessionStorage, SENT)) write(sessionStorage, SIGNED_OUT, "1");
} else {
  const sent = read(sessionStorage, SENT);
  if (sent && document.querySelector(".messagelist .success")) {
    forget(sent);
    write(sessionStorage, SENT, null);
  }
  // The kept fields can also be put back into the form before it is sent again.
  if (sent && kept(sent)) document.querySelector("[data-look-first]")?.removeAttribute("hidden");
  forgetOld(false);
  document.getElementById("logout-form")?.addEventListener("submit", () => forgetOld(true));
  if (form && !form.querySelector("[type=password]")) {
    let timer;
    open();
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep();
      write(sessionStorage, SENT, key);
    });
    window.addEventListener("pagehide", () => {
      if (timer && !read(sessionStorage, SENT)) keep();
    });
  }
}
