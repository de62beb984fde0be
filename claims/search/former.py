"""Full text of what the record held of claims on past days: the words of then, under the names of today.

Whoever searches a past day knows a speaker by the name that he has now; so the names are those of today, for
what holds still as for what holds no more, and only the words are those of then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from claims.models import FormerClaim, FormerMember, RevisionContent, Speaker
from claims.search.engine import engine
from claims.search.fields import Field, names_of_speakers
from claims.search.stems import Stems, documents

BATCH: Final = 500


def add(ids: Sequence[int]) -> None:
    """Put former claims, by their primary keys, into the index; none of them is in it."""
    index, rest = engine(former=True), iter(ids)
    while some := list(islice(rest, BATCH)):
        index.write(documents_of(some))


def remove(ids: Sequence[int]) -> None:
    """Take former claims out of the index."""
    engine(former=True).remove(ids)


def reindex(speakers: Iterable[str]) -> None:
    """Bring the names of these speakers up to date."""
    theirs = FormerMember.objects.filter(facet__in=("speaker", "on_behalf_of"), member__in=list(speakers))
    ids = sorted(set(theirs.order_by().values_list("former", flat=True)))
    if ids:
        remove(ids)
        add(ids)


def rebuild() -> None:
    """Make the index anew."""
    engine(former=True).clear()
    add(list(FormerClaim.objects.order_by("pk").values_list("pk", flat=True)))


def documents_of(ids: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """What the index has to hold of these former claims, by primary key."""
    rows = list(
        FormerClaim.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "claim__key", "version")
    )
    texts = RevisionContent.objects.filter(
        revision__record_type="claim",
        revision__record_key__in={key for _, key, _ in rows},
        revision__version__in={version for _, _, version in rows},
    ).values_list("revision__record_key", "revision__version", "text")
    # The query also finds versions of one key that another was asked for: a withdrawal may be among them.
    wanted = {(key, version) for _, key, version in rows}
    claims: dict[tuple[str | None, int], dict[str, Any]] = {
        (key, version): json.loads(text) for key, version, text in texts if (key, version) in wanted
    }
    slugs = {slug for claim in claims.values() for slug in _speakers(claim)}
    pks = dict(Speaker.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    names = names_of_speakers(pks.values())
    for pk, key, version in rows:
        claim = claims.get((key, version))
        if claim is not None:
            fields = [*_texts(claim)]
            for slug in _speakers(claim):
                fields += names.get(pks.get(slug, 0), ())
            yield pk, list(documents(fields))


def _texts(claim: dict[str, Any]) -> Iterator[Field]:
    """The same as of a claim of today, in the same order."""
    yield claim["words"]["text"], claim["words"].get("language", "")
    for translation in claim.get("translations", ()):
        yield translation["text"], translation["language"]
    occasion = (claim.get("occasion") or {}).get("label", "")
    for text in (claim.get("summary"), claim.get("context"), claim.get("role"), occasion):
        if text:
            yield text, ""


def _speakers(claim: dict[str, Any]) -> list[str]:
    found = [claim["speaker"], claim.get("on_behalf_of", ""), *claim.get("with", ())]
    return [slug for slug in found if slug]
