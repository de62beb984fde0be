"""No-change checks in words: the outcome that the software computes, and the editor's decision."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.dates.fuzzy import FuzzyDate
from claims.domain.positions.consistency import ConsistencyCheck
from claims.domain.positions.extent import answers_given, extent, within_sentence
from claims.domain.positions.findings import alone_in_list, statements
from claims.domain.positions.sentence import Sentence
from claims.domain.positions.sentences import say
from claims.domain.positions.voices import AttributedStance
from claims.domain.record.claim import Check
from claims.domain.record.vocabulary import CONSISTENCY_OUTCOMES, STANCE_BASES
from claims.domain.text.plurals import number_of

MAY_CONFLICT = "may conflict with an earlier statement; no editor has confirmed it"


@dataclass(frozen=True, slots=True)
class CheckInWords:
    """A check in words. ``computed`` is today's result, ``editor`` the editor's decision; both are shown.

    ``outcome`` is shown first: the editor's outcome, else the software's, else empty. ``baseline`` says what
    the claim refers to, ``basis`` how that is known, ``afterwards`` what was said later.
    """

    outcome: str
    is_confirmed: bool
    computed: tuple[Sentence, ...]
    editor: str
    reason: str
    baseline: str
    basis: str
    notes: tuple[Sentence, ...]
    afterwards: Sentence

    @property
    def computed_text(self) -> str:
        return " ".join(str(sentence) for sentence in self.computed)


def check_in_words(check: ConsistencyCheck, recorded: Check | None) -> CheckInWords:
    """A check in words for a page. ``recorded`` is the editor's decision, if there is one."""
    confirmed = recorded.confirmed if recorded else ""
    return CheckInWords(
        outcome=CONSISTENCY_OUTCOMES[confirmed] if confirmed else proposed_outcome(check),
        is_confirmed=bool(confirmed),
        computed=tuple(computed_sentences(check)),
        editor=editor_sentence(check, recorded),
        reason=recorded.reason if recorded and confirmed else "",
        baseline=baseline_words(check.claim.since),
        basis=STANCE_BASES.get(check.claim.basis, check.claim.basis),
        notes=tuple(_notes(check)),
        afterwards=afterwards_sentence(check),
    )


def proposed_outcome(check: ConsistencyCheck) -> str:
    """The outcome that the software proposes, in words; a conflict always as a proposal."""
    return MAY_CONFLICT if check.outcome == "conflicts" else CONSISTENCY_OUTCOMES.get(check.outcome, "")


def computed_sentences(check: ConsistencyCheck) -> Iterable[Sentence]:
    """The result of today, without the claim itself."""
    reported = ", as reported" if check.is_as_reported else ""
    answers, claim = check.answers, check.claim
    before = f"; before that {statements(check.before_run, answers)}" if check.before_run else ""
    latest = statements(check.latest, answers) if check.latest else ""
    run, boundary, last = _keys(check.run), alone_in_list(check.before_run), alone_in_list(check.latest)
    run, last = run | check.since.held_by, last | check.since.held_by
    of_run = {"extent": extent(check.run), "reported": reported, "before": before} if check.run else {}
    match check.outcome:
        case "":
            yield say("not_tested", reason=claim.grading.sentence)
            return
        case "agrees":
            yield say("agrees", run | boundary, **of_run)
        case "goes_further":
            yield say("goes_further", run | boundary, latest=latest, **of_run)
        case "goes_less_far":
            yield say("goes_less_far", run | boundary, latest=latest, **of_run)
        case "named_beside":
            yield say("named_beside", last, latest=latest, reported=reported)
        case "line_before":
            given = answers_given(check.run, answers)
            yield say("line_before", run, answers=given, extent=extent(check.run), reported=reported)
        case "changed_before":
            earlier = statements(check.before_run, answers)
            yield say(
                "changed_before",
                last | boundary,
                latest=latest,
                earlier=earlier,
                reported=reported,
                untested="; no time was named, so more cannot be tested" if claim.since.undated else "",
            )
        case "conflicts" if check.since.outcome != "conflicts":
            found = statements(check.latest, answers)
            yield say(
                "conflicts" if claim.unchanged else "differs", last, statements=found, reported=reported
            )
        case "nothing_earlier":
            yield say("nothing_earlier", voice=within_sentence(claim.voice_name))
        case "order_not_known":
            found = statements(check.not_placed, answers)
            yield say("order_not_known", alone_in_list(check.not_placed), statements=found)
    if check.summed_up:
        keys = _keys(check.summed_up)
        yield say("summed_up_before", keys, extent=extent(check.summed_up, "sentence"))
    yield from _since(check)


def _since(check: ConsistencyCheck) -> Iterable[Sentence]:
    since = check.claim.since.short_words()
    test = check.since
    compared = (*test.at_that_time, *test.between)
    match test.outcome:
        case "unclear":
            yield say("since_unclear", since=since)
        case "not_tested":
            yield say("since_not_tested", test.held_by, since=since)
        case "holds":
            yield say(
                "since_holds", _keys(test.between) | test.held_by, since=since, extent=extent(test.between)
            )
        case "conflicts":
            found = statements(compared, check.answers)
            yield say("since_conflicts", alone_in_list(compared), since=since, statements=found)


def editor_sentence(check: ConsistencyCheck, recorded: Check | None) -> str:
    """Who confirmed or overruled the outcome, when, and whether the record has changed since."""
    if recorded is None or not recorded.confirmed:
        return str(say("not_confirmed")) if check.outcome else ""
    sentence = recorded_sentence(recorded)
    if check.outcome and check.outcome != recorded.computed:
        return f"{sentence} {say('has_moved_on', computed=CONSISTENCY_OUTCOMES[check.outcome])}"
    if check.outcome != recorded.computed:
        return f"{sentence} {say('has_no_outcome_now')}"
    tested = _keys(check.tested)
    if recorded.tested and tested != set(recorded.tested):
        then, now = number_of(len(set(recorded.tested)), "claim"), number_of(len(tested), "claim")
        sentence = f"{sentence} {say('compared_has_changed', then=then, now=now)}"
    return sentence


def recorded_sentence(recorded: Check) -> str:
    """Who confirmed or overruled an outcome, and when. The check must have an outcome."""
    by = recorded.by or "an editor"
    on = f" on {FuzzyDate.parse(recorded.on).short_words()}" if recorded.on else ""
    if not recorded.computed:
        return str(say("set_by_editor", by=by, on=on))
    if recorded.computed == recorded.confirmed:
        return str(say("confirmed", by=by, on=on))
    return str(say("overruled", by=by, on=on, computed=CONSISTENCY_OUTCOMES[recorded.computed]))


def afterwards_sentence(check: ConsistencyCheck) -> Sentence:
    """What the same voice said later on the same position."""
    if not check.afterwards:
        return say("nothing_afterwards", voice=within_sentence(check.claim.voice_name))
    given = answers_given(check.afterwards, check.answers)
    return say("afterwards", _keys(check.afterwards), extent=extent(check.afterwards), answers=given)


def baseline_words(since: FuzzyDate) -> str:
    """The baseline in words: "since 2017", or "no time named"."""
    return "no time named" if since.undated else f"since {since.short_words()}"


def _notes(check: ConsistencyCheck) -> Iterable[Sentence]:
    if check.not_placed and check.outcome not in ("order_not_known", ""):
        yield say("not_placed", _keys(check.not_placed), extent=extent(check.not_placed))
    taken_back = [one for one in check.tested if one.taken_back]
    if taken_back:
        number = number_of(len(taken_back), "statement")
        yield say("compared_taken_back", _keys(taken_back), number=number)


def _keys(stances: Iterable[AttributedStance]) -> set[str]:
    return {one.key for one in stances}
