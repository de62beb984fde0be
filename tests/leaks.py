"""``python -m tests.leaks``: the whole crawl of `tests.public_crawl`, on a new database of ``DATABASE_URL``.

It prints what it found, and its exit code is 0 if that is nothing.
"""

from __future__ import annotations

import os
import sys
import time

import tests.environment

os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"


def main() -> int:
    import django
    from django.db import transaction
    from django.test.runner import DiscoverRunner

    assert tests.environment.SECRET_KEY  # It was set before the settings are read.
    django.setup()

    from tests.public_crawl import crawl
    from tests.world import build_world

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    started = time.monotonic()
    try:
        with transaction.atomic():
            run = crawl(build_world(), {})
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
    seconds = time.monotonic() - started
    by_status = ", ".join(f"{number:,} × {status}" for status, number in sorted(run.answers.items()))
    found = [f"{path}\n" for path in run.findings]
    sys.stdout.writelines(found)
    sys.stdout.write(
        f"{run.answers.total():,} answers in {seconds:.0f} s ({by_status}): {len(found)} findings\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
