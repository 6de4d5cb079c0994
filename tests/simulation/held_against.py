"""What is wrong with the file of a program that was lived with, held against the account."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from app.core.alerts import AlertKind
from tests.fakes import MINUTE, rows
from tests.simulation.person import Person
from tests.simulation.program import MS, Program, Sent

LEAD = 5 * MINUTE

EMPTY = {
    "two gaps of a session overlap": """
        SELECT a.session_id FROM gap a JOIN gap b ON a.session_id = b.session_id AND a.id < b.id
        WHERE a.start_time < b.end_time AND b.start_time < a.end_time""",
    "a gap lies outside its session": """
        SELECT gap.session_id FROM gap JOIN session ON session.id = gap.session_id
        WHERE gap.start_time < session.start_time OR gap.end_time > session.end_time""",
    "a gap ends before it begins": "SELECT session_id FROM gap WHERE end_time < start_time",
    "worked is not what the gaps leave": """
        SELECT id FROM session WHERE worked IS NOT end_time - start_time - (
            SELECT coalesce(sum(end_time - start_time), 0) FROM gap
            WHERE session_id = session.id AND verdict <> 'kept')""",
    "a session still runs": "SELECT id FROM session WHERE end_time IS NULL",
    "a gap still runs": "SELECT session_id FROM gap WHERE end_time IS NULL",
    "an alert stands twice": """
        SELECT session_id FROM alert GROUP BY session_id, kind, due_time HAVING count(*) > 1""",
    "an alert was left unfinished": "SELECT session_id FROM alert WHERE result IS NULL",
}


def flaws(person: Person, program: Program) -> Iterator[str]:
    """Every flaw in a sentence; the program is closed."""
    for flaw, query in EMPTY.items():
        for (found,) in rows(program.path, query):
            yield f"{flaw}: {found}"
    worked = {key: length * MS for key, length in rows(program.path, "SELECT id, worked FROM session")}
    for key, lived in person.account.sessions.items():
        if worked.get(key) != lived.worked:
            yield f"session {key} was worked {lived.worked}, the file says {worked.get(key)}"
    if sum(worked.values(), timedelta()) != person.account.worked:
        yield f"{person.account.worked} were worked in all, the file says {sum(worked.values(), timedelta())}"
    yield from (f"sent {count} times: {sent}" for sent, count in Counter(program.sent).items() if count > 1)
    sent = {each for each in program.sent if each[0] in person.plain}
    if sent != (expected := {alert for key in person.plain for alert in _alerts_of(person, program, key)}):
        yield f"alerts sent of plain sessions: {sorted(sent ^ expected)}"


def _alerts_of(person: Person, program: Program, key: int) -> Iterator[Sent]:
    lived = person.account.sessions[key]
    planned = rows(program.path, "SELECT planned_duration FROM session WHERE id = ?", key)[0][0] * MINUTE
    if planned >= 2 * LEAD and lived.worked >= planned - LEAD:
        yield key, AlertKind.TIME_ALMOST_UP, lived.start + planned - LEAD
    if lived.worked >= planned:
        yield key, AlertKind.TIME_IS_UP, lived.start + planned
