"""``python -m tests.benchmarks.generate 10000``: a world of so many claims in the database of DATABASE_URL.

The database is migrated first and has to be empty. The same number of claims gives the same claims.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    """Migrate the database and fill it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    import django
    from django.core.management import call_command

    django.setup()
    # Models can be imported only now.
    from tests.benchmarks.storing import store_world

    call_command("migrate", verbosity=0)
    store_world(int(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
