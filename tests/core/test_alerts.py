"""Which alert is due when, and what is done with those that came due."""

from datetime import datetime, timedelta

import pytest

from app.core.alerts import (
    NO_LONGER_HOLDS,
    OVERTAKEN,
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
)
from app.core.model import Session
from app.core.quiet import MUTED
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
    return decide(session, records, rules, now, after_change=after_change, held_for=held_for)


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
