"""The closed lists of words that records use, each with its label for people.

Pages offer the words in the order of the list.
"""

from collections.abc import Mapping
from typing import Final

Labels = Mapping[str, str]

KINDS: Final[Labels] = {
    "statement": "statement",
    "promise": "promise",
    "prediction": "prediction",
    "refusal": "refusal to answer",
    "disavowal": "disavowal of earlier words",
    "reported_silence": "reported silence",
}
CHECKABLE: Final[Labels] = {
    "fact": "a checkable fact",
    "position": "a statement of position",
    "future": "about the future",
    "unclear": "not clear whether it can be checked",
}
FORMS: Final[Labels] = {
    "quoted": "quoted",
    "partial": "quoted in part",
    "reported": "as reported",
    "summary": "summed up by the source",
}
BASES: Final[Labels] = {
    "stated": "stated by the source",
    "worked_out": "worked out from weekday and dateline",
    "inferred": "inferred from outside facts",
    "unknown": "not known",
}
SPEAKER_KINDS: Final[Labels] = {
    "person": "person",
    "body": "organisation or office",
    "group": "group",
    "anonymous": "anonymous",
    "unidentified": "unidentified",
}
SOURCE_KINDS: Final[Labels] = {
    "article": "article",
    "transcript": "transcript",
    "recording": "recording",
    "post": "post",
    "document": "document",
    "aggregation": "aggregation",
    "fact_check": "fact check",
    "other": "other",
}
HOWS: Final[Labels] = {
    "first_hand": "heard first hand",
    "recording": "recording",
    "transcript": "transcript",
    "direct_quote": "direct quotation",
    "indirect_quote": "indirect quotation",
    "wire": "news agency report",
    "translation": "translation",
    "summary": "summary",
    "aggregation": "aggregation",
    "anonymous_source": "anonymous source",
    "not_stated": "how is not stated",
}
PLACES_OF_PASSAGE: Final[Labels] = {
    "body": "body",
    "headline": "headline",
    "subheading": "subheading",
    "caption": "caption",
}
STANCE_BASES: Final[Labels] = {
    "own_words": "the recorded words themselves",
    "source_gloss": "as the source takes it",
    "editor": "an editor’s reading",
    "ascribed": "ascribed by somebody else",
}
NOT_TRANSLATED = "none"
"""The value of ``words.translated_from`` for words that were not translated."""
SIDES: Final[Labels] = {"against": "against", "middle": "middle", "for": "for"}
RELATION_KINDS: Final[Labels] = {
    "repeats": "repeats",
    "echoes": "echoes",
    "contradicts": "contradicts",
    "hedges": "hedges",
    "narrows": "narrows",
    "widens": "widens",
    "responds_to": "responds to",
    "retracts": "retracts",
    "disavows": "disavows",
    "precedes": "was said before",
    "sums_up": "sums up",
}
RELATION_KINDS_BACK: Final[Labels] = {
    "repeats": "repeated by",
    "echoes": "echoed by",
    "contradicts": "contradicted by",
    "hedges": "hedged by",
    "narrows": "narrowed by",
    "widens": "widened by",
    "responds_to": "answered by",
    "retracts": "retracted by",
    "disavows": "disavowed by",
    "precedes": "was said after",
    "sums_up": "summed up by",
}
"""The labels of the same relations on the page of the claim that they point to."""
BEARINGS: Final[Labels] = {"for": "for", "against": "against", "context": "context"}
MEASURES: Final[Labels] = {"accuracy": "accuracy", "consistency": "consistency"}
"""What a scale measures: whether a claim is true, or whether it fits what the speaker said before."""
LEAD_PLACES: Final[Labels] = {
    "headline": "a headline",
    "link": "a link",
    "mention": "a mention",
    "appearance": "an appearance",
}
"""Where the hint at a statement was found."""
SOURCE_FIELDS: Final[Labels] = {
    "outlet": "outlet",
    "title": "title",
    "url": "address",
    "kind": "kind",
    "author": "author",
    "language": "language",
    "published": "day of publication",
    "published_basis": "how the day of publication is known",
    "published_note": "note on the day of publication",
    "retrieved": "day on which it was retrieved",
    "archived_url": "archived copy",
    "credits": "credits",
}
"""The fields of a source that an editor can add when the text does not state them."""
CONSISTENCY_OUTCOMES: Final[Labels] = {
    "nothing_earlier": "nothing earlier in own words or as reported",
    "one_agrees": "one earlier statement, agrees",
    "agrees": "agrees with what was said before",
    "goes_further": "goes further than what was said before",
    "goes_less_far": "goes less far than what was said before",
    "named_beside": "another answer, which excludes none before",
    "line_before": "the line before it had been one",
    "changed_before": "the line before it had changed",
    "conflicts": "conflicts with an earlier statement",
    "order_not_known": "order not known",
    "unclear": "unclear what it refers to",
}
"""Outcomes of the no-change check. "one_agrees" and "unclear" are only in old records."""
WITHDRAWAL_REASONS: Final[Labels] = {
    "error": "recorded in error",
    "duplicate": "a duplicate of another claim",
    "source_withdrawn": "the source withdrew it",
    "privacy": "to protect a person",
    "law": "required by law",
    "batch_undone": "the import that brought it was undone",
}
DUPLICATE = "duplicate"
"""The withdrawal reason that names the claim that stays."""
FINAL_REASONS = ("privacy", "law")
"""Withdrawal reasons after which the words are never shown again and the claim cannot be revived."""
