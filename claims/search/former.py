"""The full-text index of former claims: their words, with the present names of speakers and outlets.

Readers who search a past day use the present names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from claims.database.chunks import chunks
from claims.models import FormerClaim, FormerMember, Outlet, RevisionContent, Speaker
from claims.search.engine import engine
from claims.search.fields import Field, named, names_of_speakers, years_of
from claims.search.stems import Stems, documents


def add(ids: Sequence[int]) -> None:
    """Add former claims (primary keys), none of which is in the index."""
    index = engine(former=True)
    for some in chunks(ids):
        index.write(documents_of(some))


def remove(ids: Sequence[int]) -> None:
    """Remove former claims from the index."""
    engine(former=True).remove(ids)


FACETS: Final = {"speaker": ("speaker", "on_behalf_of"), "outlet": ("outlet",)}
"""The facets of records whose names are in the index, by record type."""


def reindex(record_type: str, keys: Iterable[str]) -> None:
    """Update the names of these speakers or outlets; other types have no names in the index."""
    theirs = FormerMember.objects.filter(facet__in=FACETS.get(record_type, ()), member__in=list(keys))
    ids = sorted(set(theirs.order_by().values_list("former", flat=True)))
    if ids:
        remove(ids)
        add(ids)


def rebuild() -> None:
    """Rebuild the index."""
    engine(former=True).clear()
    add(list(FormerClaim.objects.order_by("pk").values_list("pk", flat=True)))


def documents_of(ids: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """The documents of these former claims, by primary key."""
    rows = list(
        FormerClaim.objects.filter(pk__in=ids)
        .order_by("pk")
        .values_list("pk", "claim__key", "version", "said")
    )
    texts = RevisionContent.objects.filter(
        revision__record_type="claim",
        revision__record_key__in={key for _, key, _, _ in rows},
        revision__version__in={version for _, _, version, _ in rows},
    ).values_list("revision__record_key", "revision__version", "text")
    # The query also returns other combinations of these keys and versions.
    wanted = {(key, version) for _, key, version, _ in rows}
    claims: dict[tuple[str | None, int], dict[str, Any]] = {
        (key, version): json.loads(text) for key, version, text in texts if (key, version) in wanted
    }
    slugs = {slug for claim in claims.values() for slug in _speakers(claim)}
    pks = dict(Speaker.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    names = names_of_speakers(pks.values())
    outlets = _outlets(ids)
    for pk, key, version, said in rows:
        claim = claims.get((key, version))
        if claim is not None:
            notes = [*_notes(claim)]
            for slug in _speakers(claim):
                notes += names.get(pks.get(slug, 0), ())
            notes += [*years_of(said), *named(outlets[pk])]
            yield pk, list(documents(_words(claim), notes))


def _outlets(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """The names of the public outlets of each former claim."""
    members = FormerMember.objects.filter(former__in=ids, facet="outlet").order_by("former", "member")
    rows = members.values_list("former", "member")
    slugs = {slug for _, slug in rows}
    names = dict(Outlet.objects.published().filter(slug__in=slugs).values_list("slug", "name"))
    found: dict[int, list[str]] = defaultdict(list)
    for pk, slug in rows:
        found[pk] += [names[slug]] if slug in names else []
    return found


def _words(claim: dict[str, Any]) -> Iterator[Field]:
    yield claim["words"]["text"], claim["words"].get("language", "")
    for translation in claim.get("translations", ()):
        yield translation["text"], translation["language"]


def _notes(claim: dict[str, Any]) -> Iterator[Field]:
    """The same notes as for a present claim, in the same order."""
    occasion = (claim.get("occasion") or {}).get("label", "")
    for text in (claim.get("summary"), claim.get("context"), claim.get("role"), occasion):
        if text:
            yield text, ""


def _speakers(claim: dict[str, Any]) -> list[str]:
    found = [claim["speaker"], claim.get("on_behalf_of", ""), *claim.get("with", ())]
    return [slug for slug in found if slug]
