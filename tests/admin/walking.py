"""Walks the desk: opens every link and presses every button that a person is shown, once per kind of page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import resolve

from tests.statements import statements

Pairs = list[tuple[str, str]]
Kind = tuple[str, ...]
"""A route with the state of the record that it names: pages of one kind are opened once."""

TICK: Final = "_selected_action"
WRITES: Final = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Form:
    """A form of a page: where it is sent, its fields as they stand, and its buttons."""

    method: str
    action: str
    fields: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """The choices of the list "action" above a table."""
    ticks: list[str] = field(default_factory=list)

    def ways_to_send(self) -> Iterator[tuple[str, Pairs]]:
        """For each button, and each choice of "action", a name and the pairs that a browser would send."""
        for name, value in self.buttons:
            button = [(name, value)] if name else []
            if not self.steps:
                yield name, self.fields + button
            for step in self.steps if name == "index" else ():
                yield f"action={step}", [*self.fields, ("action", step), (TICK, self.ticks[0]), *button]


TAG = re.compile(r"<(/?)(a|button|form|input|option|select|template|textarea)\b((?:[^>\"]|\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')


class Page:
    """The links and forms of a page, read from the tags that make them; attributes stand in double quotes."""

    def __init__(self, html: str) -> None:
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select = ""
        self._hidden = 0
        self._text_begins = 0
        for found in TAG.finditer(html):
            closes, tag, attributes = found.groups()
            if closes:
                self._end(tag, html[self._text_begins : found.start()])
            else:
                self._text_begins = found.end()
                self._start(tag, {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)})

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "template":
            self._hidden += 1
        if self._hidden:
            return
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self._open = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._open)
            self._by_id[given.get("id", "")] = self._open
        form = self._by_id.get(given["form"]) if "form" in given else self._open
        if form is not None and "disabled" not in given:
            self._field(form, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "")
        if (tag == "button" and kind in ("", "submit")) or (tag == "input" and kind in ("submit", "image")):
            form.buttons.append((name, value))
        elif tag == "input" and name == TICK:
            form.ticks.append(value)
        elif tag == "input" and name and kind not in ("button", "reset", "file"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                form.fields.append((name, value or ("on" if kind == "checkbox" else "")))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select == "action":
            form.steps += [value] if value else []
        elif tag == "option" and self._select and "selected" in given:
            form.fields.append((self._select, value))
        elif tag == "textarea":
            self._select = name

    def _end(self, tag: str, text: str) -> None:
        if tag == "template":
            self._hidden -= 1
        elif tag == "form":
            self._open = None
        elif tag == "textarea" and self._open is not None and self._select and not self._hidden:
            self._open.fields.append((self._select, unescape(text).removeprefix("\n")))
        if tag in ("select", "textarea"):
            self._select = ""


@dataclass
class Walk:
    """What one person met. ``faults`` names each page and button that was shown and did not work."""

    browser: Client
    user: User | AnonymousUser
    opened: dict[Kind, str] = field(default_factory=dict)
    pressed: dict[Kind, tuple[str, Pairs]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    """Addresses that a page named: most stand on every page."""
    kinds: dict[str, Kind] = field(default_factory=dict)
    """The kind of each address. It takes a query, and what is sent is taken back: walks may share it."""

    def from_(self, address: str) -> Walk:
        """Walk from this address over all that can be reached."""
        waiting = deque([address])
        while waiting:
            waiting.extend(self._open(waiting.popleft()))
        return self

    def _open(self, address: str) -> list[str]:
        if address in self.met:
            return []
        self.met.add(address)
        kind = self._kind_of(address)
        if kind in self.opened:
            return []
        self.opened[kind] = address
        answer: Any = self.browser.get(address)
        if answer.status_code >= 400:
            self.faults.append(f"{answer.status_code} at the link {address}")
            return []
        if answer.status_code in (301, 302):
            return own_addresses(address, [answer["Location"]])
        if not is_desk(address) or "html" not in answer["Content-Type"]:
            return []
        page = Page(answer.text)
        found = own_addresses(address, page.links)
        for form in page.forms:
            found += self._press(address, form)
        return found

    def _press(self, address: str, form: Form) -> list[str]:
        target = urljoin(address, form.action)
        if form.method == "get":
            return [f"{target.partition('?')[0]}?{name}={value}" for name, value in form.fields[:1]]
        found: list[str] = []
        for name, pairs in form.ways_to_send():
            kind = (*self._kind_of(target), name)
            if kind in self.pressed:
                continue
            self.pressed[kind] = (target, pairs)
            answer = self.send(target, pairs)[0]
            if answer.status_code in (403, 404, 405) or answer.status_code >= 500:
                self.faults.append(f"{answer.status_code} at the button {name} of {address}")
        return found

    def _kind_of(self, address: str) -> Kind:
        if address not in self.kinds:
            self.kinds[address] = kind_of(address)
        return self.kinds[address]

    def send(self, target: str, pairs: Pairs) -> tuple[Any, list[str]]:
        """Send a form and take back what it wrote; the answer, and the statements that wrote records."""
        data: dict[str, list[str]] = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value)
        cookies = SimpleCookie(self.browser.cookies)
        with transaction.atomic(), statements() as asked:
            answer: Any = self.browser.post(target, data)
            transaction.set_rollback(True)
        self.browser.cookies = cookies
        return answer, [sql for sql in asked if sql.startswith(WRITES) and "claims_" in sql]


def own_addresses(base: str, links: list[str]) -> list[str]:
    """The addresses of our own pages among the links."""
    found = []
    for link in links:
        parts = urlsplit(urljoin(f"http://testserver{base}", link))
        if parts.netloc == "testserver" and not parts.path.startswith("/static/"):
            found.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return found


def kind_of(address: str) -> Kind:
    """The route of an address and the state of the record that it names."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    return (str(match.route), _state(match.url_name or "", match.kwargs))


def is_desk(address: str) -> bool:
    return address.startswith("/admin/")


def _state(name: str, kwargs: dict[str, Any]) -> str:
    """The state of the record that an address of the desk names; two kinds of a record are told apart too."""
    pk = str(kwargs.get("object_id", ""))
    for model in apps.get_models() if pk.isdecimal() else ():
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            row = model._base_manager.filter(pk=pk).first()
            return f"{getattr(row, 'state', '')}{getattr(row, 'change_state', None)}"
    return ""
