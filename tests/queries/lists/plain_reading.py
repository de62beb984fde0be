"""Lists as a plain reading of the sealed texts gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import from_text
from claims.domain.record.identity import Place
from claims.domain.record.merging import with_references_moved
from claims.domain.record.shared import Record, ScaleRecord, SourceRecord, SpeakerRecord
from claims.domain.record.source_facts import day_said, facts_of
from claims.domain.search.facets import facet_values
from claims.models import Revision

Asked = Mapping[str, tuple[str, ...]]


class PlainReading:
    """The record as it was at an instant, read from the revisions alone."""

    def __init__(self, at: datetime) -> None:
        sealed: dict[Place, list[Revision]] = {}
        for revision in Revision.objects.select_related("content").order_by("version"):
            sealed.setdefault((revision.record_type, revision.record_key), []).append(revision)
        shown: dict[Place, Record] = {}
        self.names: dict[str, list[str]] = {}
        for place, revisions in sealed.items():
            public = [one for one in revisions if one.change_class != "withdrawal"]
            latest = from_text(public[-1].content.text)
            if isinstance(latest, SpeakerRecord):
                # A search knows speakers by the names that they have now.
                self.names[place[1]] = [latest.name, *(alias.text for alias in latest.aliases)]
            if place[0] == "claim" and revisions[-1].change_class == "withdrawal":
                continue  # A withdrawn claim is on no page of any day.
            then = [one for one in revisions if one.valid_from <= at]
            if then and then[-1].change_class != "withdrawal" and hasattr(then[-1], "content"):
                shown[place] = from_text(then[-1].content.text)
        self.facts = {key: facts_of(one) for (_, key), one in shown.items() if isinstance(one, SourceRecord)}
        self.scales = {
            key
            for (_, key), one in shown.items()
            if isinstance(one, ScaleRecord) and one.measure == "consistency"
        }
        redirects = sorted(
            (revision.valid_from, redirect)
            for revisions in sealed.values()
            for revision in revisions
            for redirect in revision.redirects
            if revision.valid_from <= at
        )
        self.claims = {key: one for (_, key), one in shown.items() if isinstance(one, ClaimRecord)}
        for _, (record_type, former, now, kind) in redirects:
            assert kind == "merge"  # Nothing was renamed or undone in this history.
            self.claims = {
                key: with_references_moved(one, record_type, former, now) for key, one in self.claims.items()
            }

    def said(self, claim: ClaimRecord) -> FuzzyDate:
        day = day_said(claim, self.facts)
        said = FuzzyDate.parse(claim.said)
        return said.capped(day) if day else said

    def newest_day(self, claim: ClaimRecord) -> int:
        """The place of a claim in the order of days; 0 without a date."""
        said = self.said(claim)
        return 0 if said.undated else (said.earliest if said.ends_open else said.latest).toordinal()

    def values(self, claim: ClaimRecord, name: str) -> set[str]:
        """The values of a claim for a filter."""
        found = facet_values(claim, self.facts, self.scales)
        return {value for facet, value in found if facet in (name, f"any_{name}") and value}

    def listed(self, asked: Asked, *, without: str = "") -> set[str]:
        """The keys of the claims that the filters select."""
        return {
            key
            for key, claim in self.claims.items()
            if all(self.is_found(claim, name, asked) for name in asked if name != without)
        }

    def is_found(self, claim: ClaimRecord, name: str, asked: Asked) -> bool:
        values, said = asked[name], self.said(claim)
        if name == "q":
            return self.has_words(claim, values[0])
        if name in ("from", "to"):
            first = FuzzyDate.parse(asked.get("from", ("0001",))[0]).earliest
            last = FuzzyDate.parse(asked.get("to", ("9999",))[0]).latest
            return not said.undated and said.earliest <= last and said.latest >= first
        if name == "known_by":
            return said.latest <= FuzzyDate.parse(values[0]).latest
        return bool(self.values(claim, name) & set(values))

    def has_words(self, claim: ClaimRecord, query: str) -> bool:
        texts = [claim.words.text, *(t.text for t in claim.translations), claim.summary, claim.context]
        texts += [claim.role, claim.occasion.label if claim.occasion else ""]
        speakers = [slug for slug in (claim.speaker, claim.on_behalf_of, *claim.with_) if slug]
        texts += [name for slug in speakers for name in (*self.names[slug], *self.names[NOW.get(slug, slug)])]
        words = " ".join(texts).casefold()
        found = True
        for part in query.split():
            if part.startswith("speaker:"):
                asked = part.removeprefix("speaker:")
                slugs = [one for slug in (claim.speaker, *claim.with_) for one in with_merged(slug)]
                found &= any(asked in slug.split("-") for slug in slugs)
            elif part.startswith("said:"):
                said = self.said(claim)
                found &= not said.undated and said.latest.year >= 2019 and said.earliest.year <= 2020
            elif part.startswith("-"):
                found &= part[1:] not in words
            else:
                found &= part in words
        return found


NOW: Mapping[str, str] = {"anna-roe": "maria-solano"}
"""Whoever searches a past day knows the names of today: one who was merged has those of the other, too."""

MERGED: Mapping[str, tuple[str, ...]] = {"maria-solano": ("anna-roe",)}
"""Names of a speaker that was merged are those of the one that stays, too."""


def with_merged(slug: str) -> tuple[str, ...]:
    return (slug, *MERGED.get(slug, ()))
