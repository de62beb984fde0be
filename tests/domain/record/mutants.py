"""Documents of records with something changed in them that a reader may take wrongly."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random
from typing import Any

ODD_TEXTS = (
    "", " ", "\n", "x\n", "x\x7f", "x\x85", "x\u2028", "\u202ex", "\ufeff", "\u200b", "\u3164", "\ufffe",
    "\U0001f309", "\ud800", "—", "_", "ё", "A-b", "a--b", "-a", "a-", "a_b", "x" * 76, "x" * 120,
    "x" * 121, "x" * 301, "x" * 501, "0123456789", "012345678i", "٠١٢٣٤٥٦٧٨٩", "none", "None", "en\n",
    "EN", "pt-BR", "pt-", "person", "statement", "Statement", "unknown", "null", "2019", "0000",
    "2019-02-29", "2020-02-29", "2019-02-30", "2019-13", "2019-2-7", "20190207", "2019-W06-4",
    "2019-02-07 ", "2019-02-07\n", "2019-02-07~", "2019-02-07~?", "../2019", "2019/..", "../..",
    "../2019/..", "2020/2019", "2019-02-07T09:30Z", "2019-02-07T24:00Z", "2019-02-07T09:30-00:00",
    "0001-01-01T00:00+14:00", "2019-02-07T09:30+14:30", "2019-02-07T09:30~", "https://example.org",
    "HTTPS://EXAMPLE.ORG/", "https://example.org:80/", "https://example", "https://a@example.org/",
    "https://example.org\\a", "https://-a.org/", "https://example.org/ё", "https://пример.рф/",
    "https://example.org/a b", "https://example..org/", "javascript:x",
    "https://example.org/" + "x" * 1981, "https://[::1]/", "https://example.org/[",
    "https://example.org?a#b\n",
)  # fmt: skip
ODD: tuple[Any, ...] = (
    *ODD_TEXTS, None, True, False, 0, 1, -1, 32_767, 32_768, 2**53, 2**70, -0.0, 1.0, 1e300, [], {}, [[]],
    [None], [{}], [""], ["a", "a"], ["b", "a"], {"text": "x"}, {"slug": "a"}, {"type": "claim"},
)  # fmt: skip
"""What may stand where something else belongs."""

Place = tuple[Any, Any]
"""An object or a list, and the name or the number of a value in it."""


def mutant(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """The document with one to three changes."""
    changed = deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        random.choice(_CHANGES)(changed, random)
    return changed


def mutant_text(text: str, random: Random) -> str:
    """The JSON text with a change that no document shows, or that breaks it."""
    at = random.randrange(len(text))
    opened = [n for n, sign in enumerate(text) if sign == "{"]
    match random.randrange(6):
        case 0:  # A name twice.
            at = random.choice(opened) + 1
            name = random.choice(("type", "key", "slug", "text", "hop", "topics", "words", "position"))
            return f"{text[:at]}{json.dumps(name)}:{json.dumps(random.choice(ODD))},{text[at:]}"
        case 1:
            return text.replace(":1", random.choice((":1.0", ":1e0", ":-0", ":01", ":1 ", ":+1", ":NaN")))
        case 2:
            return text[:at] + random.choice(" \t\n\ufeff\x00\x0b\xa0") + text[at:]
        case 3:
            return text[:at] + text[at + 1 :]
        case 4:
            letter = random.choice([sign for sign in text if sign.isalnum()])
            return text.replace(letter, f"\\u{ord(letter):04x}")
        case _:
            return text[:at] + random.choice('{}[]",:0"\\x') + text[at + 1 :]


def _places(value: Any) -> list[Place]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found: list[Place] = []
    for name, inner in items:
        found += [(value, name), *_places(inner)]
    return found


def _any(document: dict[str, Any], random: Random) -> Place:
    return random.choice(_places(document) or [(document, "type")])


def _replace(document: dict[str, Any], random: Random) -> None:
    holder, name = _any(document, random)
    holder[name] = random.choice(ODD)


def _touch(document: dict[str, Any], random: Random) -> None:
    """Change a text a little, or put another odd value for what is no text."""
    holder, name = _any(document, random)
    value = holder[name] if name in holder or isinstance(holder, list) else ""
    if not isinstance(value, str):
        holder[name] = random.choice(ODD)
        return
    alike = [odd for odd in ODD_TEXTS if odd[:2] == value[:2] and value]
    if alike and random.random() < 0.5:
        holder[name] = random.choice(alike)
        return
    odd = random.choice("\n\t \x7f\x1b\u202e\u200b\ud800-~?/Zё٣")
    at = random.randrange(len(value) + 1)
    holder[name] = random.choice(
        (value + odd, odd + value, value[:at] + odd + value[at:], value.upper(), value[:at], value * 30)
    )


def _remove(document: dict[str, Any], random: Random) -> None:
    holder, name = _any(document, random)
    if name in holder or isinstance(holder, list):
        del holder[name]


def _rename(document: dict[str, Any], random: Random) -> None:
    holder, name = _any(document, random)
    if isinstance(holder, dict) and name in holder:
        other = random.choice(
            (f"{name}_", name.upper(), "meta", "links", "type", "from", "from_", "slug", "text")
        )
        holder[other] = holder.pop(name)


def _move(document: dict[str, Any], random: Random) -> None:
    """Put a value from one place at another."""
    source, taken = _any(document, random)
    target, name = _any(document, random)
    if taken in source or isinstance(source, list):
        target[name] = deepcopy(source[taken])


def _reorder(document: dict[str, Any], random: Random) -> None:
    """Shuffle a list, or put one of its members in twice."""
    lists = [holder[name] for holder, name in _places(document) if isinstance(holder[name], list)]
    if found := [one for one in lists if one]:
        chosen = random.choice(found)
        if random.random() < 0.5:
            chosen.append(deepcopy(random.choice(chosen)))
        random.shuffle(chosen)


def _fill(document: dict[str, Any], random: Random) -> None:
    """Add parts that tell little or nothing."""
    holder, _ = _any(document, random)
    if isinstance(holder, dict):
        name, value = random.choice(
            (
                ("check", {}), ("check", {"tested": ["1111111111", "0000000000"]}),
                ("check", {"on": "2019-02-30"}), ("check", {"computed": ""}), ("as_imported", {}),
                ("as_imported", {"label": ""}), ("occasion", {}), ("unchanged", True), ("answer", None),
                ("exact", []), ("at", "body"), ("how", "not_stated"), ("basis", "own_words"),
                ("kind", "statement"), ("hits", 0), ("hits", None), ("from", None), ("from", 1),
            )
        )  # fmt: skip
        holder[name] = deepcopy(value)


_CHANGES = (_replace, _replace, _touch, _touch, _touch, _remove, _rename, _move, _reorder, _reorder, _fill)
