"""Many cases in one test, where a test of its own for each would cost more than what it asks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def each_case(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test for every case, then fail with every case that failed and what came out.

    Written like `pytest.mark.parametrize`, for cases that leave nothing behind: they share their fixtures.
    """
    named = (names,) if isinstance(names, str) else names
    rows = [dict(zip(named, [case] if isinstance(names, str) else case, strict=True)) for case in cases]
    assert rows, "a test without cases asserts nothing"

    def decorate(test: Test) -> Test:
        @wraps(test)
        def run(*args: Any, **fixtures: Any) -> None:
            failed: list[BaseException] = []
            for row in rows:
                try:
                    test(*args, **fixtures, **row)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"Case: {row}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(rows)} cases", failed)

        signature = inspect.signature(test)
        left = [each for name, each in signature.parameters.items() if name not in rows[0]]
        vars(run)["__signature__"] = signature.replace(parameters=left)
        return run

    return decorate
