"""How claims are recorded, what counts, and what the words on the pages mean."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims import VERSION
from claims.domain.history.workflow import ChangeClass
from claims.domain.positions.counting import as_reported, why_not_counted
from claims.domain.positions.coverage import ENOUGH
from claims.domain.positions.gaps import ENOUGH_FOR_MEDIAN, LONG, TIMES_MEDIAN
from claims.domain.positions.sentences import SUBJECTS
from claims.domain.record import vocabulary
from claims.queries.site.frame import ledger_head
from claims.web.caching import public_page

NOT_ALONE = "Counted, but a finding that rests on it alone says “as reported”."


@public_page
def method(request: HttpRequest) -> HttpResponse:
    """The lists are those that records are checked against; the sentences are those that pages use."""
    context = {
        "kinds": tuple(vocabulary.KINDS.values()),
        "forms": tuple(
            (
                label,
                why_not_counted(form, "person", "own_words")
                or (NOT_ALONE if as_reported(form) else "Counted."),
            )
            for form, label in vocabulary.FORMS.items()
        ),
        "speaker_kinds": tuple(
            (label, why_not_counted("quoted", kind, "own_words") or "Counted.")
            for kind, label in vocabulary.SPEAKER_KINDS.items()
        ),
        "stance_bases": tuple(
            (label, why_not_counted("quoted", "person", basis) or "Counted.")
            for basis, label in vocabulary.STANCE_BASES.items()
        ),
        "checkable": tuple(vocabulary.CHECKABLE.values()),
        "date_bases": tuple(vocabulary.BASES.values()),
        "hows": tuple(vocabulary.HOWS.values()),
        "outcomes": tuple(vocabulary.CONSISTENCY_OUTCOMES.values()),
        "relations": tuple(vocabulary.RELATION_KINDS.values()),
        "withdrawals": tuple(vocabulary.WITHDRAWAL_REASONS.values()),
        "sentences": tuple((about, tuple(texts.values())) for about, texts in SUBJECTS.items()),
        "long_days": LONG,
        "usual_from": ENOUGH_FOR_MEDIAN,
        "times_median": TIMES_MEDIAN,
        "searched_from": round(ENOUGH * 100),
        "changes": tuple((change.label, change.is_shown) for change in ChangeClass),
    }
    return render(request, "pages/method.html", context)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    context = {"site_url": settings.SITE_URL, "version": VERSION, "head": ledger_head()}
    return render(request, "pages/about.html", context)
