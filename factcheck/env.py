"""Typed readers of environment variables.

Every value may come from ``NAME``, or from the file that ``NAME_FILE`` names (for container secrets). An
invalid value raises ``WrongEnvironment`` with a sentence that names the variable and says how to fix it.
Secrets are never shown.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
SHORTEST_SECRET = 50
DATABASE_SCHEMES = ("sqlite", "postgresql", "postgres")
# The timeout of the pool, so that no page waits 3 s for a database that is away.
DATABASE_PATIENCE_SECONDS = 2
# Opening the file costs more than most pages; but a file that replaces it must be noticed soon.
SQLITE_CONNECTION_SECONDS = 10
# With the default of 2 MB, SQLite reads most pages of an index twice.
SQLITE_PAGES_KIB = 4000
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    # Overwrite deleted data at once, so that erased words are gone.
    f"PRAGMA secure_delete=ON; PRAGMA cache_size=-{SQLITE_PAGES_KIB}"
)
# Commits survive a power cut, and writers wait instead of failing.
SQLITE_OPTIONS = {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": SQLITE_PRAGMAS}


class WrongEnvironment(ImproperlyConfigured):
    """An invalid environment variable, with which the site does not start. The message is for people."""


@dataclass(frozen=True, slots=True)
class Site:
    """The address of the site: ``url`` without a trailing slash, ``host``, and whether it is production."""

    url: str
    host: str
    production: bool


def text(name: str, default: str = "") -> str:
    """The value of ``NAME``, else the content of the file in ``NAME_FILE``, else ``default``.

    Raises ``WrongEnvironment`` when both are set or the file cannot be read.
    """
    value, path = os.environ.get(name, ""), os.environ.get(f"{name}_FILE", "")
    if value and path:
        raise WrongEnvironment(f"{name} and {name}_FILE are both set; keep one of them.")
    if not path:
        return value.strip() or default
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except (OSError, UnicodeDecodeError) as error:
        raise WrongEnvironment(f"{name}_FILE names {path!r}, which cannot be read: {error}.") from error


def flag(name: str, *, default: bool) -> bool:
    """A yes or a no. Raises ``WrongEnvironment`` for anything but 1/0, true/false, yes/no, on/off."""
    value = text(name).casefold()
    if not value:
        return default
    if value not in YES | NO:
        raise WrongEnvironment(f"{name} is {value!r}; write 1 or 0.")
    return value in YES


def one_of(name: str, *, default: str, among: tuple[str, ...]) -> str:
    """A word of a short list. Raises ``WrongEnvironment`` for any other."""
    value = text(name, default).casefold()
    if value not in among:
        raise WrongEnvironment(f"{name} is {value!r}; write {' or '.join(among)}.")
    return value


def number(name: str, *, default: int, least: int, most: int) -> int:
    """A whole number within these bounds. Raises ``WrongEnvironment`` for anything else."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal() and len(value) < 10 and least <= int(value) <= most):
        raise WrongEnvironment(f"{name} is {value!r}; write a whole number from {least} to {most}.")
    return int(value)


def site(name: str, default: str) -> Site:
    """The public address. Raises ``WrongEnvironment`` unless it is http(s)://host[:port] and nothing more."""
    value = text(name, default)
    mend = "write it as https://claims.example.org, without a path"
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as error:
        raise WrongEnvironment(f"{name} is {value!r}, which is no address; {mend}.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongEnvironment(f"{name} is {value!r}, which is no http(s) address; {mend}.")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        raise WrongEnvironment(f"{name} is {value!r}, which says more than scheme, host and port; {mend}.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    url = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    return Site(url=url, host=host, production=parts.scheme == "https")


def secret_key(name: str, *, production: bool, kept_in: Path) -> str:
    """The signing key; in development it is created once and stored in the file ``kept_in``.

    Raises ``WrongEnvironment`` in production if there is none or it is short.
    """
    value = text(name)
    if production and len(value) < SHORTEST_SECRET:
        wrong = "too short" if value else "not set"
        raise WrongEnvironment(
            f"{name} is {wrong}, and SITE_URL says that this is production; "
            f"set {name} or {name}_FILE to {SHORTEST_SECRET} or more random characters."
        )
    return value or _kept_secret(name, kept_in)


def _kept_secret(name: str, path: Path) -> str:
    """The content of ``path``, which is created atomically if it does not exist."""
    try:
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as draft:
                draft.write(secrets.token_urlsafe(SHORTEST_SECRET))
                draft.flush()
                # If another process was quicker, its secret is used.
                with suppress(FileExistsError):
                    os.link(draft.name, path)
        kept = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongEnvironment(f"{name} is not set and {path} cannot be used instead: {error}.") from error
    if not kept:
        raise WrongEnvironment(f"{path} is empty; delete it, and a new secret is written.")
    return kept


def database(name: str, default: str, *, statement_seconds: int = 0) -> dict[str, Any]:
    """The database of ``NAME`` for Django, with a limit in seconds for each statement.

    0 is no limit; SQLite has none. Raises ``WrongEnvironment`` for any other engine.
    """
    return _database(name, text(name, default), statement_seconds)


def databases(name: str, *, statement_seconds: int = 0) -> list[dict[str, Any]]:
    """The databases of a comma-separated ``NAME``, which may be empty. Raises ``WrongEnvironment``."""
    return [_database(name, url.strip(), statement_seconds) for url in text(name).split(",") if url.strip()]


def _database(name: str, url: str, statement_seconds: int) -> dict[str, Any]:
    scheme = url.partition(":")[0]
    mend = "write postgresql://user:password@host:5432/name or sqlite:///db.sqlite3"
    if scheme not in DATABASE_SCHEMES:
        raise WrongEnvironment(f"{name} names neither SQLite nor PostgreSQL; {mend}.")
    try:
        config: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError as error:
        raise WrongEnvironment(f"{name} is no database address that can be read; {mend}.") from error
    if not config["NAME"]:
        raise WrongEnvironment(f"{name} names no database; {mend}.")
    given = config.get("OPTIONS", {})
    if scheme == "sqlite":
        config["CONN_MAX_AGE"] = SQLITE_CONNECTION_SECONDS
    ours = SQLITE_OPTIONS if scheme == "sqlite" else _postgresql_options(statement_seconds)
    if "options" in ours and "options" in given:
        # Options of the address come last, so they take precedence.
        given = {**given, "options": f"{ours['options']} {given['options']}"}
    config["OPTIONS"] = {**ours, **given}
    return config


def _postgresql_options(statement_seconds: int) -> dict[str, Any]:
    """Options by which a commit is on the disk before it is acknowledged, whatever the server's setting."""
    patience = DATABASE_PATIENCE_SECONDS
    return {
        "options": f"-c synchronous_commit=on -c statement_timeout={statement_seconds}s",
        "connect_timeout": patience,
        # Gives up a server that disappears during a statement.
        "tcp_user_timeout": patience * 1000,
        "keepalives_idle": patience,
        "keepalives_interval": 1,
        "keepalives_count": 1,
        "pool": {"min_size": 1, "max_size": 8, "timeout": patience},
    }


def cache(name: str, default: str) -> dict[str, str]:
    """The cache of ``NAME``: ``memory:`` (each process its own), ``file:///folder`` or ``redis://host:6379``.

    Raises ``WrongEnvironment`` for anything else, and for Redis where its client is not installed.
    """
    url = text(name, default)
    scheme, _, rest = url.partition(":")
    backends = "django.core.cache.backends"
    if url == "memory:":
        return {"BACKEND": f"{backends}.locmem.LocMemCache"}
    if scheme == "file" and rest.startswith("///"):
        return {"BACKEND": f"{backends}.filebased.FileBasedCache", "LOCATION": rest.removeprefix("//")}
    if scheme in {"redis", "rediss"} and rest.startswith("//"):
        if find_spec("redis") is None:
            raise WrongEnvironment(f"{name} names Redis, whose client is missing; run pip install redis.")
        return {"BACKEND": f"{backends}.redis.RedisCache", "LOCATION": url}
    raise WrongEnvironment(
        f"{name} names no known cache; write memory:, file:///folder or redis://host:6379."
    )


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail settings, named like Django's without ``EMAIL_``."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail(name: str, default: str) -> Mail:
    """The mail settings of ``NAME``: ``none:``, ``console:``, ``smtp://…`` (STARTTLS) or ``smtps://…`` (TLS).

    User and password are percent-encoded. Raises ``WrongEnvironment`` for anything else.
    """
    url = text(name, default)
    mend = "write smtp://user:password@host:587, smtps://user:password@host:465, console: or none:"
    if url in {"console:", "none:"}:
        nowhere = "dummy" if url == "none:" else "console"
        return Mail(backend=f"django.core.mail.backends.{nowhere}.EmailBackend")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise WrongEnvironment(f"{name} is no address of a mail server; {mend}.") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongEnvironment(f"{name} is no address of a mail server; {mend}.")
    encrypted = parts.scheme == "smtps"
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port or (465 if encrypted else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        # A server on this machine rarely has a certificate.
        use_tls=not encrypted and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        use_ssl=encrypted,
    )
