"""What is wrong with the file of a program that was lived with, held against the account."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from tests.fakes import rows
from tests.simulation.alerts_account import HELD
from tests.simulation.person import Person
from tests.simulation.program import MS, Program
from tests.simulation.silence import LATE

KNOWN = {"held": HELD, "shown": {"", *LATE.values()}}
"""The reasons that there are for each result."""

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
    yield from _flaws_of_alerts(program)


def _flaws_of_alerts(program: Program) -> Iterator[str]:
    watch = program.watch
    yield from watch.flaws
    if len(watch.strong) <= len(watch.weak):
        yield f"only {len(watch.strong)} sessions were held against the account, {len(watch.weak)} were not"
    yield from (f"sent {count} times: {sent}" for sent, count in Counter(program.sent).items() if count > 1)
    for result, reason, count in rows(program.path, "SELECT result, reason, count(*) FROM alert GROUP BY 1, 2"):
        if reason not in KNOWN.get(result, ()):
            yield f"{count} alerts are {result}: {reason}"
    shown = rows(program.path, "SELECT session_id, kind, count(*) FROM alert WHERE result = 'shown' GROUP BY 1, 2")
    in_file = {(key or 0, kind): count for key, kind, count in shown}
    sent = Counter((key, kind.value) for key, kind, _due in program.sent)
    there = {0, *(key for (key,) in rows(program.path, "SELECT id FROM session"))}
    for each in sent.keys() | in_file.keys():
        if each[0] in there and sent[each] != in_file.get(each, 0):
            yield f"{each} was sent {sent[each]} times, the file says {in_file.get(each, 0)}"
