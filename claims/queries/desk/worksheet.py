"""The worksheet of a source: its claims, passages left out, and whether it was read to the end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.search.desk_values import CHANGE
from claims.models import Claim, Source, Worksheet
from claims.models.claim import claims_with
from claims.models.record_mapping import with_content
from claims.queries.desk.records import BriefClaim, contents_of

_ORDER: Final = {"headline": 0, "subheading": 1, "caption": 2, "body": 3}


@dataclass(frozen=True, slots=True)
class WorksheetClaim(BriefClaim):
    """A claim of the source, or the change to one, with its passages there."""

    pk: int
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
    """The worksheet of a source, drafts and changes included; None for an unknown source.

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
    rows = Claim.objects.filter(
        pk__in=claims_with(("chain.source", f"{CHANGE}chain.source"), source.key)
    ).order_by()
    placed = []
    for claim, state, record in contents_of(with_content(rows).select_related("speaker")):
        hops = [hop for hop in record.chain if hop.source == source.key]
        passages = [passage for hop in hops for passage in hop.exact]
        first = min((_ORDER[passage.at] for passage in passages), default=len(_ORDER))
        if hops:
            placed.append((first, claim, state, record, passages))
    placed.sort(key=lambda entry: (entry[0], entry[1].pk))
    return tuple(
        WorksheetClaim(
            pk=claim.pk,
            key=claim.record_key,
            words=record.words.text,
            language=record.words.language,
            speaker=claim.speaker.name,
            said=FuzzyDate.parse(record.said).short_words(),
            state=state,
            passages=tuple(passage.text for passage in passages),
        )
        for _, claim, state, record, passages in placed
    )
