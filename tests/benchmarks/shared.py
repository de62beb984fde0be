"""The speakers, topics, positions, outlets and sources of a world for benchmarks: plainly fictional."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from claims.domain.record.identity import source_key
from claims.domain.record.shared import (
    Alias,
    Answer,
    CoverageRecord,
    EventRecord,
    LeadRecord,
    OutletRecord,
    PositionRecord,
    SourceRecord,
    SpeakerRecord,
    TopicRecord,
)
from claims.domain.record.slugs import slug_of
from tests.benchmarks.sentences import LATIN

CLAIMS_PER_SPEAKER, CLAIMS_PER_TOPIC, CLAIMS_PER_SOURCE = 50, 500, 20
FIRST_DAY, DAYS = date(2000, 1, 1), 9_000
ANSWERS = (("refuses", "against"), ("leaves-open", "middle"), ("agrees", "for"))
PLACES = ("Ruritania", "Syldavia", "Freedonia", "Grand Fenwick", "Zenda", "Bordavia", "Graustark", "Lutha")
PROBE_SPEAKER = "ada-probe"
PROBE_SOURCES = 25
CYRILLIC_OF_LATIN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхиз")


def name_of(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(LATIN, k=syllables)).capitalize()


@dataclass(frozen=True)
class Shared:
    """What the claims of a world of that many claims point to; the same for the same number."""

    claims: int

    @cached_property
    def topics(self) -> tuple[TopicRecord, ...]:
        chance = random.Random("topics")
        count = max(10, self.claims // CLAIMS_PER_TOPIC)
        return tuple(
            TopicRecord(slug=f"topic-{n}", name=f"{name_of(chance, 3)} and {PLACES[n % len(PLACES)]}")
            for n in range(count)
        )

    @cached_property
    def speakers(self) -> tuple[SpeakerRecord, ...]:
        chance = random.Random("speakers")
        count = max(20, self.claims // CLAIMS_PER_SPEAKER)
        found = [SpeakerRecord(slug=PROBE_SPEAKER, name="Ada Probe", aliases=(_alias("Ada Probe"),))]
        for n in range(1, count):
            name = f"{name_of(chance, 2)} {name_of(chance, 3)}"
            kind = "body" if n % 20 == 0 else "person"
            aliases = (_alias(name),) if n % 3 == 0 else ()
            found.append(SpeakerRecord(slug=f"{slug_of(name)}-{n}", name=name, kind=kind, aliases=aliases))
        return tuple(found)

    @cached_property
    def outlets(self) -> tuple[OutletRecord, ...]:
        chance = random.Random("outlets")
        count = max(8, self.claims // 5_000)
        return tuple(
            OutletRecord(
                slug=f"outlet-{n}", name=f"The {name_of(chance, 2)} Herald of {PLACES[n % len(PLACES)]}"
            )
            for n in range(count)
        )

    @cached_property
    def sources(self) -> tuple[SourceRecord, ...]:
        """The first PROBE_SOURCES are the same in every world."""
        chance = random.Random("sources")
        count = max(2 * PROBE_SOURCES, self.claims // CLAIMS_PER_SOURCE)
        return tuple(self._source(n, chance) for n in range(count))

    def _source(self, n: int, chance: random.Random) -> SourceRecord:
        outlet = self.outlets[n % 8 if n < PROBE_SOURCES else n % len(self.outlets)]
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        url = f"https://{outlet.slug}.example/{day.year}/{n}"
        return SourceRecord(
            key=source_key(url=url),
            title=f"{name_of(chance, 3)} speaks of {name_of(chance, 3)} in {PLACES[n % len(PLACES)]}",
            outlet=outlet.slug,
            url=url,
            language="en",
            published=day.isoformat(),
            published_basis="stated",
            archived_url=f"https://archive.example/{n}" if n % 2 else "",
        )

    @cached_property
    def positions(self) -> tuple[PositionRecord, ...]:
        count = max(5, len(self.topics) // 4)
        return tuple(
            PositionRecord(
                slug=f"position-{n}",
                question=f"Should {PLACES[n % len(PLACES)]} sign treaty number {n}?",
                topic=self.topics[n % len(self.topics)].slug,
                ordered=True,
                answers=tuple(
                    Answer(slug=slug, text=slug.replace("-", " "), side=side) for slug, side in ANSWERS
                ),
            )
            for n in range(count)
        )

    @cached_property
    def searches(self) -> tuple[CoverageRecord, ...]:
        """One search of coverage a position, each by the probe speaker's voice or one of the others."""
        return tuple(
            CoverageRecord(
                slug=f"search-{n}",
                voice=self.speakers[n % 7].slug,
                positions=(position.slug,),
                terms=("treaty",),
                outlets=(self.outlets[n % 8].slug,),
                from_="2004",
                to="2008",
                checked_on="2025-12-01",
                by="Ann Roe",
                result="Nothing was found.",
                hits=0,
            )
            for n, position in enumerate(self.positions)
        )

    @cached_property
    def leads(self) -> tuple[LeadRecord, ...]:
        return tuple(
            LeadRecord(
                slug=f"lead-{n}",
                about="An interview about the treaty",
                where="headline",
                speaker=self.speakers[n % 7].slug,
                said="2010",
                positions=(position.slug,),
            )
            for n, position in enumerate(self.positions)
        )

    @cached_property
    def events(self) -> tuple[EventRecord, ...]:
        return tuple(
            EventRecord(
                slug=f"event-{n}",
                text=f"The treaty number {n} was signed",
                date="2012-05-01",
                positions=(position.slug,),
            )
            for n, position in enumerate(self.positions)
        )


def _alias(name: str) -> Alias:
    return Alias(text=name.lower().translate(CYRILLIC_OF_LATIN).title(), language="ru")
