"""References that move with a merge, and back with its undoing."""

from __future__ import annotations

from claims.domain.record.claim import ClaimRecord, Hop, Stance, Words
from claims.domain.record.merging import with_references_moved, without_change
from claims.domain.record.shared import SpeakerRecord, Tenure


def claim(**more: object) -> ClaimRecord:
    content = {"words": Words(text="Yes"), "speaker": "a", "chain": (Hop(hop=1, source="s-1"),), **more}
    return ClaimRecord(key="0123456789", **content)  # type: ignore[arg-type]


def test_every_reference_of_a_claim_moves() -> None:
    found = with_references_moved(
        claim(on_behalf_of="a", with_=("c",), stances=(Stance(position="p", answer="yes", of="a"),)),
        "speaker",
        "a",
        "b",
    )
    assert (found.speaker, found.on_behalf_of, found.with_, found.stances[0].of) == ("b", "b", ("c",), "b")


def test_a_reference_of_another_type_stays() -> None:
    record = claim(topics=("a",))
    assert with_references_moved(record, "speaker", "x", "b") is record
    assert with_references_moved(record, "topic", "a", "b").topics == ("b",)
    assert with_references_moved(record, "topic", "a", "b").speaker == "a"


def test_what_would_stand_twice_stands_once() -> None:
    assert with_references_moved(claim(topics=("a", "b")), "topic", "a", "b").topics == ("b",)
    assert with_references_moved(claim(with_=("b", "c")), "speaker", "a", "b").with_ == ("c",)


def test_a_tenure_moves_with_its_body() -> None:
    speaker = SpeakerRecord(slug="x", name="X", tenures=(Tenure(office="minister", body="a"),))
    assert with_references_moved(speaker, "speaker", "a", "b").tenures[0].body == "b"


def test_taking_back_leaves_what_changed_since() -> None:
    before, after = {"speaker": "a", "on_behalf_of": "a"}, {"speaker": "b", "on_behalf_of": "b"}
    now = {"speaker": "b", "on_behalf_of": "d", "role": "senator"}
    assert without_change(before, after, now) == (
        {"speaker": "a", "on_behalf_of": "d", "role": "senator"},
        ("on_behalf_of",),
    )


def test_taking_back_removes_a_field_that_was_not_there() -> None:
    assert without_change({}, {"topics": ["b"]}, {"topics": ["b"], "key": "k"}) == ({"key": "k"}, ())
