"""Which alert is due when, and what is done with those that came due."""

from datetime import datetime, timedelta

import pytest

from app.core.alerts import (
    NO_LONGER_HOLDS,
    OVERTAKEN,
    PASSED_BY_CHANGE,
    TOLD_BEFORE,
    AlertKind,
    AlertRecord,
    AlertRules,
    Decision,
    DueAlert,
    Result,
    decide,
    due_once,
    next_due,
    overtime_after,
)
from app.core.model import Session
from app.core.quiet import BY_PROJECT, BY_TAG, DO_NOT_DISTURB, MUTED, QUIET
from tests.fakes import MINUTE, a_gap, a_session, at

ALMOST, UP = AlertKind.TIME_ALMOST_UP, AlertKind.TIME_IS_UP
RULES = AlertRules(lead=5 * MINUTE, overtime_every=None, still_working_after=None)


def shown(kind: AlertKind, minutes: float) -> AlertRecord:
    return AlertRecord(kind, at(minutes), Result.SHOWN)


def held(kind: AlertKind, minutes: float, reason: str) -> AlertRecord:
    return AlertRecord(kind, at(minutes), Result.HELD, reason)


def sends(kind: AlertKind, minutes: float) -> Decision:
    return Decision(DueAlert(kind, at(minutes)), None)


def holds(kind: AlertKind, minutes: float, reason: str) -> Decision:
    return Decision(DueAlert(kind, at(minutes)), reason)


def decided(
    session: Session,
    records: tuple[AlertRecord, ...],
    now: datetime,
    *,
    rules: AlertRules = RULES,
    after_change: bool = False,
    held_for: str | None = None,
) -> tuple[Decision, ...]:
    changed_after = now if after_change else None
    return decide(session, records, rules, now, changed_after=changed_after, held_for=held_for)


def test_a_session_has_an_alert_the_lead_before_its_end_and_one_at_its_end() -> None:
    assert due_once(a_session(), RULES) == (DueAlert(ALMOST, at(20)), DueAlert(UP, at(25)))


def test_a_lead_of_zero_turns_the_early_alert_off() -> None:
    assert due_once(a_session(), RULES._replace(lead=None)) == (DueAlert(UP, at(25)),)


@pytest.mark.parametrize(("planned", "kinds"), [(9, [UP]), (10, [ALMOST, UP])])
def test_a_session_shorter_than_twice_the_lead_has_no_early_alert(planned: int, kinds: list[AlertKind]) -> None:
    assert [alert.kind for alert in due_once(a_session(planned=planned), RULES)] == kinds


def test_a_session_with_nothing_planned_has_no_alerts() -> None:
    assert due_once(a_session(planned=None), RULES) == ()


def test_a_pause_moves_the_alerts_by_its_length() -> None:
    assert due_once(a_session(a_gap(10, 16)), RULES) == (DueAlert(ALMOST, at(26)), DueAlert(UP, at(31)))


def test_a_pause_that_lasts_holds_the_alerts_after_it() -> None:
    assert due_once(a_session(a_gap(22, None)), RULES) == (DueAlert(ALMOST, at(20)),)


@pytest.mark.parametrize(("now", "due"), [(0, 20), (19.99, 20), (20, 25), (24, 25)])
def test_next_due_is_the_first_instant_after_now(now: float, due: float) -> None:
    assert next_due(a_session(), RULES, at(now)) == at(due)


def test_nothing_is_due_after_the_planned_end() -> None:
    assert next_due(a_session(), RULES, at(25)) is None


def test_nothing_is_decided_before_an_alert_is_due() -> None:
    assert decided(a_session(), (), at(19.99)) == ()


def test_an_alert_is_sent_at_its_instant() -> None:
    assert decided(a_session(), (), at(20)) == (sends(ALMOST, 20),)


def test_what_is_settled_is_not_decided_again() -> None:
    records = (shown(ALMOST, 20), held(UP, 25, MUTED))
    assert decided(a_session(), records, at(30)) == ()


def test_of_several_that_came_due_only_the_newest_is_sent() -> None:
    decisions = (holds(ALMOST, 20, OVERTAKEN), sends(UP, 25))
    assert decided(a_session(), (), at(40)) == decisions


def test_an_early_alert_does_not_hold_any_more_once_the_time_is_up() -> None:
    records = (shown(UP, 25),)
    assert decided(a_session(), records, at(26)) == (holds(ALMOST, 20, NO_LONGER_HOLDS),)


def test_an_early_alert_does_not_hold_at_the_very_end() -> None:
    rules = RULES._replace(tells_end=False)
    assert decided(a_session(), (), at(25), rules=rules) == (holds(ALMOST, 20, NO_LONGER_HOLDS),)


def test_a_muted_session_holds_what_comes_due() -> None:
    session = a_session(muted=True)
    assert decided(session, (), at(25)) == (
        holds(ALMOST, 20, MUTED),
        holds(UP, 25, MUTED),
    )


def test_what_came_due_while_muted_is_not_sent_after_unmuting() -> None:
    records = (held(ALMOST, 20, MUTED), held(UP, 25, MUTED))
    assert decided(a_session(), records, at(30), after_change=True) == ()


def test_added_time_arms_a_told_alert_anew() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25))
    session = a_session(planned=40)
    assert decided(session, records, at(40))[-1] == sends(UP, 40)


def test_added_time_that_leaves_a_told_session_in_overtime_sends_nothing() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25))
    decisions = decided(a_session(planned=40), records, at(50), after_change=True)
    assert decisions == (holds(ALMOST, 35, TOLD_BEFORE), holds(UP, 40, TOLD_BEFORE))


def test_time_taken_away_past_an_end_that_was_not_told_sends_one_alert() -> None:
    decisions = decided(a_session(planned=10), (), at(15), after_change=True)
    assert decisions == (holds(ALMOST, 5, OVERTAKEN), sends(UP, 10))


def test_a_change_sends_an_early_alert_whose_instant_passed_while_it_still_holds() -> None:
    assert decided(a_session(), (), at(22), after_change=True) == (sends(ALMOST, 20),)


def test_an_alert_that_is_still_on_its_way_counts_as_told() -> None:
    records = (AlertRecord(ALMOST, at(20), None), AlertRecord(UP, at(25), None))
    assert [d.is_sent for d in decided(a_session(planned=30), records, at(35), after_change=True)] == [False] * 2


def test_an_alert_that_failed_is_not_sent_again() -> None:
    records = (shown(ALMOST, 20), AlertRecord(UP, at(25), Result.FAILED, "no way"))
    assert decided(a_session(), records, at(26) + timedelta(hours=3)) == ()


# What comes again and again, and what comes once in a long session

EVERY_10 = RULES._replace(overtime_every=10 * MINUTE)
LONG = RULES._replace(still_working_after=240 * MINUTE)
OVER, STILL = AlertKind.OVERTIME, AlertKind.STILL_WORKING


@pytest.mark.parametrize(("instant", "due"), [(0, 35), (34.9, 35), (35, 45), (60, 65)])
def test_overtime_comes_again_and_again_after_the_planned_end(instant: float, due: float) -> None:
    assert overtime_after(a_session(), EVERY_10, at(instant)) == DueAlert(OVER, at(due))


def test_overtime_waits_while_the_timer_stands_still() -> None:
    paused = a_session(a_gap(30, 50))
    assert overtime_after(paused, EVERY_10, at(0)) == DueAlert(OVER, at(55))
    assert overtime_after(a_session(a_gap(30, None)), EVERY_10, at(0)) is None


@pytest.mark.parametrize("session", [a_session(planned=None), a_session()])
def test_no_overtime_where_nothing_was_planned_or_it_is_off(session: Session) -> None:
    rules = EVERY_10 if session.planned is None else RULES
    assert overtime_after(session, rules, at(60)) is None


def test_the_next_alert_after_the_planned_end_is_overtime() -> None:
    assert next_due(a_session(), EVERY_10, at(25)) == at(35)


def test_overtime_that_a_late_timer_missed_is_written_down_and_the_newest_sent() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25))
    decisions = (holds(OVER, 35, OVERTAKEN), holds(OVER, 45, OVERTAKEN), sends(OVER, 55))
    assert decided(a_session(), records, at(61), rules=EVERY_10) == decisions


def test_overtime_before_the_newest_that_is_settled_is_not_looked_at_again() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25), shown(OVER, 45))
    assert decided(a_session(), records, at(50), rules=EVERY_10) == ()


def test_after_a_change_overtime_that_passed_is_not_sent() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25))
    found = decided(a_session(), records, at(61), rules=EVERY_10, after_change=True)
    assert found == (holds(OVER, 55, PASSED_BY_CHANGE),)


def test_a_planned_end_that_passed_by_a_change_is_told_and_not_the_overtime_since() -> None:
    found = decided(a_session(), (), at(61), rules=EVERY_10, after_change=True)
    assert found == (holds(ALMOST, 20, OVERTAKEN), sends(UP, 25), holds(OVER, 55, PASSED_BY_CHANGE))


def test_a_long_session_is_asked_about_once_also_where_nothing_was_planned() -> None:
    session = a_session(planned=None)
    assert decided(session, (), at(240), rules=LONG) == (sends(STILL, 240),)
    assert decided(session, (shown(STILL, 200),), at(240), rules=LONG) == ()


def test_of_two_at_one_instant_the_more_telling_one_is_sent() -> None:
    both = EVERY_10._replace(still_working_after=240 * MINUTE)
    records = tuple(shown(OVER, minutes) for minutes in (40, 230))
    found = decided(a_session(planned=30), (shown(ALMOST, 25), shown(UP, 30), *records), at(240), rules=both)
    assert found == (holds(OVER, 240, OVERTAKEN), sends(STILL, 240))
    found = decided(a_session(planned=240), (shown(ALMOST, 235),), at(240), rules=both)
    assert found == (holds(STILL, 240, OVERTAKEN), sends(UP, 240))


# Held back, and sent when it can be sent again


def test_what_may_not_go_out_is_held_with_the_reason() -> None:
    assert decided(a_session(), (), at(25), held_for=QUIET) == (holds(ALMOST, 20, QUIET), holds(UP, 25, QUIET))


def test_while_it_is_held_back_nothing_is_decided_again() -> None:
    assert decided(a_session(), (held(ALMOST, 20, QUIET), held(UP, 25, QUIET)), at(30), held_for=QUIET) == ()


def test_when_quiet_has_ended_the_newest_that_still_holds_goes_out_once() -> None:
    records = (held(ALMOST, 20, QUIET), held(UP, 25, QUIET))
    late = Decision(DueAlert(UP, at(25)), None, "sent when quiet ended")
    assert decided(a_session(), records, at(30)) == (late,)
    assert decided(a_session(), (records[0], shown(UP, 25)), at(31)) == ()


def test_an_early_alert_is_not_sent_late_once_the_time_is_up() -> None:
    assert decided(a_session(), (held(ALMOST, 20, QUIET), shown(UP, 25)), at(30)) == ()


def test_overtime_that_was_held_back_goes_out_late_if_it_is_the_newest() -> None:
    records = (shown(ALMOST, 20), shown(UP, 25), held(OVER, 35, DO_NOT_DISTURB))
    late = Decision(DueAlert(OVER, at(35)), None, "sent when do-not-disturb ended")
    assert decided(a_session(), records, at(40), rules=EVERY_10) == (late,)
    assert decided(a_session(), records, at(45), rules=EVERY_10) == (sends(OVER, 45),)


@pytest.mark.parametrize("reason", [MUTED, BY_PROJECT, BY_TAG, OVERTAKEN, TOLD_BEFORE])
def test_what_was_held_for_good_is_never_sent(reason: str) -> None:
    assert decided(a_session(), (held(ALMOST, 20, reason), held(UP, 25, reason)), at(30)) == ()


def test_a_muted_session_is_held_for_its_mute_before_anything_else() -> None:
    assert decided(a_session(muted=True), (shown(ALMOST, 20),), at(25), held_for=QUIET) == (holds(UP, 25, MUTED),)
