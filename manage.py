#!/usr/bin/env python
"""The door to every command: ``python manage.py help`` lists them."""

import os
import sys

from django.core.management import execute_from_command_line

from factcheck.env import WrongEnvironment


def main() -> None:
    """Run the command named in ``sys.argv``; exit 2 with a sentence when the environment is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
