"""``python -m tests.benchmarks.generate 10000``: a world of so many claims in the database of DATABASE_URL.

With ``crowd`` for the number it is one about a speaker with 51,000 claims. The database is migrated first and
has to be empty. The same number of claims gives the same claims.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

CROWD = "crowd"


def main(arguments: Sequence[str]) -> None:
    """Migrate the database and fill it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    import django
    from django.core.management import call_command

    django.setup()
    # Models can be imported only now.
    from claims.models import Claim
    from tests.benchmarks.storing import store_crowd, store_world

    call_command("migrate", verbosity=0)
    began = time.process_time()
    if arguments[0] == CROWD:
        store_crowd()
    else:
        store_world(int(arguments[0]))
    spent = time.process_time() - began
    print(f"{Claim.objects.count() / spent:,.0f} claims per CPU second of the program, {spent:,.0f} seconds")


if __name__ == "__main__":
    main(sys.argv[1:])
