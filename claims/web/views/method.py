"""How claims are recorded, what counts, and what the words on the pages mean."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims import VERSION
from claims.domain.history.workflow import ChangeClass
from claims.domain.positions.coverage import FEWEST_SILENT_DAYS
from claims.domain.positions.gaps import ENOUGH_FOR_MEDIAN, LONG, TIMES_MEDIAN
from claims.domain.positions.grades import LAYERS, REASONS
from claims.domain.positions.sentences import SUBJECTS
from claims.domain.record import vocabulary
from claims.queries.site.example_claim import example_claim
from claims.queries.site.frame import ledger_head
from claims.queries.site.index_pages import INDEX_PAGES
from claims.web.frame import public_page


@public_page
def method(request: HttpRequest) -> HttpResponse:
    """Show the words that records may use and the sentences that pages use, each from its source."""
    context = {
        "example": example_claim(),
        "kinds": tuple(vocabulary.KINDS.values()),
        "layers": tuple(LAYERS.values()),
        "reasons": tuple(REASONS.values()),
        "forms": tuple(vocabulary.FORMS.values()),
        "speaker_kinds": tuple(vocabulary.SPEAKER_KINDS.values()),
        "stance_bases": tuple(vocabulary.STANCE_BASES.values()),
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
        "fewest_silent_days": FEWEST_SILENT_DAYS,
        "changes": tuple((change.label, change.is_shown) for change in ChangeClass),
    }
    return render(request, "pages/method.html", context)


@public_page
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "site_url": settings.SITE_URL,
        "version": VERSION,
        "head": ledger_head(),
        "lists": tuple(page.name for page in INDEX_PAGES),
    }
    return render(request, "pages/about.html", context)
