"""What a claim and its sources say of each of its stances, in the form that is stored.

Pages read thousands of these at a time. The facts of speakers are not among them: a speaker may get another
name or office, and no stance has to be written again (``voices.AttributedStance`` adds them).
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from operator import attrgetter
from typing import Final

import msgspec

from claims.domain.positions.grades import NEAR, Reach, Step, reach_of
from claims.domain.record.claim import ClaimRecord, Hop, Stance
from claims.domain.record.source_facts import SourceFacts, day_said, facts_cited

NONE: Final[frozenset[str]] = frozenset()
HOP: Final = attrgetter("hop")


NOT_SAID: Final = msgspec.Raw(b'["","",[]]')


class SaidWords(msgspec.Struct, array_like=True):
    """The words of a claim, and the keys of its sources by their place in the chain."""

    text: str
    language: str
    cited: tuple[str, ...]


class StanceFacts(msgspec.Struct, array_like=True, dict=True):
    """A stance on ``position``.

    * ``said_text`` is when it was said, in EDTF; ``published`` is the earliest day of its sources in ISO
      8601, or empty: it cannot have been said later.
    * ``own`` is the slug of the voice whose line it states.
    * ``answer`` is empty if it only says that nothing has changed; ``since_text`` is the baseline of that, in
      EDTF.
    * ``sums_up`` are the keys of the quotations that it sums up, ``related`` those of claims that editors put
      after it.
    * ``sources`` and ``outlets`` are the keys of the sources of its words and the slugs of their outlets,
      ``passage`` is a digest of the sentence of the first source, empty if it is not recorded.
    * ``said_at`` is where it was said, as it is recorded.
    * ``confirmed`` is the editor's outcome of the check of "nothing has changed".
    * ``said_words`` is what only files show, as JSON of ``SaidWords``.
    """

    key: str
    position: str = ""
    said_text: str = ""
    published: str = ""
    speaker: str = ""
    with_: frozenset[str] = NONE
    own: str = ""
    answer: str = ""
    unchanged: bool = False
    since_text: str = ""
    form: str = "quoted"
    basis: str = "own_words"
    kind: str = "statement"
    role: str = ""
    occasion: str = ""
    said_at: str = ""
    condition: str = ""
    confirmed: str = ""
    translated_from: str = ""
    related: frozenset[str] = NONE
    sums_up: frozenset[str] = NONE
    reach: Reach = NEAR
    sources: frozenset[str] = NONE
    outlets: frozenset[str] = NONE
    passage: str = ""
    said_words: msgspec.Raw = NOT_SAID

    def __hash__(self) -> int:
        return hash(self.key)


_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


def stance_facts_text(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> str:
    """The facts of all stances of a claim, as JSON; empty if it has none. ``sources`` are by key.

    A claim that somebody said nothing has no stance.
    """
    if not claim.stances or claim.kind == "reported_silence":
        return ""
    return _ENCODER.encode(list(_facts(claim, sources))).decode()


def chain_reach(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> Reach:
    """How near the chain of a claim comes to the speaker.

    A source that is not among ``sources`` counts as one with an outlet and an address.
    """
    return reach_of(_step(hop, sources) for hop in claim.chain)


def _step(hop: Hop, sources: Mapping[str, SourceFacts]) -> Step:
    source = sources.get(hop.source)
    return Step(
        number=hop.hop,
        how=hop.how,
        parent=hop.from_,
        has_source=bool(hop.source),
        has_outlet=bool(hop.outlet or (source.outlet if source else hop.source)),
        has_address=source.has_address if source else bool(hop.source),
    )


def _facts(claim: ClaimRecord, sources: Mapping[str, SourceFacts]) -> Iterator[StanceFacts]:
    day, reach = day_said(claim, sources), chain_reach(claim, sources)
    outlets = {hop.outlet for hop in claim.chain} | {facts.outlet for facts in facts_cited(claim, sources)}
    occasion, words = claim.occasion, claim.words
    cited = tuple(dict.fromkeys(hop.source for hop in sorted(claim.chain, key=HOP) if hop.source))
    said_words = msgspec.Raw(_ENCODER.encode(SaidWords(words.text, words.language, cited)))
    for stance in claim.stances:
        yield StanceFacts(
            key=claim.key,
            position=stance.position,
            said_text=claim.said,
            published=day.isoformat() if day else "",
            speaker=claim.speaker,
            with_=frozenset(claim.with_),
            own=stance.of or claim.on_behalf_of,
            answer=stance.answer or "",
            unchanged=stance.unchanged,
            since_text=stance.since,
            form=words.form,
            basis=stance.basis,
            kind=claim.kind,
            role=claim.role,
            occasion=occasion.slug if occasion else "",
            said_at=occasion.place if occasion else "",
            condition=stance.condition,
            confirmed=_confirmed(stance),
            translated_from=words.translated_from,
            related=_related(claim, "precedes"),
            sums_up=_related(claim, "sums_up"),
            reach=reach,
            sources=frozenset(cited),
            outlets=frozenset(outlets - {""}),
            passage=_passage(claim),
            said_words=said_words,
        )


def _confirmed(stance: Stance) -> str:
    return stance.check.confirmed if stance.check else ""


def _related(claim: ClaimRecord, kind: str) -> frozenset[str]:
    return frozenset(relation.to for relation in claim.relations if relation.kind == kind)


def _passage(claim: ClaimRecord) -> str:
    for hop in claim.chain:
        if hop.hop == 1 and hop.exact:
            return blake2b(hop.exact[0].text.encode(), digest_size=8).hexdigest()
    return ""
