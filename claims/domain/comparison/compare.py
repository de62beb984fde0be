"""Compare two to six claims: their order, the days between them, and the changes of their words.

The result says nothing about meaning, which editors judge. It does not depend on the order in which the
claims are given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.domain.comparison.heading import Heading, heading
from claims.domain.comparison.order import (
    ClaimOrder,
    ComparedClaim,
    Distance,
    distance,
    first_six,
)
from claims.domain.comparison.own_words import ComparedWords, compare_own_words
from claims.domain.comparison.suggestion import Offer, offer
from claims.domain.dates.fuzzy import DayRange
from claims.domain.text.diff import WordDiff, compare_words
from claims.domain.text.hedges import HedgeChange, has_lexicon, hedge_change
from claims.domain.text.pairs import NotComparable, Text, TextPair, language_of

Against = Literal["previous", "first"]

BASELINE = "baseline"
LITTLE_IN_COMMON = "The words have almost nothing in common."


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One claim of a comparison. ``compared_with`` is the key of the claim it is compared with.

    ``same_utterance`` are the keys of claims that record the same words of the same day and are not shown.
    ``order_known`` means that it is known to be later than all claims before it. ``text`` is the whole text,
    ``words`` the difference of the speakers' own words in it. Either ``words`` or ``refusal`` is set; the
    baseline has neither. ``hedges`` is ``None`` if hedges cannot be compared: both claims must be quoted, in
    a language with a lexicon, by one speaker, in known order, and on one position or in words that are alike.
    """

    claim: ComparedClaim
    same_utterance: tuple[str, ...]
    order_known: bool
    compared_with: str
    days: DayRange | None
    days_words: str
    text: Text | None
    words: WordDiff | None
    refusal: str
    marks_shown: bool
    hedges: HedgeChange | None

    @property
    def is_baseline(self) -> bool:
        return not self.compared_with

    @property
    def marks_note(self) -> str:
        """A note if marks are off only because the wording differs too much, else empty."""
        off = self.words is not None and not self.words.marks_by_default and not self.marks_shown
        return LITTLE_IN_COMMON if off else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison, ready to be shown. ``keys`` are the keys of its address, ``left_out`` those beyond six.

    ``offer`` is set if marks were refused somewhere and some of the claims could be compared.
    """

    items: tuple[ComparedItem, ...]
    heading: Heading
    notices: tuple[str, ...]
    offer: Offer | None
    keys: tuple[str, ...]
    left_out: tuple[str, ...]
    against: Against
    original: bool


def compare(
    claims: Iterable[ComparedClaim],
    *,
    against: Against = "previous",
    original: bool = False,
    marks: bool | None = None,
) -> Comparison:
    """Compare each claim with the one before it, or with the first.

    With ``original`` only original words are compared. ``marks`` switches the marks on or off; with ``None``
    the similarity decides. Only the first six claims by date are compared. One claim or none gives a
    comparison with a notice that there is nothing to compare.
    """
    ordered, left_out = first_six(claims)
    known = ClaimOrder(ordered)
    groups = _utterances(ordered)
    shown = [group[0] for group in groups]
    items: list[ComparedItem] = []
    for place, group in enumerate(groups):
        claim = group[0]
        base = None if place == 0 else shown[0 if against == "first" else place - 1]
        compared = compare_own_words(base, claim, original=original) if base else None
        paired = compared.pair if isinstance(compared, ComparedWords) else None
        words = compared.words if isinstance(compared, ComparedWords) else None
        apart = _apart(base, claim, known)
        items.append(
            ComparedItem(
                claim=claim,
                same_utterance=tuple(sorted(other.key for other in group[1:])),
                order_known=all(known.is_before(earlier, claim) for earlier in shown[:place]),
                compared_with=base.key if base else "",
                days=apart.days if apart else None,
                days_words=apart.words() if apart else BASELINE,
                text=paired.after if paired else _text(claim, original),
                words=words,
                refusal=compared.sentence if isinstance(compared, NotComparable) else "",
                marks_shown=words is not None and (words.marks_by_default if marks is None else marks),
                hedges=_hedges(base, claim, paired, words) if base and known.is_before(base, claim) else None,
            )
        )
    head = heading(shown, known)
    return Comparison(
        items=tuple(items),
        heading=head,
        notices=_notices(head, items, left_out),
        offer=offer(shown) if any(item.refusal for item in items) else None,
        keys=tuple(sorted(claim.key for claim in ordered)),
        left_out=left_out,
        against=against,
        original=original,
    )


def _apart(base: ComparedClaim | None, claim: ComparedClaim, known: ClaimOrder) -> Distance | None:
    if base is None:
        return None
    return distance(base.said, claim.said, order_known=known.is_before(base, claim))


def _utterances(ordered: Sequence[ComparedClaim]) -> list[list[ComparedClaim]]:
    """The claims in order, in groups that record the same utterance."""
    groups: list[list[ComparedClaim]] = []
    for claim in ordered:
        for group in groups:
            if _is_same_utterance(group[0], claim):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def _is_same_utterance(one: ComparedClaim, other: ComparedClaim) -> bool:
    """Whether both are the same words by one speaker on one known day. Two known times must agree."""
    a, b = one.said, other.said
    one_day = a.earliest == a.latest == b.earliest == b.latest
    if one.speaker != other.speaker or a.undated or b.undated or not one_day:
        return False
    if a.instant and b.instant and a.instant != b.instant:
        return False
    return any(
        before.kind == after.kind
        and language_of(before.language) == language_of(after.language)
        and _has_same_words(before.text, after.text)
        for before in one.texts
        for after in other.texts
    )


def _has_same_words(before: str, after: str) -> bool:
    """Whether the two texts have the same words by folding 2. Texts without any word do not."""
    words = compare_words(before, after)
    return words.kept > 0 and words.same_wording


def _text(claim: ComparedClaim, original: bool) -> Text | None:
    """The text to show without a comparison: the words, or with ``original`` the original words if known."""
    originals = (text for text in claim.texts if original and text.kind == "original")
    return next(originals, claim.texts[0] if claim.texts else None)


def _hedges(
    base: ComparedClaim, claim: ComparedClaim, paired: TextPair | None, words: WordDiff | None
) -> HedgeChange | None:
    """The hedges that one speaker gave up or took on, on one position or in words that are alike."""
    if paired is None or words is None or base.speaker != claim.speaker:
        return None
    if not words.marks_by_default and not set(base.positions) & set(claim.positions):
        return None
    before, after = paired.before, paired.after
    if not has_lexicon(after.language):
        return None
    in_part = [one.form == "partial" for one in (base, claim)]
    return hedge_change(
        before.text, after.text, after.language, before_in_part=in_part[0], after_in_part=in_part[1]
    )


def _notices(head: Heading, items: Sequence[ComparedItem], left_out: Sequence[str]) -> tuple[str, ...]:
    notices = []
    if head.count < 2:
        notices.append("One statement; nothing to compare." if head.count else "No statements to compare.")
    if left_out:
        notices.append("Six at most; showing the first six by date.")
    if any(item.same_utterance for item in items):
        notices.append("The same utterance is on record more than once; it is shown once.")
    if head.speaker_count > 1:
        notices.append("The statements are by different speakers.")
    if head.position_count and not head.positions:
        notices.append("The statements are not all on one position.")
    if not all(item.order_known for item in items):
        notices.append("The order of some statements is not known.")
    return tuple(notices)
