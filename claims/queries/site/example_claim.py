"""The claim with which the method page explains the parts of a claim."""

from typing import Final

from django.db.models import Subquery
from msgspec import json

from claims.models.projection import SERIALS, ClaimFacet, ClaimVersion, FacetCount
from claims.queries.claim.rows import ClaimRow, claim_rows
from claims.queries.records import public_documents

MOST_READ: Final = 50


def example_claim() -> ClaimRow | None:
    """The newest claim of a person in quotation marks that answers a question, or None. Six queries.

    Only the newest claims in quotation marks are looked at.
    """
    quoted = FacetCount.objects.filter(facet="form", value="quoted").values("pk")[:1]
    links = ClaimFacet.objects.filter(value=Subquery(quoted), is_open=True, version__gte=SERIALS)
    newest = ClaimVersion.objects.filter(
        number__in=links.order_by("-version_id").values("version")[:MOST_READ]
    )
    texts = newest.order_by("-number").values_list("revision__content__text", flat=True)
    claims = [claim for claim in map(json.decode, filter(None, texts)) if claim.get("stances")]
    speakers = public_documents(("speaker", claim["speaker"]) for claim in claims)
    for claim in claims:
        speaker = speakers.get(("speaker", claim["speaker"]))
        if speaker is not None and speaker.get("kind", "person") == "person":
            return next(iter(claim_rows([claim["key"]])), None)
    return None
