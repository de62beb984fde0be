"""Writes drafts, working copies and emptied rows as documents, and points other rows to their revisions.

A document is the canonical form of that time: keys in order, defaults left out, the members of a set in the order
of their texts.
"""

import json

from django.db import migrations
from django.db.models import Exists, OuterRef, Subquery

DEFAULTS = {
    "checkable": "unclear",
    "said_basis": "unknown",
    "how": "not_stated",
    "at": "body",
    "basis": "own_words",
    "bears": "context",
    "published_basis": "unknown",
    "measure": "accuracy",
}
ERASED = "(erased)"
NAMED_BY = {
    "speaker": "name",
    "outlet": "name",
    "source": "title",
    "topic": "name",
    "position": "question",
    "scale": "name",
    "event": "text",
    "lead": "about",
}
NEVER_LEFT_OUT = {"type", "words", "chain", "hop"}


def text_of(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told(**fields):
    """The fields without those that say nothing; a trailing underscore is not part of a name."""
    named = {name.rstrip("_"): value for name, value in fields.items()}
    return {
        name: value
        for name, value in named.items()
        if name in NEVER_LEFT_OUT or (value not in ("", None, False, [], {}) and value != DEFAULTS.get(name))
    }


def relation(kind, **fields):
    """A relation, whose kind is always told."""
    return {"kind": kind, **told(**fields)}


def as_set(members):
    return sorted(members, key=lambda one: one if isinstance(one, str) else text_of(one))


def slug(row):
    return row.slug if row is not None else ""


def hop(row):
    return told(
        hop=row.hop,
        how=row.how,
        from_=row.parent_hop,
        source=row.source.key if row.source else "",
        outlet=slug(row.outlet),
        as_=row.named_as,
        exact=[told(text=one.text, at=one.at) for one in row.exact.order_by("place", "pk")],
        note=row.note,
    )


def stance(row):
    check = told(
        computed=row.check_computed,
        confirmed=row.check_confirmed,
        reason=row.check_reason,
        by=row.check_by,
        on=row.check_on,
        tested=sorted(row.check_tested),
    )
    return told(
        position=row.position.slug,
        answer=row.answer,
        unchanged=row.unchanged,
        since=row.since,
        of=slug(row.voice),
        basis=row.basis,
        condition=row.condition,
        grounds=row.grounds,
        check=check,
    )


def verdict(row):
    return told(
        scale=row.scale.slug,
        rating=row.rating,
        judged=row.judged,
        explanation=row.explanation,
        by=row.by,
        reviewed=row.reviewed,
        url=row.url,
        evidence=[
            told(source=one.source.key, bears=one.bears, excerpt=one.excerpt)
            for one in row.evidence.order_by("place", "pk")
        ],
        as_imported=told(
            label=row.imported_label,
            value=row.imported_value,
            best=row.imported_best,
            worst=row.imported_worst,
        ),
    )


def language_of(row):
    return told(
        text=row.text,
        language=row.language,
        translated_from=row.translated_from,
        translated_by=row.translated_by,
    )


def document(row):
    occasion = row.occasion
    return told(
        type="claim",
        key=row.amends.key if row.amends else row.key,
        words=told(
            text=row.text,
            language=row.language,
            form=row.form,
            translated_from=row.translated_from,
            translated_by=row.translated_by,
        ),
        speaker=row.speaker.slug,
        chain=[hop(one) for one in row.chain.order_by("hop")],
        kind="" if row.kind == "statement" else row.kind,
        checkable=row.checkable,
        translations=as_set(language_of(one) for one in row.translations.all()),
        summary=row.summary,
        role=row.role,
        on_behalf_of=slug(row.on_behalf_of),
        with_=as_set(one.slug for one in row.joint_speakers.all()),
        said=row.said,
        said_basis=row.said_basis,
        said_note=row.said_note,
        said_sources=as_set(one.key for one in row.said_sources.all()),
        occasion=told(slug=occasion.slug, label=occasion.label, place=occasion.place) if occasion else None,
        asked=row.asked,
        refers_to=row.refers_to,
        figures=[
            told(text=one.text, value=one.value, unit=one.unit, qualifier=one.qualifier)
            for one in row.figures.order_by("place", "pk")
        ],
        stances=as_set(stance(one) for one in row.stances.all()),
        topics=as_set(one.slug for one in row.topics.all()),
        relations=as_set(
            relation(one.kind, to=one.to_key, grounds=one.grounds) for one in row.relations.all()
        ),
        verdicts=as_set(verdict(one) for one in row.verdicts.all()),
        context=row.context,
        ids=as_set(told(scheme=one.scheme, value=one.value) for one in row.ids.all()),
        about=as_set(one.slug for one in row.about.all()),
    )


def speaker(row):
    return told(
        name=row.name,
        kind="" if row.kind == "person" else row.kind,
        part_of=slug(row.part_of),
        aliases=as_set(told(text=one.text, language=one.language) for one in row.aliases.all()),
        tenures=as_set(
            told(
                office=one.office,
                body=slug(one.body),
                from_=one.starts,
                to=one.ends,
                source=one.source.key if one.source else "",
                speaks_for=one.speaks_for,
            )
            for one in row.tenures.all()
        ),
        wikidata=row.wikidata,
        description=row.description,
        described_in=row.described_in.key if row.described_in else "",
        identified_as=slug(row.identified_as),
        names_no_office=row.names_no_office,
        former_slugs=sorted(row.former_slugs),
    )


def outlet(row):
    return told(name=row.name, country=row.country, site=row.site, description=row.description)


def source(row):
    return told(
        title=row.title,
        outlet=slug(row.outlet),
        url=row.url,
        kind="" if row.kind == "article" else row.kind,
        author=row.author_name,
        language=row.language,
        published=row.published,
        published_basis=row.published_basis,
        published_note=row.published_note,
        retrieved=row.retrieved,
        archived_url=row.archived_url,
        credits=row.credits,
        added=sorted(row.added),
    )


def topic(row):
    return told(name=row.name, description=row.description)


def position(row):
    return told(
        question=row.question,
        topic=slug(row.topic),
        meaning=row.meaning,
        not_to_conclude=row.not_to_conclude,
        ordered=row.ordered,
        answers=[
            told(slug=one.slug, text=one.text, rule=one.rule, side=one.side)
            for one in row.answers.order_by("place", "pk")
        ],
        finding=row.finding,
        exclusive=row.exclusive,
    )


def scale(row):
    return told(
        name=row.name,
        outlet=slug(row.outlet),
        ratings=[
            told(
                slug=one.slug,
                label=one.label,
                value=one.value,
                best=one.best,
                worst=one.worst,
                rule=one.rule,
            )
            for one in row.ratings.order_by("place", "pk")
        ],
        ordered=row.ordered,
        measure=row.measure,
    )


def event(row):
    return told(
        text=row.text,
        date=row.date,
        topics=as_set(one.slug for one in row.topics.all()),
        positions=as_set(one.slug for one in row.positions.all()),
        sources=as_set(one.key for one in row.sources.all()),
    )


def coverage(row):
    found = told(
        voice=row.voice.slug,
        office=row.office,
        with_parts=row.with_parts,
        positions=as_set(one.slug for one in row.positions.all()),
        terms=sorted(row.terms),
        outlets=as_set(one.slug for one in row.outlets.all()),
        from_=row.starts,
        to=row.ends,
        checked_on=row.checked_on,
        by=row.checked_by,
        result=row.result,
        found=sorted(row.found),
    )
    return found if row.hits is None else {**found, "hits": row.hits}


def lead(row):
    return told(
        about=row.about,
        where=row.stands_in,
        speaker=slug(row.speaker),
        said=row.said,
        positions=as_set(one.slug for one in row.positions.all()),
        outlet=slug(row.outlet),
        url=row.url,
        language=row.language,
        why_not_recorded=row.why_not_recorded,
        claim=row.claim_key,
    )


TABLES = (
    ("speaker", "Speaker", speaker),
    ("outlet", "Outlet", outlet),
    ("source", "Source", source),
    ("topic", "Topic", topic),
    ("position", "Position", position),
    ("scale", "RatingScale", scale),
    ("event", "Event", event),
    ("coverage", "CoverageCheck", coverage),
    ("lead", "Lead", lead),
    ("claim", "Claim", document),
)


def to_documents(apps, schema_editor):
    Revision = apps.get_model("claims", "Revision")
    Content = apps.get_model("claims", "RevisionContent")
    for record_type, name, said in TABLES:
        rows, key = (
            apps.get_model("claims", name).objects,
            "key" if record_type in ("claim", "source") else "slug",
        )
        sealed = Revision.objects.filter(record_type=record_type, record_key=OuterRef(key))
        sealed = sealed.filter(Exists(Content.objects.filter(revision=OuterRef("pk"))))
        # The last version of a withdrawn claim is its withdrawal, which says nothing of it.
        last = OuterRef("version") - 1 if record_type == "claim" else OuterRef("version")
        for state, version in (("published", OuterRef("version")), ("withdrawn", last)):
            of_state = Subquery(sealed.filter(version=version).values("pk"))
            rows.filter(state=state).update(sealed=of_state)
        for row in rows.filter(sealed=None).order_by("pk"):
            # A row that was emptied after an erasure has no name, and a record needs one.
            emptied = {NAMED_BY[record_type]: ERASED} if record_type in NAMED_BY else {}
            said_key = {} if record_type == "claim" else {key: getattr(row, key)}
            content = {"type": record_type, **said_key, **emptied, **said(row)}
            rows.filter(pk=row.pk).update(document=text_of(content))


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_documents")]

    operations = [migrations.RunPython(to_documents)]
