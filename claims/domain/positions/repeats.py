"""Count how often a voice said something: claims that an editor linked as repeats, by day.

Two claims on the same day are one occasion; undated claims are counted by their occasion. Days that are not
known exactly may be the same, so the number may be a range::

    7 Feb 2019   Feb 2019   12 Mar 2019      2 or 3 occasions
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.dates.order import KnownOrder, in_known_order
from claims.domain.positions.grades import QUOTED, Grading
from claims.domain.text.plurals import number_of

SILENCE = "The source reports that nothing was said."
ONLY_LINKED = "Counted are the claims that editors linked as said again; others may not be linked yet."
ONLY_ECHOES = "Shown are the claims that editors linked as echoes; others may not be linked yet."


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim with the facts needed for counting.

    ``occasion`` is the slug of its occasion, ``place`` is where it was said, folded, ``precedes`` the keys of
    claims known to have been said later, ``sources`` the keys of its sources.
    """

    key: str
    said: FuzzyDate
    grading: Grading
    kind: str = "statement"
    occasion: str = ""
    place: str = ""
    precedes: frozenset[str] = field(default_factory=frozenset)
    sources: frozenset[str] = field(default_factory=frozenset)

    @property
    def why_not_counted(self) -> str:
        """Why it is not counted, as a sentence; empty if it is."""
        if self.kind == "reported_silence":
            return SILENCE
        is_said = self.grading.layer in ("own_words", "reported")
        return "" if is_said else self.grading.sentence


@dataclass(frozen=True, slots=True)
class Repeats:
    """The repeats of something by a voice. ``in_order`` are all, with none before one known to be earlier.

    ``least`` and ``most`` are the numbers of occasions. ``first`` and ``latest`` are those of the dated and
    counted ones, or ``None`` if that is not known. ``order_known`` means that the order of all counted
    occasions is known.
    """

    in_order: tuple[Saying, ...]
    counted: tuple[Saying, ...]
    least: int
    most: int
    first: Saying | None
    latest: Saying | None
    order_known: bool

    @property
    def undated(self) -> int:
        """The number of counted claims without a date."""
        return sum(saying.said.undated for saying in self.counted)


def count_repeats(sayings: Iterable[Saying]) -> Repeats:
    """Count sayings in any order, each key once."""
    in_order = in_known_order(sorted({one.key: one for one in sayings}.values(), key=lambda one: one.key))
    counted = tuple(one for one in in_order if not one.why_not_counted)
    dated = [one for one in counted if not one.said.undated]
    first, latest = _ends(dated)
    days = _distinct(counted)
    return Repeats(
        in_order=in_order,
        counted=counted,
        least=_least(counted),
        most=len(days),
        first=first,
        latest=latest,
        order_known=_is_ordered(list(days.values())),
    )


def repeats_sentence(repeats: Repeats, *, is_cut: bool = False) -> str:
    """ "Said on 9 occasions on our record, first 12 Mar 2017, latest 7 Feb 2019."; empty if none counts.

    ``is_cut`` means that there are more claims than were read.
    """
    if not repeats.most:
        return ""
    if is_cut:
        number = f"at least {number_of(repeats.least, 'occasion')}"
    elif repeats.least < repeats.most:
        joined = "or" if repeats.most == repeats.least + 1 else "to"
        number = f"{repeats.least} {joined} {number_of(repeats.most, 'occasion')}"
    else:
        number = number_of(repeats.most, "occasion")
    reported = ", as reported" if all(one.grading.grade not in QUOTED for one in repeats.counted) else ""
    # If not all claims were read, the first and the latest are not known.
    span = "" if is_cut else _span(repeats)
    return f"Said on {number} on our record{reported}{span}."


def notes_on(repeats: Repeats, *, is_cut: bool = False, coverage: str = ONLY_LINKED) -> tuple[str, ...]:
    """Notes on the number, as sentences. ``coverage`` says which claims were read."""
    if not repeats.counted:
        return ()
    notes = []
    if repeats.least < repeats.most and not is_cut:
        notes.append("Days that are not known exactly may be the same one.")
    if repeats.undated:
        verb = "claim has" if repeats.undated == 1 else "claims have"
        notes.append(f"{repeats.undated} {verb} no date: listed, and left out of the strip.")
    if len(repeats.counted) > 1 and not repeats.order_known:
        notes.append("The order of some is not known: they stand by the latest day that they can be of.")
    if len(repeats.counted) > repeats.most:
        notes.append("Claims of one day are one occasion.")
    return (*notes, coverage)


def _span(repeats: Repeats) -> str:
    """The days after the number: ", first 12 Mar 2017, latest 7 Feb 2019"."""
    dated = [one for one in repeats.counted if not one.said.undated]
    if not dated:
        return "; no date is known"
    if len(_distinct(dated)) == 1:
        only = dated[0].said.short_words()
        return f"; of one the date is known, {only}" if repeats.undated else f", {only}"
    ends = ", ".join(
        f"{word} {one.said.short_words()}" if one else f"which is {word} is not known"
        for word, one in (("first", repeats.first), ("latest", repeats.latest))
    )
    return f"; of the dated ones {ends}" if repeats.undated else f", {ends}"


def _distinct(sayings: Sequence[Saying]) -> Mapping[tuple[object, ...], Saying]:
    """One saying for each day, and for each occasion without a known day."""
    days: dict[tuple[object, ...], Saying] = {}
    dated_occasions = {one.occasion for one in sayings if one.occasion and not one.said.undated}
    for one in sayings:
        if not one.said.undated:
            days.setdefault((one.said.earliest, one.said.latest), one)
        elif one.occasion not in dated_occasions:
            days.setdefault((one.occasion or one.key,), one)
    return days


def _least(counted: Sequence[Saying]) -> int:
    """The least possible number of occasions: the fewest days such that each date has one of them.

    Source: interval stabbing, in which the end of each interval without a chosen day is chosen.
    """
    dated = sorted((one.said for one in counted if not one.said.undated), key=lambda said: said.latest)
    days, latest = 0, None
    for said in dated:
        if latest is None or said.earliest > latest:
            days, latest = days + 1, said.latest
    dated_occasions = {one.occasion for one in counted if not one.said.undated}
    undated_occasions = {one.occasion for one in counted if one.said.undated and one.occasion}
    known = days + len(undated_occasions - dated_occasions)
    return max(known, min(len(counted), 1))


def _ends(dated: Sequence[Saying]) -> tuple[Saying | None, Saying | None]:
    """The saying that is certainly the first, and the one that is certainly the latest; None if not known."""
    sayings = list(_distinct(dated).values())
    if not sayings:
        return None, None
    order = KnownOrder(sayings)
    ranks = range(len(sayings))
    everything = (1 << len(sayings)) - 1
    first = next((n for n in ranks if order.after[n] | 1 << n == everything), None)
    latest = next((n for n in ranks if order.before[n] | 1 << n == everything), None)
    return (
        sayings[order.places[first]] if first is not None else None,
        sayings[order.places[latest]] if latest is not None else None,
    )


def _is_ordered(sayings: Sequence[Saying]) -> bool:
    """Whether the order of every two sayings is known."""
    order = KnownOrder(sayings)
    everything = (1 << len(sayings)) - 1
    return all(order.before[n] | order.after[n] | 1 << n == everything for n in range(len(sayings)))


def echoes_sentence(echoes: Repeats, *, speakers: int, is_cut: bool = False) -> str:
    """ "Linked as echoes: 3 claims of 2 other speakers, first 2 Apr 2019, latest 5 May 2020."; or empty.

    ``speakers`` is the number of speakers of the counted ones.
    """
    number = len(echoes.counted)
    if not number:
        return ""
    others = "another speaker" if speakers == 1 else f"{speakers:,} other speakers"
    at_least = "at least " if is_cut else ""
    span = "" if is_cut else _span(echoes)
    return f"Linked as echoes: {at_least}{number_of(number, 'claim')} of {others}{span}."
