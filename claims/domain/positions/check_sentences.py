"""The sentences about no-change checks: claims that nothing has changed, compared with the record."""

from typing import Final

from claims.domain.positions.sentence import templates_by_name

CHECKS: Final = templates_by_name(
    agrees=(
        "the claim gives an answer, and the latest answers before it are the same",
        "Agrees with {extent} before it{reported}{before}.",
    ),
    goes_further=(
        "its answer lies on the same side as the answers before it, further from the middle",
        "Goes further than the latest before it, {latest}{reported}. On this side before it: {extent}"
        "{before}.",
    ),
    goes_less_far=(
        "its answer lies on the same side as the answers before it, nearer to the middle",
        "Goes less far than the latest before it, {latest}{reported}. On this side before it: {extent}"
        "{before}.",
    ),
    named_beside=(
        "its answer is another one, which excludes none before it",
        "Another answer than the latest before it, {latest}{reported}; the two do not exclude each other.",
    ),
    line_before=(
        "the claim gives no answer, and the answers before it are all on one side",
        "It gives no answer, so it is not said to agree. The line before it had been one{reported}: {answers}"
        " ({extent}).",
    ),
    changed_before=(
        "the claim gives no answer, and the answers before it are on different sides",
        "It gives no answer, so it is not said to agree. The latest before it is {latest}{reported}; before"
        " that the line had changed: {earlier}{untested}.",
    ),
    conflicts=(
        "the latest answers before the claim are on another side than its own",
        "May conflict with the latest before it{reported}: {statements}.",
    ),
    differs=(
        "the claim does not say that nothing has changed, and the latest answers before it are on another"
        " side than its own",
        "Another answer than the latest before it{reported}: {statements}.",
    ),
    nothing_earlier=(
        "no answer of this voice before the claim is in own words or reported",
        "On our record nothing earlier by {voice} in own words or as reported.",
    ),
    summed_up_before=(
        "after the outcome, if pages sum up what may have been said before",
        "Summed up, and perhaps earlier: {extent}.",
    ),
    order_not_known=(
        "it is not known which answers came before the claim, or which of them is the latest",
        "Order not known: {statements}.",
    ),
    since_unclear=(
        "the time that is named is not known to lie before the claim",
        "It names a time, {since}, which is not known to lie before it.",
    ),
    since_not_tested=(
        "the claim names a time, and no answer lies between that time and the claim",
        "Since {since}: not tested, for no answer on our record lies between.",
    ),
    since_holds=(
        "the claim names a time, and all answers since then are on one side",
        "Since {since}: {extent}, all on one side.",
    ),
    since_conflicts=(
        "the claim names a time, and answers since then, or at that time, are on different sides",
        "Since {since}: may conflict with {statements}.",
    ),
    not_tested=(
        "the claim is summed up, or its speaker is not named",
        "Not compared with what was said before. {reason}",
    ),
    not_placed=(
        "some answers may lie before or after the claim",
        "{extent} may lie before or after it, and is not compared.",
    ),
    compared_taken_back=(
        "statements that it was compared with were retracted or disavowed",
        "Of what it was compared with, retracted or disavowed later: {number}.",
    ),
    span_searched=(
        "the time before the claim was searched, wholly or in part",
        "The time before it is {searched}: {outlets}, latest search {day}.",
    ),
    not_confirmed_then=(
        "on a page as of a past day, if no editor had confirmed an outcome by then",
        "No editor had confirmed an outcome in this version.",
    ),
    checked_once_public=(
        "editors see a claim that is not public yet",
        "Compared with what was said before once it is public.",
    ),
    not_confirmed=("no editor has confirmed the outcome", "No editor has confirmed it."),
    confirmed=("an editor confirmed the outcome", "Confirmed by {by}{on}."),
    overruled=(
        "an editor decided otherwise",
        "Decided otherwise by {by}{on}; the comparison proposed: {computed}.",
    ),
    set_by_editor=("an editor decided where the comparison proposes nothing", "Decided by {by}{on}."),
    has_moved_on=(
        "the record has changed since, and the comparison proposes another outcome",
        "The record has changed since; the comparison would now propose: {computed}.",
    ),
    has_no_outcome_now=(
        "the record has changed since, and the comparison proposes nothing",
        "The record has changed since; the comparison would now propose nothing.",
    ),
    compared_has_changed=(
        "the outcome is the same, but it is compared with other claims",
        "It was compared with {then} then and is compared with {now} today.",
    ),
    nothing_afterwards=(
        "nothing later is on record",
        "On our record nothing later by {voice} in own words or as reported.",
    ),
    afterwards=("answers were given later", "Later: {extent}: {answers}."),
)
