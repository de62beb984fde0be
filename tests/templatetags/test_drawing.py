"""Places on an axis as lengths of SVG."""

from __future__ import annotations

import pytest

from claims.templatetags.drawing import percent


@pytest.mark.parametrize(("thousandths", "length"), [(7, "0.7%"), (412, "41.2%"), (1000, "100.0%")])
def test_thousandths_of_an_axis_are_told_in_per_cent(thousandths: int, length: str) -> None:
    assert percent(thousandths) == length
