"""A world for benchmarks: claims in the proportions of a newsroom, the same for the same number of claims.

In every world the first claims are the *probes*: the same claims with the same keys, whatever its size. A
page about them has a result of fixed size, and what it costs may hardly grow with the world.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.record.claim import ClaimRecord, Hop, Occasion, Passage, Relation, Stance, Words
from claims.domain.record.identity import Assertion, key_of
from claims.domain.record.relations import RelatedClaim, relation_problem
from claims.domain.record.shared import SourceRecord
from claims.domain.text.folding import fold
from tests.benchmarks.sentences import LANGUAGES, RARE, Language
from tests.benchmarks.shared import ANSWERS, PROBE_SOURCES, PROBE_SPEAKER, Shared

PROBES = 400
PROBES_WITH_RARE_WORD = 30
PUBLISHED_SHARE = 0.93
CROWD, CROWD_OF_OTHERS, CROWD_STANCES = 51_000, 600, 2_000
"""The claims of one speaker, those of others beside them, and the stances of both on one position."""
YEARBOOK_SHARE = 0.02
"""The share of claims that one source carries."""
WORDS = {code: Language(code) for code in LANGUAGES}
CODES, CODE_SHARES = tuple(LANGUAGES), tuple(accumulate(LANGUAGES.values()))
FORMS = ("quoted", "partial", "reported", "summary")


@dataclass(frozen=True, slots=True)
class MadeClaim:
    """A claim, and whether it is public or a draft. What it relates to is public."""

    record: ClaimRecord
    is_public: bool


def claims_of(shared: Shared) -> Iterator[MadeClaim]:
    """All claims of the world; one that relates to another comes after it."""
    probes = min(PROBES, shared.claims)
    yield from _Made(shared, random.Random("probes")).probes(probes)
    yield from _Made(shared, random.Random(f"{shared.claims} claims")).others(shared.claims - probes)


def crowd_of(shared: Shared) -> Iterator[MadeClaim]:
    """A world about one speaker, on every topic and in all months, and one position with many stances."""
    yield from _Made(shared, random.Random("a crowd")).crowd()


class _Made:
    def __init__(self, shared: Shared, chance: random.Random) -> None:
        self.shared = shared
        self.chance = chance
        self.public: list[RelatedClaim] = []

    def probes(self, count: int) -> Iterator[MadeClaim]:
        """All of one speaker, every second on the first topic, which is the most frequent one."""
        for n in range(count):
            topics = {"topic-0" if n % 2 == 0 else f"topic-{1 + n % 5}"}
            language = "en" if n < PROBES_WITH_RARE_WORD else self._language()
            text = WORDS[language].sentence(self.chance, holding=RARE if n < PROBES_WITH_RARE_WORD else "")
            source = self.shared.sources[n % PROBE_SOURCES]
            position = self.shared.positions[0 if n < 60 else n % 5].slug if n % 3 == 0 else ""
            yield self._claim(language, text, PROBE_SPEAKER, source, topics, position, is_public=True)

    def others(self, count: int) -> Iterator[MadeClaim]:
        """A few speakers and topics have most of the claims, as it is with real ones."""
        chance = self.chance
        speakers = [speaker.slug for speaker in self.shared.speakers[1:]]
        topics = [topic.slug for topic in self.shared.topics]
        sources = self.shared.sources[PROBE_SOURCES:]
        speaker_shares, topic_shares = _shares(len(speakers)), _shares(len(topics))
        position_shares = _shares(len(self.shared.positions))
        for _ in range(count):
            language = self._language()
            picked = chance.choices(topics, cum_weights=topic_shares, k=chance.choice((1, 1, 2)))
            position = ""
            if chance.random() < 0.2:
                (found,) = chance.choices(self.shared.positions, cum_weights=position_shares)
                position = found.slug
            yield self._claim(
                language,
                WORDS[language].sentence(chance),
                chance.choices(speakers, cum_weights=speaker_shares)[0],
                sources[chance.randrange(len(sources)) if chance.random() > YEARBOOK_SHARE else 0],
                set(picked),
                position,
                is_public=chance.random() < PUBLISHED_SHARE,
            )

    def crowd(self) -> Iterator[MadeClaim]:
        """The stances on the first position, a part of them by others; a tenth of the rest is on others."""
        chance = self.chance
        topics = [topic.slug for topic in self.shared.topics]
        shares = _shares(len(topics))
        others = [speaker.slug for speaker in self.shared.speakers[1:5]]
        first, *positions = (position.slug for position in self.shared.positions)
        for n in range(CROWD + CROWD_OF_OTHERS):
            language = self._language()
            is_crowded = n < CROWD_STANCES
            yield self._claim(
                language,
                WORDS[language].sentence(chance),
                others[n % len(others)] if n < CROWD_OF_OTHERS else PROBE_SPEAKER,
                self.shared.sources[chance.randrange(len(self.shared.sources))],
                set(chance.choices(topics, cum_weights=shares, k=chance.choice((1, 1, 2)))),
                first if is_crowded else chance.choice(positions) if chance.random() < 0.1 else "",
                is_public=True,
            )

    def _language(self) -> str:
        return self.chance.choices(CODES, cum_weights=CODE_SHARES)[0]

    def _claim(
        self,
        language: str,
        text: str,
        speaker: str,
        source: SourceRecord,
        topics: set[str],
        position: str,
        *,
        is_public: bool,
    ) -> MadeClaim:
        chance = self.chance
        said, note = self._said(date.fromisoformat(source.published))
        key = key_of(Assertion(text, speaker, said).identity())
        day = FuzzyDate.parse(said).capped(date.fromisoformat(source.published))
        occasion = self._occasion()
        place, sources = fold(occasion.place) if occasion else "", frozenset({source.key})
        related = RelatedClaim(key, "", day, speaker, frozenset({speaker}), place, sources)
        record = ClaimRecord(
            key=key,
            words=Words(text=text, language=language, form=chance.choice(FORMS)),
            speaker=speaker,
            chain=self._chain(source, text),
            checkable=chance.choice(("fact", "position", "unclear")),
            summary=text[:70].rpartition(" ")[0],
            role=f"Minister for {min(topics)}",
            said=said,
            said_basis="stated" if said else "unknown",
            said_note=note,
            occasion=occasion,
            stances=self._stances(position),
            topics=tuple(sorted(topics)),
            relations=self._relations(related),
        )
        if is_public:
            self.public.append(related)
        return MadeClaim(record, is_public)

    def _said(self, published: date) -> tuple[str, str]:
        chance = self.chance
        day = published - timedelta(days=chance.randrange(5))
        how = chance.random()
        if how < 0.03:
            return "", "The source gives no day."
        return (f"{day:%Y}" if how < 0.08 else f"{day:%Y-%m}" if how < 0.2 else day.isoformat()), ""

    def _chain(self, source: SourceRecord, text: str) -> tuple[Hop, ...]:
        passage = Passage(text=text)
        if self.chance.random() < 0.6:
            return (Hop(hop=1, how="direct_quote", source=source.key, exact=(passage,)),)
        wire = Hop(hop=2, how="wire", outlet=f"outlet-{self.chance.randrange(8)}")
        return (Hop(hop=1, how="direct_quote", from_=2, source=source.key, exact=(passage,)), wire)

    def _occasion(self) -> Occasion | None:
        if self.chance.random() < 0.9:
            return None
        n = self.chance.randrange(50)
        return Occasion(slug=f"banquet-{n}", label=f"Banquet number {n}", place="Zenda")

    def _stances(self, position: str) -> tuple[Stance, ...]:
        if not position:
            return ()
        unchanged = self.chance.random() < 0.05
        answer, _ = self.chance.choice(ANSWERS)
        return (Stance(position=position, answer=answer, unchanged=unchanged, grounds="So the words say."),)

    def _relations(self, claim: RelatedClaim) -> tuple[Relation, ...]:
        """Every second of them points to what was said later, and is left out."""
        if not self.public or self.chance.random() > 0.06:
            return ()
        other = self.chance.choice(self.public)
        kind = "repeats" if other.speaker == claim.speaker else "echoes"
        if relation_problem(kind, claim, other):
            return ()
        return (Relation(kind=kind, to=other.key, grounds="The same thing."),)


def _shares(count: int) -> Sequence[float]:
    return tuple(accumulate(1 / (rank + 2) for rank in range(count)))


@dataclass(frozen=True, slots=True)
class ProbeKeys:
    """What the pages ask for that is the same in every world."""

    claim: str
    claim_words: str
    compared: tuple[str, ...]
    six: tuple[str, ...]


def probe_keys(claims: int) -> ProbeKeys:
    """The keys of the probes in a world of that many claims (the same for all that are large enough)."""
    made = [claim.record for _, claim in zip(range(60), claims_of(Shared(claims)), strict=False)]
    coded = [record for record in made if record.stances and record.said]
    first = next(record for record in coded if len(record.chain) == 2)
    three, six = (tuple(sorted(record.key for record in coded[:count])) for count in (3, 6))
    return ProbeKeys(first.key, first.words.text, three, six)
