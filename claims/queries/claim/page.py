"""The page of a claim: today, of a version, or as of a past day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from msgspec import structs

from claims.domain.record.claim import ClaimRecord
from claims.domain.record.paths import claim_path, version_path
from claims.domain.record.reporting import Step, outlets_in_words, reported_by
from claims.domain.text.shortened import shortened
from claims.queries.claim.beside import Beside, beside
from claims.queries.claim.chain import ShownChain, shown_chain
from claims.queries.claim.checks import checks_today
from claims.queries.claim.claim_review import claim_review
from claims.queries.claim.heading import (
    DayKnown,
    Definition,
    EyebrowPart,
    SpeakerHeading,
    day_known,
    definitions,
    eyebrow,
    said_in_words,
    speaker_line,
)
from claims.queries.claim.neighbours import neighbours
from claims.queries.claim.ratings import Findings, findings_on
from claims.queries.claim.related import (
    LinkedClaim,
    LinkKeys,
    claims_of_occasion,
    compare_all_path,
    link_keys,
    linked_claims,
)
from claims.queries.claim.repeats import ShownRepeats, shown_repeats
from claims.queries.claim.sources import ShownSource, shown_sources
from claims.queries.claim.stances import ShownStance, shown_stances
from claims.queries.claim.words import Quotation, shown_words, steps_of
from claims.queries.history.versions import (
    VersionLine,
    correction_notices,
    frozen_notice,
    held_note,
    is_withdrawn,
    revisions_of,
    said_by,
    shown_version,
    version_line,
)
from claims.queries.known_records import KnownRecords
from claims.queries.page_values import Link, Notice
from claims.queries.records import PublicRecord
from claims.queries.stances.around import around_each, leads_by_position

LONGEST_TITLE: Final = 110
LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The values of the page of a claim. ``missing`` says in one line what the claim lacks."""

    key: str
    path: str
    said_words: str
    frozen: bool
    title: str
    description: str
    notices: tuple[Notice, ...]
    eyebrow: tuple[EyebrowPart, ...]
    reported_by: str
    words: Quotation
    originals: tuple[Quotation, ...]
    speaker: SpeakerHeading
    outlets: str
    opened_url: str
    opened_kind: str
    day: DayKnown
    missing: str
    stances: tuple[ShownStance, ...]
    relations: tuple[LinkedClaim, ...]
    compare_url: str
    context: str
    findings: Findings
    sources: tuple[ShownSource, ...]
    chain: ShownChain
    repeats: ShownRepeats
    also_said: tuple[LinkedClaim, ...]
    about: tuple[Link, ...]
    earlier: Link | None
    later: Link | None
    definitions: tuple[Definition, ...]
    version: VersionLine
    cite: str
    json_url: str
    review: dict[str, Any] | None
    held_note: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The name and address of the site, for texts that are used elsewhere."""

    name: str
    url: str


def claim_page(
    key: str,
    *,
    site: Site,
    version: int | None = None,
    at: datetime | None = None,
    known_by: date | None = None,
) -> ClaimPage | None:
    """The page of a claim: today, of a version, or as our record was ``at`` an instant.

    With ``known_by``, other claims on the page had all been said by the end of that day (two more queries).
    None if there is no such claim or version, it is not public, it was not on our record then, or its content
    was erased. Versions of a withdrawn claim are found; its present page is not.
    At most thirteen queries, for any length of the chain and any number of relations.
    """
    revisions = revisions_of(key)
    withdrawn = is_withdrawn(revisions)
    shown = shown_version(revisions, version=version, at=at)
    if shown is None or not isinstance(shown.record, ClaimRecord):
        return None
    frozen = version is not None or at is not None
    held_at = at if at is not None else (shown.valid_from if frozen else None)
    keys = link_keys(shown.record, with_occasion=not frozen, at=held_at)
    claim = shown.record
    if known_by is not None:
        keys, claim = _said_by(known_by, keys, claim, at)
    named = beside(claim, keys, held_at)
    claim = named.known.current(claim)
    today = shown_version(revisions) if frozen else shown
    latest_words = today.record.words.text if today and isinstance(today.record, ClaimRecord) else ""
    page = assemble(
        shown,
        claim,
        named,
        keys,
        revisions,
        site,
        latest_words,
        frozen,
        withdrawn,
        known_by=known_by,
        at=held_at,
    )
    if at is None:
        return page
    # The banner of the page names the day.
    return replace(page, notices=(), held_note=held_note(shown, revisions))


def _said_by(
    day: date, keys: LinkKeys, claim: ClaimRecord, at: datetime | None
) -> tuple[LinkKeys, ClaimRecord]:
    """The keys and the claim, without claims that were said after a day and relations to them."""
    others = {*keys.claims, *(relation.to for relation in claim.relations)}
    said = said_by(others, day, at=at)
    relations = tuple(relation for relation in claim.relations if relation.to in said)
    return keys.among(said), structs.replace(claim, relations=relations)


def assemble(
    shown: PublicRecord,
    claim: ClaimRecord,
    named: Beside,
    keys: LinkKeys,
    revisions: list[Any],
    site: Site,
    latest_words: str,
    frozen: bool,
    withdrawn: bool,
    *,
    known_by: date | None = None,
    at: datetime | None = None,
) -> ClaimPage:
    """The page of a claim, from its record and the records that it names. ``at`` is set for the past."""
    known = named.known
    words = shown_words(claim, known)
    findings = findings_on(claim, known)
    linked = linked_claims(claim, keys, known, at=at)
    chain = shown_chain(claim, known)
    sources = shown_sources(claim, known)
    is_today = not (frozen or withdrawn or known_by)
    around = around_each({one.position for one in claim.stances}) if is_today else {}
    checks = checks_today(claim, known, around)
    leads = leads_by_position(around) if checks else {}
    stances = shown_stances(claim, known, checks, leads, frozen=not is_today)
    earlier, later = (None, None) if frozen else neighbours(claim, known_by=known_by)
    speaker = speaker_line(claim, known)
    name = speaker.label.name
    path = claim_path(claim.key, latest_words)
    notices = (
        (frozen_notice(claim, shown, revisions, latest_words=latest_words, withdrawn=withdrawn),)
        if frozen
        else correction_notices(claim, revisions, latest_words)
    )
    quoted = f"{words.first.quote_open}{words.first.text}{words.first.quote_close}"
    cite_path = version_path(claim.key, latest_words, shown.version)
    steps = steps_of(claim, known)
    opened = sources[0] if sources and any(hop.source for hop in claim.chain) else None
    by = reported_by(claim.words.form, steps, name)
    return ClaimPage(
        key=claim.key,
        path=path,
        said_words=said_in_words(claim),
        frozen=frozen,
        title=f"{name}, {said_in_words(claim)}: {shortened(quoted, LONGEST_TITLE)}",
        description=_description(claim, by, quoted, speaker),
        notices=notices,
        eyebrow=eyebrow(claim, known),
        reported_by=by,
        words=words.first,
        originals=words.others,
        speaker=speaker,
        outlets=outlets_in_words(steps),
        opened_url=(opened.sentence_url or opened.original_url) if opened else "",
        opened_kind=opened.kind if opened and opened.kind != "other" else "page",
        day=day_known(claim, known),
        missing=_missing(claim, findings, chain, sources),
        stances=stances,
        relations=linked,
        compare_url=compare_all_path(claim, linked),
        context=claim.context,
        findings=findings,
        sources=sources,
        chain=chain,
        repeats=shown_repeats(claim, keys, known, named.outlets),
        also_said=claims_of_occasion(claim, keys, known),
        about=tuple(_link("position", slug, known) for slug in claim.about),
        earlier=earlier,
        later=later,
        definitions=tuple(definitions(claim, known)),
        version=version_line(claim, shown, revisions, latest_words=latest_words, frozen=frozen),
        cite=(
            f"{name}, {said_in_words(claim)}{' (inferred)' if claim.said_basis == 'inferred' else ''}"
            f"{f', {by}' if by else ':'} {quoted}{_cited(opened, steps)} {site.name}, "
            f"claim {claim.key}, version {shown.version}, read [day]. {site.url}{cite_path}"
        ),
        json_url=f"/api/v1/claims/{claim.key}/" + (f"?version={shown.version}" if frozen else ""),
        review=None
        if frozen or known_by
        else claim_review(claim, known, url=site.url + path, site_name=site.name),
    )


def _description(claim: ClaimRecord, by: str, quoted: str, speaker: SpeakerHeading) -> str:
    """The words with speaker and day, for search engines and shared cards."""
    who = ", ".join(filter(None, (speaker.label.name, speaker.role, said_in_words(claim))))
    words = f"{by} {shortened(quoted, LONGEST_QUOTE)}".strip()
    return f"{words} – {who}."


def _cited(source: ShownSource | None, steps: Sequence[Step]) -> str:
    """The outlets and the title of the nearest source, for a citation."""
    title = f"“{source.title}”" if source else ""
    named = ", ".join(filter(None, (outlets_in_words(steps), title)))
    return f" {named}." if named else ""


def _link(record_type: str, key: str, known: KnownRecords) -> Link:
    label = known.label(record_type, key)
    return Link(label.name, label.path)


def _missing(
    claim: ClaimRecord, findings: Findings, chain: ShownChain, sources: Sequence[ShownSource]
) -> str:
    """What the page lacks: a rating, with the reason, and what nobody has found or written yet."""
    lacks = {
        "somebody who heard it": not chain.reaches_first_hand,
        "a second source": len(sources) == 1,
        "an archived copy": bool(sources) and not all(source.archived_url for source in sources),
        "a public source": not sources,
        "context by our editors": not claim.context,
    }
    named = ", ".join(name for name, is_lacking in lacks.items() if is_lacking)
    return " ".join(filter(None, (findings.not_rated, f"Still missing: {named}." if named else "")))
