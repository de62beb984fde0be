"""How often one voice said a thing: claims that an editor linked as said again, counted by day.

Two claims of one day are one occasion, and what has no day counts by its occasion (DESIGN §3). Days that are
not known exactly may be the same one, so that the number has two ends::

    7 Feb 2019   Feb 2019   12 Mar 2019      2 or 3 occasions
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.domain.counting import as_reported, why_not_counted
from claims.domain.dates import FuzzyDate
from claims.domain.known_order import KnownOrder, arranged

SILENCE = "Not counted: the source reports that nothing was said."
ONLY_LINKED = "Counted are the claims that editors linked as said again; others may not be linked yet."
ONLY_ECHOES = "Shown are the claims that editors linked as echoes; others may not be linked yet."


@dataclass(frozen=True, slots=True)
class Saying:
    """What has to be known of a claim to count it among others.

    ``occasion`` is its slug, ``precedes`` the keys of claims known to have been said later.
    """

    key: str
    said: FuzzyDate
    form: str
    speaker_kind: str
    kind: str = "statement"
    occasion: str = ""
    precedes: frozenset[str] = field(default_factory=frozenset)

    @property
    def why_not_counted(self) -> str:
        """Why it does not count, as a sentence, or empty."""
        if self.kind == "reported_silence":
            return SILENCE
        return why_not_counted(self.form, self.speaker_kind, "own_words")


@dataclass(frozen=True, slots=True)
class Repeats:
    """Sayings of one thing by one voice, ``in_order``: nothing stands before what is known to be earlier.

    ``least`` and ``most`` are the numbers of occasions; ``first`` and ``latest`` are of the dated and counted
    ones, ``None`` where it is not known which it is. ``order_known`` tells whether the order of all counted
    occasions is.
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
        """How many of the counted claims have no date."""
        return sum(saying.said.undated for saying in self.counted)


def count_repeats(sayings: Iterable[Saying]) -> Repeats:
    """Count sayings, each key once, in whatever order they come."""
    in_order = arranged(sorted({one.key: one for one in sayings}.values(), key=lambda one: one.key))
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

    ``is_cut`` tells that there are more claims than could be looked at.
    """
    if not repeats.most:
        return ""
    if is_cut:
        number = f"at least {_occasions(repeats.least)}"
    elif repeats.least < repeats.most:
        joined = "or" if repeats.most == repeats.least + 1 else "to"
        number = f"{repeats.least} {joined} {_occasions(repeats.most)}"
    else:
        number = _occasions(repeats.most)
    reported = ", as reported" if all(as_reported(one.form) for one in repeats.counted) else ""
    # Of a part neither the first nor the latest is known.
    span = "" if is_cut else _span(repeats)
    return f"Said on {number} on our record{reported}{span}."


def notes_on(repeats: Repeats, *, is_cut: bool = False, coverage: str = ONLY_LINKED) -> tuple[str, ...]:
    """What has to be told beside the number, a sentence each; ``coverage`` says what was looked at."""
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


def _occasions(number: int) -> str:
    return "1 occasion" if number == 1 else f"{number:,} occasions"


def _distinct(sayings: Sequence[Saying]) -> Mapping[tuple[object, ...], Saying]:
    """One saying for each day, or for each occasion of which no day is known."""
    days: dict[tuple[object, ...], Saying] = {}
    dated_occasions = {one.occasion for one in sayings if one.occasion and not one.said.undated}
    for one in sayings:
        if not one.said.undated:
            days.setdefault((one.said.earliest, one.said.latest), one)
        elif one.occasion not in dated_occasions:
            days.setdefault((one.occasion or one.key,), one)
    return days


def _least(counted: Sequence[Saying]) -> int:
    """The fewest occasions that these can have been: the fewest days that meet all dates.

    Source: intervals are met by the fewest points if each point is the end of the first that is not met yet.
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
    """The saying before which no other can have been said, and that after which none can; of a day, any."""
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
    """Whether of any two it is known which came first."""
    order = KnownOrder(sayings)
    everything = (1 << len(sayings)) - 1
    return all(order.before[n] | order.after[n] | 1 << n == everything for n in range(len(sayings)))


def echoes_sentence(echoes: Repeats, *, speakers: int, is_cut: bool = False) -> str:
    """ "Linked as echoes: 3 claims of 2 other speakers, first 2 Apr 2019, latest 5 May 2020."; or empty.

    ``speakers`` is the number of those who said the counted ones.
    """
    number = len(echoes.counted)
    if not number:
        return ""
    claims = "1 claim" if number == 1 else f"{number:,} claims"
    others = "another speaker" if speakers == 1 else f"{speakers:,} other speakers"
    at_least = "at least " if is_cut else ""
    span = "" if is_cut else _span(echoes)
    return f"Linked as echoes: {at_least}{claims} of {others}{span}."
