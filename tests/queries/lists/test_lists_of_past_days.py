"""Lists as of a past day, held against a plain reading of the revisions: same claims, counts and facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import pytest
from claims.queries.lists.past_filters import BY

from claims.domain.dates.fuzzy import FuzzyDate, end_of_day
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.shared import SourceRecord
from claims.domain.search.facets import FACETS
from claims.models import Claim, FormerClaim, Revision
from claims.queries.lists.facets import facets
from claims.queries.lists.page_of_claims import count, count_undated, list_claims
from claims.queries.lists.parameters import PARAMETERS
from claims.queries.lists.selected_claims import SelectedClaims
from claims.queries.lists.selection import Selection, read_selection
from claims.queries.records import public_records
from tests.looking_back import build_history
from tests.world import World

pytestmark = pytest.mark.slow

DAYS = ("2022-02-27", "2022-03-01", "2022-03-06", "2022-03-09", "2022-03-11", "2022-03-14", "2022-03-16",
        "2022-03-21", "2022-03-26", "2022-04-30")  # fmt: skip
ASKED: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {},
    {"q": ("bridge",)},
    {"q": ("viaduct",)},
    {"q": ("flood -not",)},
    {"q": ("solano",)},
    {"q": ("speaker:lebed",)},
    {"q": ("speaker:roe",)},
    {"q": ("said:2019..2020 bridge",)},
    {"speaker": ("viktor-lebed",)},
    {"speaker": ("anna-roe",)},
    {"speaker": ("maria-solano", "palace")},
    {"on_behalf_of": ("palace",)},
    {"position": ("build-the-bridge",)},
    {"answer": ("build-the-bridge:yes",)},
    {"answer": ("later", "who-pays:towns")},
    {"topic": ("the-eder-bridge",)},
    {"topic": ("trade",), "speaker": ("maria-solano",)},
    {"rating": ("gazette-2020:half",)},
    {"rating": ("false",)},
    {"rating": ("none",)},
    {"consistency": ("unchecked",)},
    {"kind": ("promise", "refusal")},
    {"form": ("reported", "summary")},
    {"lang": ("ru",)},
    {"outlet": ("voz",)},
    {"outlet": ("gazette",), "year": ("2019",)},
    {"year": ("2019", "2020")},
    {"from": ("2019-03",), "to": ("2020",)},
    {"to": ("2019-03-20",)},
    {"known_by": ("2019-03-31",)},
    {"known_by": ("2020-05-10",), "topic": ("the-eder-bridge",)},
    {"has": ("archive",)},
    {"has": ("relation",)},
    {"has": ("context", "verdict")},
    {"has": ("translation",)},
    {"has": ("no_change",)},
)


@pytest.fixture(scope="module")
def late(world_on_record: World, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield build_history(world_on_record)


class Record:
    """The record as it was, read from the revisions alone."""

    def __init__(self, at: datetime) -> None:
        places = set(Revision.objects.values_list("record_type", "record_key"))
        shown = public_records(places, at=at)
        today = public_records(places)
        self.names = {
            key: [found.record.name, *(alias.text for alias in found.record.aliases)]  # type: ignore[union-attr]
            for found_in in (shown, today)
            for (kind, key), found in found_in.items()
            if kind == "speaker"
        }
        self.sources = {
            key: found.record
            for (kind, key), found in shown.items()
            if isinstance(found.record, SourceRecord)
        }
        self.claims = {
            key: found.record for (kind, key), found in shown.items() if isinstance(found.record, ClaimRecord)
        }

    def said(self, claim: ClaimRecord) -> FuzzyDate:
        days = [
            FuzzyDate.parse(text).latest
            for hop in claim.chain
            if (source := self.sources.get(hop.source))
            for text in (source.published, source.retrieved)
            if text
        ]
        said = FuzzyDate.parse(claim.said)
        return said.capped(min(days)) if days else said

    def values(self, claim: ClaimRecord) -> dict[str, set[str]]:
        sources = [source for hop in claim.chain if (source := self.sources.get(hop.source))]
        year = FuzzyDate.parse(claim.said).year
        return {
            "speaker": {claim.speaker, *claim.with_},
            "on_behalf_of": {claim.on_behalf_of} - {""},
            "topic": set(claim.topics),
            "position": {stance.position for stance in claim.stances},
            "answer": {a for s in claim.stances if s.answer for a in (s.answer, f"{s.position}:{s.answer}")},
            "kind": {claim.kind},
            "form": {claim.words.form},
            "lang": {claim.words.language},
            "rating": {r for v in claim.verdicts for r in (v.rating, f"{v.scale}:{v.rating}")} or {"none"},
            "consistency": {
                (s.check.confirmed if s.check else "") or "unchecked" for s in claim.stances if s.unchanged
            },
            "source": {hop.source for hop in claim.chain} - {""},
            "outlet": ({hop.outlet for hop in claim.chain} | {source.outlet for source in sources}) - {""},
            "year": {str(year)} if year else set(),
            "has": {
                name
                for name, there in (
                    ("archive", any(source.archived_url for source in sources)),
                    ("context", claim.context),
                    ("relation", claim.relations),
                    ("verdict", claim.verdicts),
                    ("translation", claim.words.translated_from or claim.translations),
                    ("no_change", any(stance.unchanged for stance in claim.stances)),
                )
                if there
            },
        }

    def found(
        self, claim: ClaimRecord, name: str, values: tuple[str, ...], every: Mapping[str, object]
    ) -> bool:
        said = self.said(claim)
        if name == "q":
            return self.has_words(claim, values[0])
        if name in ("from", "to"):
            first = FuzzyDate.parse(str((every.get("from") or ("0001",))[0])).earliest  # type: ignore[index]
            last = FuzzyDate.parse(str((every.get("to") or ("9999",))[0])).latest  # type: ignore[index]
            return not said.undated and said.earliest <= last and said.latest >= first
        if name == "known_by":
            return said.latest <= FuzzyDate.parse(values[0]).latest
        return bool(self.values(claim)[name] & set(values))

    def has_words(self, claim: ClaimRecord, query: str) -> bool:
        texts = [claim.words.text, *(t.text for t in claim.translations), claim.summary, claim.context]
        texts += [claim.role, claim.occasion.label if claim.occasion else ""]
        speakers = [slug for slug in (claim.speaker, claim.on_behalf_of, *claim.with_) if slug]
        texts += [name for slug in speakers for name in NAMES_TODAY.get(slug, self.names[slug])]
        texts += [name for slug in speakers for name in TAKEN_OVER.get(slug, ())]
        words = " ".join(texts).casefold()
        found = True
        for part in query.split():
            if part.startswith("speaker:"):
                asked = part.removeprefix("speaker:")
                slugs = [
                    slug for one in (claim.speaker, *claim.with_) for slug in (one, *MERGED.get(one, ()))
                ]
                found &= any(asked in slug.split("-") for slug in slugs)
            elif part.startswith("said:"):
                said = self.said(claim)
                found &= not said.undated and said.latest.year >= 2019 and said.earliest.year <= 2020
            elif part.startswith("-"):
                found &= part[1:] not in words
            else:
                found &= part in words
        return found


NAMES_TODAY: dict[str, list[str]] = {"anna-roe": ["Anna Roe-Rischenheim", "Анна Ро"]}
"""A search knows speakers by the names that they have now."""
MERGED: dict[str, tuple[str, ...]] = {"maria-solano": ("anna-roe",)}
TAKEN_OVER: dict[str, list[str]] = {"maria-solano": NAMES_TODAY["anna-roe"]}
"""Names of a speaker that was merged are those of the one that stays, too."""


@pytest.fixture(scope="module")
def records() -> Callable[[str], Record]:
    """The record of a day, read once: no test of this module changes it."""
    return lru_cache(lambda day: Record(end_of_day(day)))


def selection(day: str, asked: Mapping[str, tuple[str, ...]], **more: str) -> Selection:
    given = {name: list(values) for name, values in asked.items()}
    return read_selection({**given, "as_of": [day], **{name: [value] for name, value in more.items()}})


def keys(selection: Selection) -> list[str]:
    """The keys of all pages together."""
    found: list[int] = []
    listed = list_claims(SelectedClaims(selection))
    while True:
        found += listed.ids
        if not listed.older:
            break
        listed = list_claims(SelectedClaims(replace(selection, after=listed.older)))
    by_pk = dict(Claim.objects.values_list("pk", "key"))
    return [str(by_pk[pk]) for pk in found]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_list_holds_what_the_revisions_of_that_day_say(
    world: World, late: str, records: Callable[[str], Record], asked: Mapping[str, tuple[str, ...]]
) -> None:
    for day in DAYS:
        record = records(day)
        expected = {
            key
            for key, claim in record.claims.items()
            if all(record.found(claim, name, values, asked) for name, values in asked.items())
        }
        for sort in ("newest", "oldest", "added"):
            found = keys(selection(day, asked, sort=sort, size="3" if sort == "newest" else "9"))
            assert len(found) == len(set(found))
            assert set(found) == expected, (day, sort)
        if read_selection({name: list(values) for name, values in asked.items()}).query.has_words:
            assert set(keys(selection(day, asked, sort="relevance", size="3"))) == expected, day
        assert count(SelectedClaims(selection(day, asked))).number == len(expected), day


@pytest.mark.parametrize("day", DAYS)
def test_a_list_is_in_the_order_of_that_day(world: World, late: str, day: str) -> None:
    record = Record(end_of_day(day))
    pks = dict(Claim.objects.values_list("key", "pk"))

    def newest(key: str) -> tuple[bool, int, int]:
        said = record.said(record.claims[key])
        last = said.earliest if said.ends_open else said.latest
        return (said.undated, 0 if said.undated and said.ends_open else -last.toordinal(), -pks[key])

    found = keys(selection(day, {}, size="4"))
    dated = [key for key in found if not record.said(record.claims[key]).undated]
    assert dated == sorted(dated, key=newest)
    assert found[: len(dated)] == dated


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "asked",
    [{}, {"speaker": ("viktor-lebed",)}, {"topic": ("the-eder-bridge",)}, {"year": ("2019",)}],
    ids=str,
)
def test_the_counts_beside_a_list_are_those_of_that_day(
    world: World, late: str, day: str, asked: Mapping[str, tuple[str, ...]]
) -> None:
    record = Record(end_of_day(day))
    shown = facets(SelectedClaims(selection(day, asked)), seal=f"{day} {asked}")
    told = {facet.name: {m.value: m.count for m in facet.members} for facet in shown.facets}
    told["year"] = {member.value: member.count for member in shown.years}
    for name in ("speaker", "topic", "position", "kind", "form", "lang", "outlet", "rating", "year"):
        expected: Counter[str] = Counter()
        for claim in record.claims.values():
            others = ((n, v) for n, v in asked.items() if n != name)
            if all(record.found(claim, other, values, asked) for other, values in others):
                expected.update(
                    v for v in record.values(claim)[name] if name != "rating" or ":" in v or v == "none"
                )
        if name in told:
            assert {v: n for v, n in told[name].items() if n} == dict(expected), name
        else:
            assert len(expected) < 2, name


def test_a_span_counts_what_it_leaves_out_as_of_that_day(world: World, late: str) -> None:
    for day in DAYS:
        record = Record(end_of_day(day))
        undated = [claim for claim in record.claims.values() if not claim.said]
        assert count_undated(SelectedClaims(selection(day, {"from": ("2019",)}))).number == len(undated)


def test_every_filter_of_a_list_is_asked_of_former_claims_too() -> None:
    stored = {name for name, facet in FACETS.items() if facet.is_stored}
    assert set(PARAMETERS) <= {*BY, *stored, "as_of"}


def test_nothing_former_is_of_a_claim_that_is_not_public(world: World, late: str) -> None:
    held = set(FormerClaim.objects.values_list("claim__key", flat=True))
    assert held
    assert held <= set(Claim.objects.published().values_list("key", flat=True))
    assert not FormerClaim.objects.filter(claim__key=world.first_support, version=2).exists()
