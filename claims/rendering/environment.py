"""The Jinja environment of the public templates, with all their globals and filters."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.ext import Extension
from markupsafe import Markup, escape

from claims.queries.history.versions import day_words
from claims.rendering.compiled import SOURCES, compiled_loader
from claims.rendering.own_words import set_off

INDENTATION: Final = re.compile(r"^[ \t]{2,}", re.MULTILINE)


class ShortIndentation(Extension):
    """Shortens the indentation of templates to one space, which saves a tenth of the size of a page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return INDENTATION.sub(" ", source)


class TemplateCode(CodeGenerator):
    """Compiles templates to escape by ``escaped``, and to write nothing for an ``if`` without ``else``."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape = environment.filters['escaped']")
        # In place of an object that is shown as an empty text. It is called with a message.
        self.writeline("cond_expr_undefined = ''.format")


def escaped(value: object) -> str:
    """The same as ``markupsafe.escape``, but a text with nothing to escape stays what it is.

    A page has two thousand texts, and to make an object of each takes ten times as long.
    """
    if type(value) is str:
        is_plain = (
            "&" not in value
            and "<" not in value
            and ">" not in value
            and '"' not in value
            and "'" not in value
        )
        return value if is_plain else escape(value)
    return value if type(value) is Markup else escape(value)


def url(name: str, *args: object) -> str:
    """The URL of a route by its name. Raises NoReverseMatch if there is none."""
    return reverse(name, args=args)


def percent(thousandths: int) -> str:
    """A place on an axis of 0 to 1000 as an SVG length: 412 gives ``41.2%``."""
    return f"{thousandths // 10}.{thousandths % 10}%"


GLOBALS: Final[dict[str, Callable[..., str]]] = {"static": static, "url": url}
MOST_ADDRESSES: Final = 1024
FILTERS: Final = {
    "capfirst": defaultfilters.capfirst,
    "date": defaultfilters.date,
    # Django's filter looks for the words of a language, and takes ten times as long.
    "day": day_words,
    "escaped": escaped,
    "iso": datetime.isoformat,
    "percent": percent,
    "pluralize": defaultfilters.pluralize,
    "set_off": set_off,
    "striptags": defaultfilters.striptags,
    "truncatechars": defaultfilters.truncatechars,
}


def environment(**options: Any) -> Environment:
    """The environment that Django uses, with compiled templates if there are any, else with their sources.

    ``options`` are those of the template backend. Only ``auto_reload`` is used.
    """
    loader = compiled_loader(Path(settings.TEMPLATES_ROOT))
    return _environment(loader or FileSystemLoader(SOURCES), auto_reload=bool(options.get("auto_reload")))


def source_environment() -> Environment:
    """The environment that reads the sources, even if there are compiled templates."""
    return _environment(FileSystemLoader(SOURCES), auto_reload=False)


def _environment(loader: BaseLoader, *, auto_reload: bool) -> Environment:
    found = Environment(
        loader=loader,
        auto_reload=auto_reload,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[ShortIndentation],
    )
    found.code_generator_class = TemplateCode
    # The same routes and files are named on every page, and do not move while a program runs.
    found.globals.update({name: lru_cache(MOST_ADDRESSES)(find) for name, find in GLOBALS.items()})
    found.filters.update(FILTERS)
    return found
