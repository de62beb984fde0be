"""The banner of a page that shows the past.

``as_of`` is a day of our record: the page shows the record as it was at the end of that day. ``known_by`` is
a day of the world: the page shows what had been said by the end of that day, as far as dates tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from claims.domain.dates.fuzzy import FuzzyDate, end_of_day
from claims.domain.errors import InvalidDate
from claims.models.revision import LedgerRow


@dataclass(frozen=True, slots=True)
class AsOf:
    """The banner of a page of the past (``components/history/looking_back.html``).

    The days are in words, and empty if their parameter is not given. ``notes`` are further sentences.
    """

    as_of_words: str
    known_by_words: str
    today_url: str
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """ "What our record held at the end of 20 Nov 2026." """
        if not self.known_by_words:
            return f"What our record held at the end of {self.as_of_words}."
        if not self.as_of_words:
            return f"What had been said by the end of {self.known_by_words}."
        return (
            f"What our record held at the end of {self.as_of_words}, "
            f"of what had been said by the end of {self.known_by_words}."
        )


def looking_back(
    as_of: str,
    known_by: str,
    today_url: str,
    *,
    today: date,
    updated: datetime | None = None,
    notes: Sequence[str] = (),
    withdrawn_may_miss: bool = False,
) -> AsOf | None:
    """The banner for the given days; None if there is none.

    ``today`` is the day of the reader in UTC, and ``updated`` the time of the latest change of our record.
    ``notes`` are notes of the page, which come first. With ``withdrawn_may_miss``, a note says that claims
    withdrawn since then are missing.
    """
    if not as_of and not known_by:
        return None
    notes = [note for note in notes if note]
    if as_of:
        notes.append(_of_record(as_of, today, updated))
        if withdrawn_may_miss and date_of(as_of) < today:
            notes.append(
                "Claims that have been withdrawn since are not shown, nor versions that were erased."
            )
    if known_by:
        notes.append("A claim without a day of its own counts once its sources show that it had been said.")
        if not as_of:
            notes.append("The words and names are those that our record has today.")
    return AsOf(_words(as_of), _words(known_by), today_url, tuple(notes))


def _of_record(as_of: str, today: date, updated: datetime | None) -> str:
    if date_of(as_of) >= today:
        return "That day has not ended: this is what our record holds so far."
    if updated is not None and updated <= end_of_day(as_of):
        return "Nothing in our record has changed since."
    return "Words, dates and names stand as they then were."


def date_of(day: str) -> date:
    """The day that ``as_of`` names. Raises InvalidDate."""
    return end_of_day(day).date()


def record_begun() -> datetime | None:
    """The time of the first ledger row; None if the record is empty. One query."""
    return LedgerRow.objects.order_by("sequence").values_list("at", flat=True).first()


def read_days(as_of: str, known_by: str) -> tuple[datetime | None, date | None]:
    """The end of the day ``as_of`` in UTC, and the day ``known_by``; None for an empty one.

    Raises InvalidDate whose ``field`` names the parameter that cannot be read.
    """
    try:
        instant = end_of_day(as_of) if as_of else None
    except InvalidDate as error:
        mend = "write it as 2026-11-22"
        raise InvalidDate(error.message, field="as_of", value=as_of, mend=mend) from None
    return instant, end_of_known(known_by) if known_by else None


def end_of_known(text: str) -> date:
    """The last day of ``known_by``, which may be a month or a year. Raises InvalidDate."""
    try:
        read = FuzzyDate.parse(text.strip())
    except InvalidDate as error:
        raise InvalidDate(
            error.message, field="known_by", value=text, mend="write it as 2019-02-07"
        ) from None
    if read.undated or read.ends_open:
        raise InvalidDate("this day has no end", field="known_by", value=text, mend="write it as 2019-02-07")
    return read.latest


def _words(day: str) -> str:
    return FuzzyDate.parse(day).short_words() if day else ""
