// Apply facets 400 ms after the latest change, replacing only the marked parts of the page.
// If that fails, the form is sent, as without JavaScript.
const PAUSE = 400;
let timer;
let running;
let shown = listed();

// Without the fragment, which links within the page change.
function listed() {
  return location.pathname + location.search;
}

function address(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  const text = query.toString();
  return text ? `${form.action}?${text}` : form.action;
}

function replaceParts(fresh) {
  const focused = document.activeElement?.id;
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!next) continue;
    // Panels that the reader opened stay open.
    for (const details of part.querySelectorAll("details[id][open]")) {
      next.querySelector(`#${CSS.escape(details.id)}`)?.setAttribute("open", "");
    }
    part.replaceChildren(...next.childNodes);
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.title = fresh.title;
  prepareFilters();
  fetchFacets();
  document.dispatchEvent(new Event("results-replaced"));
}

async function apply(form) {
  const url = address(form);
  running?.abort();
  running = new AbortController();
  const results = document.querySelector('[data-part="results"]');
  results?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: running.signal, credentials: "omit" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector('[data-part="results"]')) throw new Error("no results in the answer");
    replaceParts(fresh);
    history.pushState(null, "", url);
    shown = listed();
    const live = document.querySelector("[data-live]");
    if (live) live.textContent = document.querySelector("[data-heading]")?.textContent.trim() ?? "";
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  } finally {
    results?.removeAttribute("aria-busy");
  }
}

// The facets of a long list are a page of their own, which the reader need not wait for.
async function fetchFacets() {
  const later = document.querySelector("[data-later] a");
  if (!later) return;
  const answer = await fetch(later.href, { credentials: "omit" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const facets = fresh.querySelector('[data-part="facets"]');
  if (!facets || !later.isConnected) return;
  document.querySelector('[data-part="facets"]').replaceChildren(...facets.childNodes);
  // What the form kept in hidden fields is now in its own.
  for (const field of document.querySelectorAll("form[data-auto-apply] > input[type=hidden]")) {
    if (document.querySelector(`[data-part="facets"] input[name="${CSS.escape(field.name)}"]`)) field.remove();
  }
  prepareFilters();
}

function prepareFilters() {
  for (const field of document.querySelectorAll("[data-facet-filter]")) field.hidden = false;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-auto-apply]");
  if (!form || event.target.matches("[data-facet-filter] input")) return;
  clearTimeout(timer);
  timer = setTimeout(() => apply(form), PAUSE);
});

document.addEventListener("input", (event) => {
  const field = event.target.closest?.("[data-facet-filter]");
  if (!field) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const item of field.closest("fieldset").querySelectorAll("li")) {
    item.hidden = wanted !== "" && !item.textContent.toLocaleLowerCase().includes(wanted);
  }
});

window.addEventListener("popstate", () => {
  if (listed() !== shown) location.reload();
});

prepareFilters();
fetchFacets();
