"""Where in a record its references stand."""

from __future__ import annotations

from claims.domain.record.codec import references
from claims.domain.record.parts import reference_paths
from tests.generated_records import complete_records


def test_every_reference_has_a_path() -> None:
    for record in complete_records():
        found = list(reference_paths(record))
        assert {(record_type, key) for _, record_type, key in found} == references(record)
        assert len({path for path, _, _ in found}) == len(found)


def test_paths_are_those_of_the_document() -> None:
    claim = next(record for record in complete_records() if record.TYPE == "claim")
    paths = {path for path, _, _ in reference_paths(claim)}
    assert {"speaker", "with[0]", "chain[1].source", "stances[0].check.tested[1]", "relations[0].to"} <= paths
    assert "verdicts[1].evidence[0].source" in paths
