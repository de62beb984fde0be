"""``demo``: serves a site with the fixtures on this machine. It loads them only once.

``--with NAME`` also loads the records of another folder of fixtures.
"""

import secrets
import socket
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils import timezone
from msgspec.structs import replace

from claims.actions.importing.plan import Plan
from claims.actions.importing.run import is_empty, load_records
from claims.domain.errors import Problem
from claims.formats import json_lines
from claims.formats.base import Found, UnusableFile
from claims.management.answering import AnsweringCommand
from claims.management.commands.loaddata import find_fixture, read_fixtures

ADDRESS = "127.0.0.1"
FIXTURE = "five_articles"
FOLDER = Path(settings.BASE_DIR) / "fixtures"
MORE = ("factopolis",)
"""The folders of fixtures that can be loaded in addition. They refer to records of ``FIXTURE``."""
EDITOR = "editor"


class Command(AnsweringCommand):
    help = "Migrates, loads the fixtures, makes a local editor account and serves the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="prepare everything and end")
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
        parser.add_argument(
            "--with", dest="more", metavar="NAME", help=f"load these records too: {', '.join(MORE)}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise UnusableFile(
                "The demo is for a machine of your own; SITE_URL says that this is production."
            )
        more = options["more"]
        if more is not None and more not in MORE:
            raise UnusableFile(f"There is no demo “{more}” to load too. There is: {', '.join(MORE)}.")
        serves = not options["no_serve"]
        if serves:
            check_port(options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        if is_empty():
            reading = read_fixtures([find_fixture(FIXTURE)])
            self.stdout.write(_loaded(load_records(reading=reading, names=[FIXTURE], at=timezone.now())))
        else:
            self.stdout.write("Records are there already: none were loaded.")
        if more is not None:
            plan = load_records(reading=_read_folder(more), names=[more], at=timezone.now())
            is_new = any(plan.to_do())
            self.stdout.write(_loaded(plan, more) if is_new else f"The records of {more} are there already.")
        self.stdout.write(_editor())
        if serves:
            # On a local machine nobody else can review.
            settings.REVIEW_REQUIRED = False
            address = f"http://{ADDRESS}:{options['port']}/"
            settings.SITE_URL = address.rstrip("/")
            self.stdout.write(
                f"The site is at {address} and its desk at {address}admin/. End it with Ctrl-C."
            )
            self.stdout.flush()
            try:
                run(ADDRESS, options["port"], get_internal_wsgi_application(), threading=True)
            except KeyboardInterrupt:
                self.stdout.write("")


def _loaded(plan: Plan, name: str = "") -> str:
    """A sentence on what was loaded."""
    loaded = Counter(record_type for record_type, _ in plan.steps)
    of = f" of {name}" if name else ""
    leads = f", and {loaded['lead']:,} leads" if loaded["lead"] else ""
    return f"Loaded {loaded['claim']:,} claims{of} with what they point to{leads}."


def _read_folder(name: str) -> Iterator[Found | Problem]:
    """The records of a folder of fixtures, all to be published, and problems."""
    for path in sorted((FOLDER / name).glob("*.jsonl")):
        with path.open("rb") as file:
            for found in json_lines.read(file, f"fixtures/{name}/{path.name}"):
                yield found if isinstance(found, Problem) else replace(found, is_public=True)


def check_port(port: int) -> None:
    """Raise UnusableFile if the port cannot be used."""
    if not 1 <= port <= 65_535:
        raise UnusableFile(f"There is no port {port}: take one from 1024 to 65535.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise UnusableFile(
                f"Port {port} cannot be used ({(error.strerror or str(error)).lower()}): "
                f"run demo --port {port + 1 if port < 65_535 else 8000}."
            ) from None


def _editor() -> str:
    """Create the editor's account if there is none, and return a sentence on how to sign in."""
    users = get_user_model()._default_manager
    if users.filter(username=EDITOR).exists():
        return f"Sign in as {EDITOR} with the password that was shown when the account was made."
    password = secrets.token_urlsafe(12)
    users.create_superuser(username=EDITOR, email="", password=password)
    return f"Sign in as {EDITOR} with the password {password} (it is shown this once)."
