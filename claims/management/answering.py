"""The base of commands. Exit codes: 0 done, 1 refused, 2 unusable file or argument, 3 database unavailable.

Errors go to stderr as sentences without a traceback. A caller in Python gets a CommandError with the same
text and code.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TextIO

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from claims.actions.importing.items import Problems
from claims.database.condition import Condition, condition_of
from claims.domain.errors import ClaimsError, ProblemsFound
from claims.domain.history.permissions import Actor
from claims.formats.base import UnusableFile
from claims.queries.people import actor_of

REFUSED, UNUSABLE, AWAY = 1, 2, 3
NOT_MIGRATED = "The database lacks tables or columns of this program: run manage.py migrate first."


class AnsweringCommand(BaseCommand):
    """A command whose errors become sentences and exit codes."""

    requires_system_checks = []  # Commands need no URL and no template.

    from_command_line = False

    def run_from_argv(self, argv: list[str]) -> None:
        self.from_command_line = True
        gc.set_threshold(100_000)  # Commands make few cycles, and looked for them a tenth of their time.
        super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError:
            raise
        except ProblemsFound as error:
            self._end(problem_lines(error.problems, error.total), REFUSED)
        except UnusableFile as error:
            self._end(error.message, UNUSABLE)
        except ClaimsError as error:
            self._end(error.message, REFUSED)
        except BrokenPipeError:
            # The reader of a pipe has closed it (``| head``).
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            self._end(f"{error.filename or 'A file'}: {error.strerror or error}.", UNUSABLE)
        except (DatabaseError, InterfaceError) as error:
            if _is_without_tables(error) or (condition_of(error) is None and _is_behind()):
                self._end(NOT_MIGRATED, AWAY)
            if condition_of(error) is None:
                raise
            self._end(_why(error), AWAY)
        return None

    def refuse(self, problems: Problems) -> None:
        """End with exit code 1 and the problems."""
        lines = [problem_lines(problems.shown, problems.total)]
        if problems.total > len(problems.shown):
            alike = problems.alike.most_common(5)
            lines += [f"  {count:,} × {message}" for message, count in alike if count > 1]
        self._end("\n".join(lines), REFUSED)

    def _end(self, text: str, code: int) -> None:
        if self.from_command_line:
            self.stderr.write(text)
            sys.exit(code)
        raise CommandError(text, returncode=code)


def problem_lines(problems: Any, total: int) -> str:
    """One line for each problem, and the total number if some are left out."""
    lines = [str(problem) for problem in problems]
    if total > len(lines):
        lines.append(f"… and {total - len(lines):,} more: {total:,} problems in all.")
    return "\n".join(lines)


def _is_without_tables(error: Exception) -> bool:
    return "no such table" in str(error) or ("relation" in str(error) and "does not exist" in str(error))


def _is_behind() -> bool:
    """Whether the database lacks a migration of this program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _why(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    condition = condition_of(error)
    if condition == Condition.BUSY:
        return f"The database is busy, and nothing was written: {text}. Try again in a moment."
    if condition == Condition.READ_ONLY:
        return f"The database takes no changes now, and nothing was written: {text}. Try again later."
    if condition == Condition.FULL:
        return (
            f"The disk of the database is full, and nothing was written: {text}. Make room, then try again."
        )
    name = connection.settings_dict.get("NAME", "")
    return f"The database {name} cannot be used, and nothing was written: {text}."


def check_database(alias: str) -> None:
    """Raise UnusableFile for another database than the default one."""
    if alias != DEFAULT_DB_ALIAS:
        raise UnusableFile(f"Records are kept in the database {DEFAULT_DB_ALIAS} alone, not in {alias}.")


@contextlib.contextmanager
def output_file(output: str | None, stdout: Any) -> Iterator[TextIO | Any]:
    """Standard output, or a file that appears under its name only once it is complete.

    Raises UnusableFile if it cannot be created.
    """
    if not output:
        if hasattr(stdout, "reconfigure"):
            stdout.reconfigure(encoding="utf-8", newline="\n")
        stdout.ending = ""
        yield stdout
        return
    target = Path(output)
    if target.is_dir():
        raise UnusableFile(f"{output}: this is a directory; name a file in it.")
    if not target.parent.is_dir():
        raise UnusableFile(f"{output}: there is no directory {target.parent}; make it first.")
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as file:
        try:
            yield file
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    umask = os.umask(0)
    os.umask(umask)
    Path(file.name).chmod(0o666 & ~umask)
    Path(file.name).replace(target)


def actor_named(name: str) -> Actor:
    """The actor of the account with this name. Raises UnusableFile if there is no such account."""
    user = User.objects.filter(username=name).first() if name else None
    if user is None:
        raise UnusableFile(f"There is no account {name}." if name else "Say --by whom it is done.")
    return actor_of(user)
