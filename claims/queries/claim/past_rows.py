"""Rows of claims as of a past day, read from revisions. Rows of today are read by ``claim_rows``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.codec import references
from claims.models import Claim, FormerClaim, FormerMember, Relation
from claims.queries.claim.ratings import given_ratings, outlets_of_scales
from claims.queries.claim.row_sql import ClaimValues, StanceValues, StepValues
from claims.queries.claim.rows import ClaimRow, claim_row
from claims.queries.claim.words import steps_of
from claims.queries.history.past_claims import still_held
from claims.queries.known_records import KnownRecords
from claims.queries.records import public_records


def held_rows(ids: Sequence[int], *, at: datetime, as_of: str) -> tuple[ClaimRow, ...]:
    """The claims with these primary keys as they were ``at`` an instant, in the order given.

    Claims that were not public then are left out. Links lead to the claims ``as_of`` that day, and names are
    those of that time. Five queries for any number.
    """
    if not ids:
        return ()
    keys = {pk: str(key) for pk, key in Claim.objects.filter(pk__in=ids).values_list("pk", "key")}
    shown = public_records((("claim", key) for key in keys.values()), at=at)
    claims = {key: found.record for (_, key), found in shown.items() if isinstance(found.record, ClaimRecord)}
    known = KnownRecords.find({place for claim in claims.values() for place in references(claim)}, at=at)
    outlets = {("outlet", outlet) for outlet in _outlets(claims.values(), known)}
    known = known.and_also(outlets | _outlets_of_scales(claims.values(), known), at=at)
    then = {pk: claims[keys[pk]] for pk in ids if keys.get(pk) in claims}
    return rows_of_records(then, known, at=at, as_of=as_of)


def rows_of_records(
    claims: Mapping[int, ClaimRecord], known: KnownRecords, *, at: datetime, as_of: str
) -> tuple[ClaimRow, ...]:
    """The same for claims, by primary key, whose past records and references are read already.

    At most three queries.
    """
    known = known.and_also(_outlets_of_scales(claims.values(), known), at=at)
    repeats = _repeats([claim.key for claim in claims.values()], at)
    rows = (_row(pk, claim, known, repeats[claim.key]) for pk, claim in claims.items())
    return tuple(replace(row, url=f"{row.url}?as_of={as_of}") for row in rows)


def _row(pk: int, claim: ClaimRecord, known: KnownRecords, repeats: int) -> ClaimRow:
    words, speaker = claim.words, known.speaker(claim.speaker)
    spoken = words.source_language or words.language
    aliases = [a.text for a in speaker.aliases if a.language == spoken] if speaker else []
    values = ClaimValues(
        pk=pk,
        key=claim.key,
        text=words.text,
        language=words.language,
        form=words.form,
        source_language=words.source_language,
        checkable=claim.checkable,
        said=claim.said,
        said_basis=claim.said_basis,
        role=claim.role,
        speaker_slug=claim.speaker,
        speaker_name=known.label("speaker", claim.speaker).name,
        on_behalf_of=known.label("speaker", claim.on_behalf_of).name if claim.on_behalf_of else None,
        original=min(aliases, default=None),
        repeats=repeats,
    )
    return claim_row(values, list(_stances(claim, known)), _steps(claim, known), given_ratings(claim, known))


def _stances(claim: ClaimRecord, known: KnownRecords) -> Iterator[StanceValues]:
    for stance in sorted(claim.stances, key=lambda stance: stance.position):
        position = known.position(stance.position)
        answers = {a.slug: a.text for a in position.answers} if position else {}
        yield StanceValues(
            position=stance.position,
            question=position.question if position else stance.position,
            unchanged=stance.unchanged,
            outcome=stance.check.confirmed if stance.check else "",
            answer=answers.get(stance.answer or "", stance.answer),
        )


def _steps(claim: ClaimRecord, known: KnownRecords) -> list[StepValues]:
    found = []
    for step, hop in zip(steps_of(claim, known), claim.chain, strict=True):
        source = known.source(hop.source) if hop.source else None
        of_source = (hop.source, source.title, source.archived_url, step.outlet) if source else (None,) * 4
        found.append(StepValues(step.hop, step.how, step.parent, step.outlet, *of_source))
    return found


def _outlets(claims: Iterable[ClaimRecord], known: KnownRecords) -> set[str]:
    hops = (hop for claim in claims for hop in claim.chain)
    return {source.outlet for hop in hops if (source := known.source(hop.source))} - {""}


def _outlets_of_scales(claims: Iterable[ClaimRecord], known: KnownRecords) -> set[tuple[str, str]]:
    return outlets_of_scales((verdict.scale for claim in claims for verdict in claim.verdicts), known)


def _repeats(keys: Sequence[str], at: datetime) -> Counter[str]:
    """How many claims repeated each of these at that time."""
    relations = Relation.objects.filter(kind="repeats", to_key__in=keys).order_by()
    today = still_held(Claim.objects.published(), at).filter(pk__in=relations.values("claim"))
    members = FormerMember.objects.filter(facet="repeats", member__in=keys).order_by()
    held = FormerClaim.objects.held_at(at).order_by().values("pk")
    now = relations.filter(claim__in=today.order_by().values("pk")).values_list("to_key")
    return Counter(
        key for (key,) in now.union(members.filter(former__in=held).values_list("member"), all=True)
    )
