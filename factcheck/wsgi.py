"""The WSGI application: ``gunicorn factcheck.wsgi``."""

import gc
import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from factcheck.env import WrongEnvironment

# With this exit code gunicorn does not start the worker again.
WORKER_CANNOT_START = 3
# For pages; commands such as imports may take longer.
STATEMENT_SECONDS = "15"


def check_static_files() -> None:
    """Raise ``WrongEnvironment`` in production if ``collectstatic`` was not run: every page would fail."""
    from django.conf import settings

    if settings.PRODUCTION and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        raise WrongEnvironment(f"There are no static files in {settings.STATIC_ROOT}: run collectstatic.")


def load_templates() -> None:
    """Load every compiled template, so that no reader waits for one.

    Raises ``WrongEnvironment`` in production if ``compile_templates`` was not run for this version, and
    everywhere if others can write to the folder of compiled templates.
    """
    from django.conf import settings
    from django.template import engines

    from claims.rendering.compiled import compiled_folder, template_names

    try:
        compiled = compiled_folder(Path(settings.TEMPLATES_ROOT))
    except PermissionError as error:
        raise WrongEnvironment(str(error)) from None
    if compiled:
        for name in template_names():
            engines["jinja2"].get_template(name)
    elif settings.PRODUCTION:
        raise WrongEnvironment(
            f"There are no compiled templates of this version in {settings.TEMPLATES_ROOT}: "
            "run compile_templates."
        )


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
if not os.environ.get("STATEMENT_TIMEOUT_FILE"):
    os.environ.setdefault("STATEMENT_TIMEOUT", STATEMENT_SECONDS)
try:
    application = get_wsgi_application()
    check_static_files()
    load_templates()
except WrongEnvironment as wrong:
    sys.stderr.write(f"{wrong}\n")
    sys.exit(WORKER_CANNOT_START)

# The program stays: left out of garbage collection, and with a rarer one, a large page takes a sixth less.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
