"""The form of a claim as a browser sends it, and what came of it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.admin.claim_form.rows import ROWS
from claims.domain.record.claim import ClaimRecord
from claims.models import AuditEvent, Claim, Outlet, Source, Speaker
from claims.models.record_mapping import claim_in_work
from tests.admin.sent_forms import sent, with_rows

ADD = "/admin/claims/claim/add/"


EMPTY = {
    f"{name}-{part}": number
    for name in ROWS
    for part, number in (("TOTAL_FORMS", "3"), ("INITIAL_FORMS", "0"))
}


FIRST = EMPTY | {
    "source": "http://www.gazette.example/2019/02/07/bridge?utm_source=x#top",
    "text": "The stones are sold",
    "form": "quoted",
    "language": "en",
    "speaker": "лебедь",
    "role": "spokesman",
    "said": "on Thursday",
    "chain-0-exact": "“The stones are sold,” said Viktor Lebed",
}


WRITTEN = (Claim, Source, Speaker, Outlet, AuditEvent)


def change_page(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def sent_back(browser: Client, url: str) -> dict[str, Any]:
    """What a browser would send for the form as it stands."""
    context = browser.get(url).context
    return sent(with_rows(context["form"], context["rows"].values()))


def counts() -> list[int]:
    return [model._base_manager.count() for model in WRITTEN]


def record_of(claim: Claim) -> ClaimRecord:
    """The record of a claim, or what the change to it would make of it."""
    return claim_in_work(claim)


def saved(answer: Any) -> Claim:
    """The claim that was written latest, after an answer that leads away from the form."""
    assert answer.status_code == 302, errors_of(answer)
    claim: Claim | None = Claim.objects.order_by("-changed_at", "-pk").first()
    assert claim is not None
    return claim


def errors_of(answer: Any) -> dict[str, list[str]]:
    """All that was refused, by the name of the field."""
    forms = [answer.context["form"], *(row for rows in answer.context["rows"].values() for row in rows)]
    return {form.add_prefix(name): list(told) for form in forms for name, told in form.errors.items()}
