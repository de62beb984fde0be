"""The worksheet of a source: its claims, passages left out, and whether it was read to the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.models import Claim, Source, Worksheet
from claims.models.claim import claims_with
from claims.models.record_mapping import claim_record, with_content

_ORDER: Final = {"headline": 0, "subheading": 1, "caption": 2, "body": 3}


@dataclass(frozen=True, slots=True)
class WorksheetClaim:
    """A claim or working copy of the source, with its passages there."""

    pk: int
    words: str
    language: str
    speaker: str
    said: str
    state: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageLeftOut:
    pk: int
    text: str
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SourceWorksheet:
    """``done_by`` is empty until somebody has read the source to the end."""

    pk: int
    key: str
    title: str
    outlet: str
    published: str
    url: str
    claims: tuple[WorksheetClaim, ...]
    left_out: tuple[PassageLeftOut, ...]
    done_by: str
    done_at: datetime | None


def source_worksheet(pk: int) -> SourceWorksheet | None:
    """The worksheet of a source, drafts and working copies included; None for an unknown source.

    Claims are ordered by their place in the text: headlines, subheadings and captions before the body, then
    in the order of recording. Four queries.
    """
    row = Source.objects.select_related("outlet").filter(pk=pk).first()
    if row is None:
        return None
    done = Worksheet.objects.filter(source=row).first()
    return SourceWorksheet(
        pk=row.pk,
        key=row.key,
        title=row.title,
        outlet=row.outlet.name if row.outlet else "",
        published=FuzzyDate.parse(row.published).words(),
        url=row.url,
        claims=_claims(row),
        left_out=tuple(
            PassageLeftOut(one.pk, one.text, one.reason, one.made_by, one.made_at)
            for one in row.passages_left_out.order_by("pk")
        ),
        done_by=done.done_by if done else "",
        done_at=done.done_at if done else None,
    )


def _claims(source: Source) -> tuple[WorksheetClaim, ...]:
    rows = Claim.objects.filter(pk__in=claims_with("chain.source", source.key)).order_by()
    placed = []
    for claim in with_content(rows).select_related("speaker"):
        hops = [hop for hop in claim_record(claim).chain if hop.source == source.key]
        passages = [passage for hop in hops for passage in hop.exact]
        first = min((_ORDER[passage.at] for passage in passages), default=len(_ORDER))
        # A working copy stands where its claim does.
        placed.append((first, claim.amends_id or claim.pk, claim.pk, claim, passages))
    placed.sort(key=lambda entry: entry[:3])
    return tuple(
        WorksheetClaim(
            pk=claim.pk,
            words=claim.text,
            language=claim.language,
            speaker=claim.speaker.name,
            said=FuzzyDate.parse(claim.said).short_words(),
            state="working copy" if claim.amends_id else claim.state,
            passages=tuple(passage.text for passage in passages),
        )
        for _, _, _, claim, passages in placed
    )
