"""``python -m tests.benchmarks.desk``: prints the cookie of a session in which an editor is signed in."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Make the editor, where there is none yet, and a session of hers; nothing of the record changes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    import django
    from django.core.management import call_command

    django.setup()
    # Models can be imported only now.
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client

    call_command("migrate", verbosity=0)
    editor, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True})
    editor.groups.set(Group.objects.filter(name__in=["Contributor", "Editor"]))
    browser = Client()
    browser.force_login(editor, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    sys.stdout.write(f"{name}={browser.cookies[name].value}")


if __name__ == "__main__":
    main()
