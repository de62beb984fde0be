"""``demo``: a site with the fixtures on this machine. Run again, it only serves."""

from __future__ import annotations

import secrets
import socket
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils import timezone

from claims.actions.importing.run import is_empty, load_records
from claims.formats.base import UnusableFile
from claims.management.answering import AnsweringCommand
from claims.management.commands.loaddata import find_fixture, read_fixtures

ADDRESS = "127.0.0.1"
FIXTURE = "five_articles"
EDITOR = "editor"


class Command(AnsweringCommand):
    help = "Migrates, loads the fixtures, makes a local editor account and serves the site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="prepare everything and end")
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise UnusableFile(
                "The demo is for a machine of your own; SITE_URL says that this is production."
            )
        serves = not options["no_serve"]
        if serves:
            check_port(options["port"])
        call_command("migrate", verbosity=0, interactive=False)
        if is_empty():
            reading = read_fixtures([find_fixture(FIXTURE)])
            plan = load_records(reading=reading, names=[FIXTURE], at=timezone.now())
            loaded = Counter(record_type for record_type, _ in plan.steps)
            self.stdout.write(
                f"Loaded {loaded['claim']:,} claims with what they point to, and {loaded['lead']:,} leads."
            )
        else:
            self.stdout.write("Records are there already: none were loaded.")
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
    """Create the editor's account if there is none, and say how to sign in."""
    users = get_user_model()._default_manager
    if users.filter(username=EDITOR).exists():
        return f"Sign in as {EDITOR} with the password that was shown when the account was made."
    password = secrets.token_urlsafe(12)
    users.create_superuser(username=EDITOR, email="", password=password)
    return f"Sign in as {EDITOR} with the password {password} (it is shown this once)."
