"""``compile_templates``: compiles the public templates to Python, so that the server need not do it."""

from pathlib import Path
from typing import Any

from django.conf import settings

from claims.management.answering import AnsweringCommand
from claims.rendering.compiled import compile_templates
from claims.rendering.environment import source_environment


class Command(AnsweringCommand):
    help = "Compiles the public templates into TEMPLATES_ROOT. Run it with collectstatic, after every change."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = compile_templates(source_environment(), Path(settings.TEMPLATES_ROOT))
        if options["verbosity"]:
            number = len(list(folder.glob("*.py")))
            self.stdout.write(f"{number} templates compiled into {folder}.")
