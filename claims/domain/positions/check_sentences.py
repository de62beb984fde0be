"""The sentences about consistency checks: claims that nothing has changed, compared with the record."""

from __future__ import annotations

from typing import Final

from claims.domain.positions.sentence import sentences_by_name

CHECKS: Final = sentences_by_name(
    (
        "agrees",
        "all earlier statements give the answer that is said to be unchanged",
        "Agrees with {number} on our record{reported} ({period}{cap}).",
    ),
    (
        "one_agrees",
        "there is one earlier statement, which gives that answer",
        "One earlier statement on our record{reported} ({day}{cap}), agrees.",
    ),
    ("nothing_earlier", "nothing earlier is on record", "Nothing earlier on our record."),
    (
        "nothing_tested",
        "the earlier statements do not count, or give no answer",
        "No earlier statement on our record counts and gives an answer.",
    ),
    (
        "nothing_tested_since",
        "the earlier statements do not count, give no answer, or are from before the baseline",
        "No statement on our record from {since} on and before {day} counts and gives an answer.",
    ),
    (
        "before_not_searched",
        "after it, if nobody searched",
        "Nobody has searched before {day}.",
    ),
    (
        "before_searched_in_part",
        "after it, if the time before was searched in part",
        "The time before {day} was searched in part.",
    ),
    (
        "since_not_searched",
        "after it, if nobody searched the time since the baseline",
        "Nobody has searched the time from {since} to {day}.",
    ),
    (
        "since_searched_in_part",
        "after it, if the time since the baseline was searched in part",
        "The time from {since} to {day} was searched in part.",
    ),
    (
        "since_searched",
        "after it, if the time since the baseline was searched",
        "The time from {since} to {day} was searched.",
    ),
    (
        "passed_over",
        "nothing was tested, but something is, or may be, earlier",
        "Not tested: {number} from before its baseline, without an answer, or shown apart.",
    ),
    (
        "conflicts",
        "quoted earlier statements differ from what is said to be unchanged",
        "Conflicts with {number} of {voice} on our record: {statements}.",
    ),
    (
        "conflicts_with_one",
        "earlier quoted statements differ, and it is not known which of them is the latest",
        "Conflicts with at least one of {number} of {voice} on our record, of which it is not known which is"
        " the latest: {statements}.",
    ),
    (
        "held_against",
        "after a conflict",
        "It was held against {number} ({period}; {searched}).",
    ),
    (
        "latest_quoted",
        "after a conflict, if the claim itself gives no answer",
        "The latest quoted one gives “{answer}”.",
    ),
    (
        "unclear_order",
        "statements are on record, and none is known to be earlier",
        "Unclear what it refers to: {number} on our record cannot be placed before or after it.",
    ),
    (
        "unclear_baseline",
        "the baseline that is named is not known to lie before the claim",
        "Unclear what it refers to: its baseline, {since}, is not known to lie before it.",
    ),
    (
        "unclear",
        "an editor finds it unclear what the claim refers to",
        "Unclear what it refers to.",
    ),
    (
        "differ_as_reported",
        "earlier statements differ, but one side is known from reported or partial words alone",
        "As reported, {number} on our record do not give one answer; the latest of each: {statements}.",
    ),
    (
        "differs_as_reported",
        "the same, if the claim itself gives an answer",
        "As reported, the claim gives “{answer}”, and {number} on our record another answer: {statements}.",
    ),
    (
        "claim_as_reported",
        "after it, if the claim is known from reported or partial words",
        "The claim is not quoted in full, and such words make no conflict; an editor decides.",
    ),
    (
        "earlier_as_reported",
        "after it, if an earlier statement is",
        "Words that are not quoted in full make no conflict; an editor decides.",
    ),
    (
        "claim_apart",
        "the claim itself does not count",
        "Not held against the record. {reason}",
    ),
    (
        "not_placed",
        "some statements cannot be placed before or after the claim or its baseline",
        "{number} could not be placed before or after it, and not tested.",
    ),
    (
        "tested_taken_back",
        "statements that were tested were retracted or disavowed",
        "Of what was tested, retracted or disavowed by another claim on our record: {number}.",
    ),
    ("nothing_afterwards", "nothing later is on record", "Nothing later on our record."),
    (
        "nothing_afterwards_counts",
        "the later statements do not count, give no answer, or their order is not known",
        "No statement on our record that is known to be later counts and gives an answer.",
    ),
    (
        "afterwards_same",
        "later statements are on record and none differs",
        "Afterwards: {number} on our record ({period}), none that differs.",
    ),
    (
        "afterwards_differs",
        "later statements are on record and some differ",
        "Afterwards: {number} on our record ({period}), among them another answer: {statements}.",
    ),
    (
        "afterwards",
        "later statements are on record, and what was said to be unchanged is not",
        "Afterwards: {number} on our record ({period}).",
    ),
    (
        "confirmed",
        "an editor confirmed what the software suggested",
        "Suggested by software, confirmed by {by}{on}.",
    ),
    (
        "overruled",
        "an editor set another outcome",
        "Set by {by}{on}; the software had suggested: {computed}.",
    ),
    ("set_by_editor", "an editor set an outcome, and the software had suggested none", "Set by {by}{on}."),
    (
        "says_unchanged",
        "before the check of a claim that nothing has changed",
        "Says that nothing has changed ({baseline}). What it refers to: {basis}.",
    ),
    (
        "span_searched",
        "the time that a check looks at was searched, wholly or in part",
        "The time that was checked is {searched}: {sources}, latest search {day}.",
    ),
    (
        "not_confirmed_then",
        "on a page as of a past day, if no editor had confirmed a check by then",
        "No editor had confirmed a check in this version.",
    ),
    (
        "held_once_public",
        "editors see a claim that is not public yet",
        "Held against the record once it is public.",
    ),
    (
        "not_confirmed",
        "no editor has confirmed it",
        "Suggested by software; no editor has confirmed it.",
    ),
    (
        "has_moved_on",
        "what the software computes today is not what it computed when an editor confirmed",
        "Since then our record has changed: today the software suggests: {computed}.",
    ),
    (
        "has_no_outcome_now",
        "an editor confirmed an outcome, and the software suggests none today",
        "Since then our record has changed: today the software suggests no outcome.",
    ),
    (
        "tested_has_changed",
        "what the software computes is the same, but rests on other claims than an editor confirmed",
        "What is tested has changed since: {then} when it was confirmed, {now} today.",
    ),
)
