// Keys: / search, j k next and previous, c tick for compare, v open compare, e copy the citation, ? help.
import { listen, neighbour, toggleHelp } from "./switched-keys.js";

const help = document.querySelector("[data-shortcuts]");

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
  const next = neighbour(all, current(), by);
  next.querySelector("a")?.focus();
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => step(1, "next"),
  k: () => step(-1, "prev"),
  c: () => (current() ?? document).querySelector("input[data-compare]")?.click(),
  v: () => document.querySelector("[data-tray] [data-open]:not([hidden])")?.click(),
  e: () => document.querySelector("[data-copy]")?.click(),
  "?": () => toggleHelp(help),
};

if (help) listen(help, "shortcuts", (key) => (Object.hasOwn(keys, key) ? keys[key] : null));
