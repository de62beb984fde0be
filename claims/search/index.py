"""Keeping the full-text table in step with what is public."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from django.db.models import Q

from claims.models import Claim, Speaker, Translation
from claims.search import former
from claims.search.engine import engine
from claims.search.fields import Field, names_of_speakers
from claims.search.stems import Stems, documents

BATCH: Final = 500
T = TypeVar("T")


def reindex(places: Iterable[tuple[str, str]]) -> None:
    """Bring the full-text rows of these records (type, key) up to date.

    A claim is found by its own texts and by the names of its speakers, so a speaker stands for all his
    claims; other records are not searched. A claim that is not public leaves the index.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for record_type, key in places:
        keys[record_type].add(key)
    for some in _batches(sorted(keys["claim"])):
        _index(Claim.objects.filter(key__in=some).values_list("pk", flat=True))
    for some in _batches(sorted(keys["speaker"])):
        speakers = Speaker.objects.filter(slug__in=some).values("pk")
        theirs = Q(speaker__in=speakers) | Q(on_behalf_of__in=speakers) | Q(joint_speakers__in=speakers)
        found = Claim.objects.published().filter(theirs)
        if len(keys["claim"]) <= BATCH:
            found = found.exclude(key__in=keys["claim"])  # They were indexed above.
        _index(found.order_by("pk").values_list("pk", flat=True).distinct())
        former.reindex(some)


def rebuild() -> None:
    """Make the index anew, from everything that is public."""
    engine().clear()
    _index(Claim.objects.published().order_by("pk").values_list("pk", flat=True))
    former.rebuild()


def _index(ids: Iterable[int]) -> None:
    index = engine()
    for some in _batches(ids):
        index.remove(some)
        index.write(documents_of(some))


def documents_of(ids: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """What the index has to hold of these claims, so far as they are public, by primary key."""
    claims = Claim.objects.published().filter(pk__in=ids).order_by("pk")
    rows = list(
        claims.values_list(
            "pk", "text", "language", "summary", "context", "role", "occasion__label",
            "speaker", "on_behalf_of",
        )
    )  # fmt: skip
    translations: dict[int, list[Field]] = defaultdict(list)
    texts = Translation.objects.filter(claim__in=ids).order_by("pk")
    for pk, text, language in texts.values_list("claim", "text", "language"):
        translations[pk].append((text, language))
    joint: dict[int, list[int]] = defaultdict(list)
    links = Claim.joint_speakers.through.objects.filter(claim__in=ids).order_by("pk")
    for pk, speaker in links.values_list("claim", "speaker"):
        joint[pk].append(speaker)
    names = names_of_speakers({s for row in rows for s in (*row[-2:], *joint[row[0]]) if s is not None})
    for pk, text, language, summary, context, role, occasion, speaker, on_behalf_of in rows:
        fields: list[Field] = [(text, language), *translations[pk]]
        fields += ((other, "") for other in (summary, context, role, occasion) if other)
        for of in (speaker, on_behalf_of, *joint[pk]):
            fields += names.get(of, ()) if of is not None else ()
        yield pk, list(documents(fields))


def _batches(members: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(members)
    while some := list(islice(rest, BATCH)):
        yield some
