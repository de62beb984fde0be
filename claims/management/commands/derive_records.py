"""``derive_records``: rebuilds derived data, for example if ``verify_records`` finds an error in it."""

from typing import Any

from django.utils import timezone

from claims.actions.publishing.deriving import derive_anew
from claims.domain.history.permissions import Actor
from claims.management.answering import AnsweringCommand

DERIVER = Actor("derive_records", is_system=True)


class Command(AnsweringCommand):
    help = "Makes columns, copies, kept counts, search index and past days anew; changes no record."

    def handle(self, *args: Any, **options: Any) -> None:
        derive_anew(by=DERIVER, at=timezone.now())
        self.stdout.write("Columns, missing identities and the public projection are made anew.")
