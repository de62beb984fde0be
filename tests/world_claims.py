"""What is said in the test world. Nobody ever said any of it: speakers, bridge and words are made up."""

from __future__ import annotations

from typing import Any

from claims.domain.record.identity import Assertion, key_of
from tests.world_shared import (
    AGENCY_APRIL,
    GAZETTE_CHECK,
    GAZETTE_FEBRUARY,
    GAZETTE_MAY,
    UNSEEN_SOURCE,
    VESTNIK_UNDATED,
    VOZ_MARCH,
)

TO_REPORTERS = {"slug": "2019-02-07-lebed-reporters", "label": "to reporters", "place": "Strelsau"}
BRIDGE = ["the-eder-bridge"]


def claim(text: str, speaker: str, said: str, source: str, **more: Any) -> dict[str, Any]:
    """The document of a claim quoted in English by one source; ``more`` are fields in place of that."""
    words = {"text": text, "language": "en", "form": "quoted", **more.pop("words", {})}
    how = {"quoted": "direct_quote", "partial": "direct_quote", "summary": "summary"}.get(
        words["form"], "indirect_quote"
    )
    return {
        "type": "claim",
        "key": key_of(Assertion(text, speaker, said).identity()),
        "words": words,
        "speaker": speaker,
        "said": said,
        "said_basis": "stated" if said else "unknown",
        "chain": [{"hop": 1, "how": how, "source": source, "exact": [{"text": text}]}],
        "topics": BRIDGE,
        **more,
    }


def stance(position: str, answer: str | None = None, **more: Any) -> dict[str, Any]:
    return {"position": position, "answer": answer, "grounds": "He says so.", **more}


FIRST_SUPPORT = claim(
    "We support the building of the bridge", "viktor-lebed", "2019-02-07", GAZETTE_FEBRUARY,
    words={"translated_from": "ru", "translated_by": "The Strelsau Gazette"},
    role="spokesman of the Palace", on_behalf_of="palace", checkable="position",
    summary="The Palace wants the bridge", occasion=TO_REPORTERS,
    stances=[stance("build-the-bridge", "yes", of="palace")],
    chain=[{"hop": 1, "how": "direct_quote", "from": 2, "source": GAZETTE_FEBRUARY,
            "as": "Palace spokesman Viktor Lebed",
            "exact": [{"text": "“We support the building of the bridge,” Lebed said."},
                      {"text": "Palace stands by the bridge", "at": "headline"}]},
           {"hop": 2, "how": "not_stated", "outlet": "vestnik"}],
)  # fmt: skip
NO_CHANGE = claim(
    "Наша позиция совсем не изменилась", "viktor-lebed", "2019-02-07", VESTNIK_UNDATED,
    words={"language": "ru"}, role="spokesman of the Palace", on_behalf_of="palace",
    said_basis="worked_out", said_note="“on Thursday”, beside a report of 7 February 2019",
    occasion=TO_REPORTERS, checkable="position", asked="Has the Palace changed its mind?",
    translations=[{"text": "Our position has not changed at all", "language": "en",
                   "translated_from": "ru", "translated_by": "The Strelsau Gazette"}],
    stances=[stance("build-the-bridge", unchanged=True, since="2018-06", of="palace",
                    basis="source_gloss")],
)  # fmt: skip
LATER_SUPPORT = claim(
    "Мы по-прежнему поддерживаем строительство моста", "viktor-lebed", "2020-05", GAZETTE_MAY,
    words={"language": "ru"}, role="spokesman of the Palace", on_behalf_of="palace",
    translations=[{"text": "We still support the building of the bridge", "language": "en",
                   "translated_from": "ru", "translated_by": "The Strelsau Gazette"}],
    stances=[stance("build-the-bridge", "yes", of="palace")],
    relations=[{"kind": "repeats", "to": FIRST_SUPPORT["key"], "grounds": "The same words, a year on."}],
)  # fmt: skip
TURN = claim(
    "The bridge will not be built", "viktor-lebed", "2021-03-10", VOZ_MARCH,
    words={"translated_from": "ru"}, role="spokesman of the Palace", on_behalf_of="palace",
    said_basis="worked_out", said_note="“yesterday”, page dated 11 March 2021", checkable="future",
    stances=[stance("build-the-bridge", "no", of="palace")],
    relations=[{"kind": "contradicts", "to": FIRST_SUPPORT["key"], "grounds": "No after yes."},
               {"kind": "responds_to", "to": LATER_SUPPORT["key"]}],
)  # fmt: skip
NOT_A_CENT = claim(
    "ni un céntimo", "maria-solano", "2019-03", VOZ_MARCH,
    words={"language": "es", "form": "partial"}, role="ministra de Obras",
    translations=[{"text": "not one cent", "language": "en", "translated_from": "es"}],
    stances=[stance("who-pays", "towns")], summary="Solano refuses money from the crown",
)  # fmt: skip
PROMISE = claim(
    "The towns will pay for the bridge", "maria-solano", "2019-03-15", GAZETTE_MAY,
    words={"translated_from": "es"}, kind="promise", checkable="future",
    stances=[stance("who-pays", "towns"), stance("build-the-bridge", "yes")],
    relations=[{"kind": "widens", "to": NOT_A_CENT["key"]}],
)  # fmt: skip
HALF_OPEN = claim(
    "The quarry has been empty since the autumn", "anna-roe", "2019-09-25/..", GAZETTE_MAY,
    words={"form": "reported"}, checkable="fact",
)  # fmt: skip
SUMMARY = claim(
    "Officials have often said that the crown would pay", "ruritanian-officials", "", GAZETTE_FEBRUARY,
    words={"form": "summary"}, said_note="The source sums up several statements and dates none.",
    stances=[stance("who-pays", "crown", basis="ascribed")],
)  # fmt: skip
BOUNDED = claim(
    "Ruritania and the Palace speak with one voice on the bridge", "foreign-ministry",
    "2019-03-29/2019-03-30", AGENCY_APRIL, said_basis="inferred",
    said_note="Between the two sessions that the agency reports.", topics=["the-eder-bridge", "trade"],
    said_sources=[AGENCY_APRIL],
    **{"with": ["palace", "press-office"]},
)  # fmt: skip
ANONYMOUS = claim(
    "Nobody at court believes in the bridge", "a-person-at-court", "2019-02", GAZETTE_FEBRUARY,
    chain=[{"hop": 1, "how": "anonymous_source", "source": GAZETTE_FEBRUARY, "as": "a person at court",
            "note": "asked not to be named"}],
    stances=[stance("build-the-bridge", "no", basis="editor")],
)  # fmt: skip
UNIDENTIFIED = claim(
    "Valdoria has not been asked", "a-valdorian-senator", "2021", VOZ_MARCH,
    words={"translated_from": "es", "form": "reported"}, topics=["trade"],
)  # fmt: skip
RATED = claim(
    "The wooden bridge carried 3,000 carts a day", "anna-roe", "2020-01-15", GAZETTE_CHECK,
    checkable="fact", context="In a debate on the budget.", ids=[{"scheme": "gazette", "value": "check-17"}],
    refers_to="the bridge that the flood took",
    figures=[{"text": "3,000 carts a day", "value": "3000", "unit": "carts a day"},
             {"text": "a day", "value": "1", "unit": "day", "qualifier": "each"}],
    verdicts=[{"scale": "gazette-2020", "rating": "half", "explanation": "In summer only.",
               "by": "The Strelsau Gazette", "reviewed": "2020-01-20", "judged": "0" * 64,
               "url": "https://gazette.example/check/17",
               "evidence": [{"source": GAZETTE_CHECK, "bears": "against", "excerpt": "1,200 in winter"},
                            {"source": GAZETTE_FEBRUARY, "bears": "for"}],
               "as_imported": {"label": "Half true", "value": "2", "best": "3", "worst": "1"}}],
)  # fmt: skip
PREDICTION = claim(
    "There will be a bridge within ten years", "maria-solano", "2022?", GAZETTE_MAY,
    kind="prediction", checkable="future", said_basis="inferred",
    said_note="The source speaks of “this year” and is printed in no year.", said_sources=[GAZETTE_MAY],
)  # fmt: skip
REFUSAL = claim(
    "I have nothing to say on that", "viktor-lebed", "2021-03-11", VOZ_MARCH, kind="refusal",
    asked="Will the stones be sold?", on_behalf_of="palace", about=["who-pays"],
)  # fmt: skip
TWO_ROADS = claim(
    "The press office has nothing to add on the bridge", "press-office", "2019-04-02~", AGENCY_APRIL,
    said_basis="worked_out", on_behalf_of="palace",
    chain=[{"hop": 1, "how": "direct_quote", "from": 3, "source": GAZETTE_MAY},
           {"hop": 2, "how": "translation", "from": 3, "source": VOZ_MARCH},
           {"hop": 3, "how": "wire", "from": 4, "source": AGENCY_APRIL},
           {"hop": 4, "how": "transcript", "outlet": "agency"}],
    relations=[{"kind": "echoes", "to": NO_CHANGE["key"]}],
)  # fmt: skip
TIMED = claim(
    "Wait for the spokesman", "anna-roe", "2019-02-07T09:30+03:00", GAZETTE_FEBRUARY,
    relations=[{"kind": "precedes", "to": NO_CHANGE["key"], "grounds": "“before Lebed spoke”"}],
)  # fmt: skip
AMENDED = claim(
    "The flood was not the towns’ fault", "anna-roe", "2019-01-20", GAZETTE_FEBRUARY,
    role="leader of the  opposition",
)  # fmt: skip
WITHDRAWN = claim("Zurückgezogen words of a claim recorded in error", "anna-roe", "2019-06-01", GAZETTE_MAY)

DRAFT = claim("Ungesehen draft on the bridge", "viktor-lebed", "2021-11-05", UNSEEN_SOURCE)
SUBMITTED = claim(
    "Ungesehen words that wait for review", "anna-roe", "2019-02-07", GAZETTE_FEBRUARY,
    stances=[stance("build-the-bridge", "no")],
)  # fmt: skip
RETURNED = claim("Ungesehen words that came back", "maria-solano", "2021-11", VOZ_MARCH)
WORKING_COPY = {**LATER_SUPPORT, "context": "Ungesehen context of a working copy"}

PUBLIC_CLAIMS = [
    FIRST_SUPPORT, NO_CHANGE, LATER_SUPPORT, TURN, NOT_A_CENT, PROMISE, HALF_OPEN, SUMMARY, BOUNDED,
    ANONYMOUS, UNIDENTIFIED, RATED, PREDICTION, REFUSAL, TWO_ROADS, TIMED, AMENDED,
]  # fmt: skip
