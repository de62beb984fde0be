"""What the claims of the test world point to. Every name, date and address here is made up."""

from __future__ import annotations

from typing import Any

from claims.domain.record.identity import source_key

GAZETTE_FEBRUARY = source_key(url="https://gazette.example/2019/02/07/bridge")
GAZETTE_MAY = source_key(url="https://gazette.example/2020/05/spring")
GAZETTE_CHECK = source_key(url="https://gazette.example/2020/01/20/check")
VESTNIK_UNDATED = source_key(outlet="vestnik", title="Мост через Эдер")
VOZ_MARCH = source_key(url="https://voz.example/2021/03/11/puente")
AGENCY_APRIL = source_key(url="https://agency.example/2019/04/03/1")
UNSEEN_SOURCE = source_key(url="https://gazette.example/unseen")

OUTLETS: list[dict[str, Any]] = [
    {"type": "outlet", "slug": "gazette", "name": "The Strelsau Gazette", "country": "Ruritania",
     "site": "https://gazette.example/", "description": "A daily of the capital."},
    {"type": "outlet", "slug": "vestnik", "name": "Эдерский вестник", "country": "Ruritania"},
    {"type": "outlet", "slug": "voz", "name": "La Voz de Valdoria", "country": "Valdoria"},
    {"type": "outlet", "slug": "agency", "name": "Ruritanian News Agency"},
]  # fmt: skip

SOURCES: list[dict[str, Any]] = [
    {"type": "source", "key": GAZETTE_FEBRUARY, "title": "Palace stands by the bridge", "outlet": "gazette",
     "url": "https://gazette.example/2019/02/07/bridge", "author": "Flavia Elphberg", "language": "en",
     "published": "2019-02-07", "published_basis": "stated", "retrieved": "2022-01-05",
     "archived_url": "https://archive.example/1", "credits": ["Ruritanian News Agency"]},
    {"type": "source", "key": GAZETTE_MAY, "title": "A spring of bridges", "outlet": "gazette",
     "url": "https://gazette.example/2020/05/spring", "language": "en", "published": "2020-05",
     "published_basis": "inferred", "published_note": "The page names the month alone."},
    {"type": "source", "key": GAZETTE_CHECK, "title": "How many carts?", "outlet": "gazette",
     "url": "https://gazette.example/2020/01/20/check", "kind": "fact_check", "language": "en",
     "published": "2020-01-20", "published_basis": "stated"},
    {"type": "source", "key": VESTNIK_UNDATED, "title": "Мост через Эдер", "outlet": "vestnik",
     "language": "ru"},
    {"type": "source", "key": VOZ_MARCH, "title": "El puente no se construye", "outlet": "voz",
     "url": "https://voz.example/2021/03/11/puente", "language": "es", "published": "2021-03-11",
     "published_basis": "stated"},
    {"type": "source", "key": AGENCY_APRIL, "title": "Press office on the bridge", "outlet": "agency",
     "url": "https://agency.example/2019/04/03/1", "kind": "article", "language": "en",
     "published": "2019-04-03", "published_basis": "stated"},
]  # fmt: skip

SPEAKERS: list[dict[str, Any]] = [
    {"type": "speaker", "slug": "palace", "name": "The Palace", "kind": "body",
     "aliases": [{"text": "Дворец", "language": "ru"}]},
    {"type": "speaker", "slug": "press-office", "name": "Press office of the Palace", "kind": "body",
     "part_of": "palace"},
    {"type": "speaker", "slug": "foreign-ministry", "name": "Foreign ministry of Ruritania", "kind": "body"},
    {"type": "speaker", "slug": "viktor-lebed", "name": "Viktor Lebed",
     "aliases": [{"text": "Виктор Лебедь", "language": "ru"}, {"text": "Лебедь", "language": "ru"},
                 {"text": "Víktor Lébed", "language": "es"}],
     "tenures": [{"office": "spokesman", "body": "palace", "from": "2018-06", "to": "2021",
                  "source": GAZETTE_FEBRUARY}],
     "description": "Speaks for the Palace."},
    {"type": "speaker", "slug": "maria-solano", "name": "María Solano",
     "aliases": [{"text": "Мария Солано", "language": "ru"}],
     "tenures": [{"office": "minister of works", "from": "2017"},
                 {"office": "leader of the Bridge Party", "from": "2019-01-02"}]},
    {"type": "speaker", "slug": "anna-roe", "name": "Anna Roe",
     "aliases": [{"text": "Анна Ро", "language": "ru"}]},
    {"type": "speaker", "slug": "ruritanian-officials", "name": "Ruritanian officials", "kind": "group"},
    {"type": "speaker", "slug": "a-person-at-court", "name": "a person at court", "kind": "anonymous",
     "described_in": GAZETTE_FEBRUARY},
    {"type": "speaker", "slug": "a-valdorian-senator", "name": "a Valdorian senator",
     "kind": "unidentified", "described_in": VOZ_MARCH},
]  # fmt: skip

TOPICS: list[dict[str, Any]] = [
    {"type": "topic", "slug": "the-eder-bridge", "name": "The bridge over the Eder",
     "description": "Whether it is built, and at whose cost."},
    {"type": "topic", "slug": "trade", "name": "Trade with Valdoria"},
]  # fmt: skip

POSITIONS: list[dict[str, Any]] = [
    {"type": "position", "slug": "build-the-bridge", "topic": "the-eder-bridge",
     "question": "Should the bridge over the Eder be built?", "meaning": "The stone bridge at Strelsau.",
     "not_to_conclude": "Nothing about ferries.", "ordered": True,
     "answers": [{"slug": "no", "text": "No", "rule": "refuses it", "side": "against"},
                 {"slug": "later", "text": "Later", "rule": "puts it off", "side": "middle"},
                 {"slug": "yes", "text": "Yes", "rule": "wants it", "side": "for"}]},
    {"type": "position", "slug": "who-pays", "topic": "the-eder-bridge", "question": "Who pays for it?",
     "answers": [{"slug": "towns", "text": "The towns"}, {"slug": "crown", "text": "The crown"}]},
]  # fmt: skip

SCALES: list[dict[str, Any]] = [
    {"type": "scale", "slug": "gazette-2020", "name": "The Gazette’s scale of 2020", "outlet": "gazette",
     "ratings": [{"slug": "false", "label": "False", "value": "1", "best": "3", "worst": "1"},
                 {"slug": "half", "label": "Half true", "value": "2", "best": "3", "worst": "1",
                  "rule": "true of a part"},
                 {"slug": "true", "label": "True", "value": "3", "best": "3", "worst": "1"}]},
]  # fmt: skip

EVENTS: list[dict[str, Any]] = [
    {"type": "event", "slug": "the-flood", "text": "A flood takes the wooden bridge away.",
     "date": "2019-01-12", "topics": ["the-eder-bridge"], "positions": ["build-the-bridge"],
     "sources": [GAZETTE_FEBRUARY]},
]  # fmt: skip

COVERAGE: list[dict[str, Any]] = [
    {"type": "coverage", "slug": "palace-2019-2020", "voice": "palace", "with_parts": True,
     "positions": ["build-the-bridge"], "terms": ["bridge", "мост"], "outlets": ["gazette", "vestnik"],
     "from": "2019-05-01", "to": "2020-04-30", "checked_on": "2022-02-01", "by": "ann",
     "result": "Nothing found.", "hits": 0},
]  # fmt: skip

LEADS: list[dict[str, Any]] = [
    {"type": "lead", "slug": "lebed-on-the-toll", "speaker": "viktor-lebed", "said": "2021-06",
     "about": "whether there is a toll on the bridge", "positions": ["who-pays"], "where": "headline",
     "outlet": "gazette", "url": "https://gazette.example/toll", "language": "en",
     "why_not_recorded": "The page could not be opened."},
]  # fmt: skip

UNSEEN: list[dict[str, Any]] = [
    {"type": "speaker", "slug": "otto-ungesehen", "name": "Otto Ungesehen",
     "aliases": [{"text": "Отто Унгезеен", "language": "ru"}]},
    {"type": "outlet", "slug": "unseen-herald", "name": "Ungesehen Herald"},
    {"type": "source", "key": UNSEEN_SOURCE, "title": "Ungesehen headline", "outlet": "unseen-herald",
     "url": "https://gazette.example/unseen", "published": "2021-11-05", "published_basis": "stated"},
    {"type": "topic", "slug": "unseen-harvest", "name": "Ungesehen harvest"},
    {"type": "position", "slug": "unseen-toll", "question": "Ungesehen: should there be a toll?",
     "topic": "unseen-harvest", "answers": [{"slug": "toll", "text": "Ungesehen toll"}]},
    {"type": "event", "slug": "unseen-fair", "text": "Ungesehen fair", "date": "2021-11-05"},
    {"type": "lead", "slug": "unseen-lead", "about": "Ungesehen toll", "where": "mention",
     "why_not_recorded": "Ungesehen"},
]  # fmt: skip
"""Drafts that nothing public points to; each says “Ungesehen”, which no public page may show."""

PUBLIC_SHARED = [*OUTLETS, *SOURCES, *SPEAKERS, *TOPICS, *POSITIONS, *SCALES, *EVENTS, *COVERAGE, *LEADS]
