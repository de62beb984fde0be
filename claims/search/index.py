"""Updates the full-text index of public claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import Q

from claims.database.chunks import chunks
from claims.models import Citation, Claim, Speaker, Translation
from claims.models.record_row import PUBLIC
from claims.search import former
from claims.search.engine import engine
from claims.search.fields import Field, named, names_of_speakers, years_of
from claims.search.stems import Stems, documents


def reindex(places: Iterable[tuple[str, str]]) -> None:
    """Update the index for these records (type, key).

    A claim is found by its texts, the years of its date and the names of its speakers and outlets; so for a
    speaker, a source or an outlet, all their claims are indexed again. A claim that is not public is removed.
    """
    keys: dict[str, set[str]] = defaultdict(set)
    for record_type, key in places:
        keys[record_type].add(key)
    done: set[int] = set()
    for some in chunks(sorted(keys["claim"])):
        ids = list(Claim.objects.filter(key__in=some).values_list("pk", flat=True))
        _index(ids)
        done.update(ids)
    for record_type, claims_of in CLAIMS_OF.items():
        for some in chunks(sorted(keys[record_type])):
            found = Claim.objects.published().filter(claims_of(some)).order_by("pk")
            ids = [pk for pk in found.values_list("pk", flat=True).distinct() if pk not in done]
            _index(ids)
            done.update(ids)
            former.reindex(record_type, some)


def _of_speakers(slugs: Sequence[str]) -> Q:
    speakers = Speaker.objects.filter(slug__in=slugs).values("pk")
    return Q(speaker__in=speakers) | Q(on_behalf_of__in=speakers) | Q(joint_speakers__in=speakers)


def _of_sources(keys: Sequence[str]) -> Q:
    return Q(pk__in=Citation.objects.filter(source__key__in=keys).order_by().values("claim"))


def _of_outlets(slugs: Sequence[str]) -> Q:
    theirs = Q(outlet__slug__in=slugs) | Q(source__outlet__slug__in=slugs)
    return Q(pk__in=Citation.objects.filter(theirs).order_by().values("claim"))


CLAIMS_OF: Final[Mapping[str, Callable[[Sequence[str]], Q]]] = {
    "speaker": _of_speakers,
    "source": _of_sources,
    "outlet": _of_outlets,
}
"""For each type of record with names in the index, the condition for its claims."""


def rebuild() -> None:
    """Rebuild both indexes."""
    engine().clear()
    _index(Claim.objects.published().order_by("pk").values_list("pk", flat=True))
    former.rebuild()


def _index(ids: Iterable[int]) -> None:
    index = engine()
    for some in chunks(ids):
        index.remove(some)
        index.write(documents_of(some))


def documents_of(ids: Sequence[int]) -> Iterator[tuple[int, list[Stems]]]:
    """The documents of the public claims among these, by primary key."""
    claims = Claim.objects.published().filter(pk__in=ids).order_by("pk")
    rows = list(
        claims.values_list(
            "pk", "text", "language", "summary", "context", "role", "occasion__label",
            "said", "speaker", "on_behalf_of",
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
    outlets = _outlets(ids)
    for pk, text, language, summary, context, role, occasion, said, speaker, on_behalf_of in rows:
        notes: list[Field] = [(other, "") for other in (summary, context, role, occasion) if other]
        for of in (speaker, on_behalf_of, *joint[pk]):
            notes += names.get(of, ()) if of is not None else ()
        notes += [*years_of(said), *named(outlets[pk])]
        yield pk, list(documents([(text, language), *translations[pk]], notes))


def _outlets(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """The names of the public outlets of each claim, in the order of its chain."""
    found: dict[int, list[str]] = defaultdict(list)
    hops = Citation.objects.filter(claim__in=ids).order_by("claim", "hop")
    columns = ("outlet__name", "outlet__state", "source__outlet__name", "source__outlet__state")
    for pk, *names in hops.values_list("claim", *columns):
        found[pk] += (name for name, state in (names[:2], names[2:]) if state == PUBLIC)
    return found
