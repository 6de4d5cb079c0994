"""The triggers that keep the tables of `caches.py` right, whoever writes. `last_seen` touches none of them."""

from collections.abc import Mapping

from app.store.instants import FARTHEST_MINUTES, FIRST_MS, LAST_MS

NUMBERS = 4096
"""Places in a second: so many sessions that begin in it are told apart without taking the next second's."""
DAY = 86_400 * NUMBERS
LATE = 3_600 * NUMBERS
"""An hour: a session that is no longer and runs over a day's beginning ends within so long after it."""
SHORT = f"last - place BETWEEN -{NUMBERS} AND {LATE}"
"""Whether a session is, by the clocks at its two ends."""
_YEAR_1 = 62_135_596_800_000
"""Milliseconds from the beginning of year 1 to 1970."""


def _place(instant: str, offset: str) -> str:
    """The first place of the second that an instant lies in, by clocks so many minutes east of UTC.

    Within the bounds of `instants.py`, whatever another program writes.
    """
    since_year_1 = f"min(max(CAST({instant} AS INTEGER), {FIRST_MS}), {LAST_MS}) + {_YEAR_1}"
    east = f"min(max(CAST({offset} AS INTEGER), -{FARTHEST_MINUTES}), {FARTHEST_MINUTES})"
    return f"((({since_year_1}) / 1000 + {east} * 60) * {NUMBERS})"


START_PLACE = _place("{0}.start_time", "{0}.start_offset")
"""Where a session began, by the clocks there."""
LAST_PLACE = _place("{0}.end_time", "coalesce({0}.end_offset, {0}.start_offset)")
"""Where it ended, by the clocks there."""
FREE_PLACE = (
    f"(CASE WHEN NOT EXISTS (SELECT 1 FROM cache_past WHERE place = {START_PLACE}) THEN {START_PLACE} ELSE "
    f"(SELECT min(place) + 1 FROM cache_past AS taken WHERE place >= {START_PLACE} "
    "AND NOT EXISTS (SELECT 1 FROM cache_past WHERE place = taken.place + 1)) END)"
)
"""The first one from there on that no session has."""
_PLACE = "(SELECT place FROM cache_past WHERE session_id = {}.{})"


def words(session: str, title: str) -> str:
    """What can be found of a session, as an expression."""
    return f"{session}.notes || char(10) || {session}.tasks_done || char(10) || coalesce({title}, '')"


def undecided(session_id: str) -> str:
    """How many closed gaps of a session nobody decided, as an expression."""
    return (
        f"(SELECT count(*) FROM gap WHERE session_id = {session_id} AND verdict = 'undecided' AND end_time IS NOT NULL)"
    )


def _title(session: str) -> str:
    return f"(SELECT title FROM planning WHERE id = {session}.planning_id)"


def _enter(session: str) -> str:
    """The statements that make the rows of an ended session."""
    of_it = f"cache_past WHERE session_id = {session}.id"
    return f"""
    DELETE FROM {of_it};
    INSERT INTO cache_past (place, last, session_id, start_time, project_id, score, worked, undecided)
        VALUES ({FREE_PLACE.format(session)}, {LAST_PLACE.format(session)}, {session}.id, {session}.start_time,
        {session}.project_id, {session}.satisfaction_score, {session}.worked, {undecided(f"{session}.id")});
    INSERT INTO cache_past_tag (tag_id, place)
        SELECT tag_id, {_PLACE.format(session, "id")} FROM session_tag WHERE session_id = {session}.id;
    INSERT INTO cache_words (rowid, words) SELECT place, {words(session, _title(session))} FROM {of_it};"""


def _leave(session: str) -> str:
    """The statements that take them away; its tags and its plan item must still be there."""
    of_it = f"cache_past WHERE session_id = {session}.id"
    return f"""
    INSERT INTO cache_words (cache_words, rowid, words)
        SELECT 'delete', place, {words(session, _title(session))} FROM {of_it};
    DELETE FROM cache_past_tag WHERE place = {_PLACE.format(session, "id")}
        AND tag_id IN (SELECT tag_id FROM session_tag WHERE session_id = {session}.id);
    DELETE FROM {of_it};"""


def _retitle(row: str, before: str, after: str) -> str:
    """The sessions of a plan item (or those that point at one that was not there) have another title."""
    sessions = f"session AS s JOIN cache_past AS p ON p.session_id = s.id WHERE s.planning_id = {row}.id"
    return f"""
    INSERT INTO cache_words (cache_words, rowid, words) SELECT 'delete', p.place, {words("s", before)} FROM {sessions};
    INSERT INTO cache_words (rowid, words) SELECT p.place, {words("s", after)} FROM {sessions};"""


def _recount(row: str) -> str:
    return f"""
    UPDATE cache_past SET undecided = {undecided(f"{row}.session_id")} WHERE session_id = {row}.session_id;"""


def _tag(row: str) -> str:
    return f"""
    INSERT INTO cache_past_tag (tag_id, place)
        SELECT {row}.tag_id, place FROM cache_past WHERE session_id = {row}.session_id;"""


def _untag(row: str) -> str:
    return f"""
    DELETE FROM cache_past_tag WHERE tag_id = {row}.tag_id AND place = {_PLACE.format(row, "session_id")};"""


_RE_ENTERING = ("id", "start_time", "start_offset", "notes", "tasks_done", "planning_id")
_MARKS = ("end_time", "end_offset", "project_id", "satisfaction_score", "worked")


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)


_WAS_PAST, _IS_PAST = "old.end_time IS NOT NULL", "new.end_time IS NOT NULL"
_BODIES = {
    "cache_session_comes": (f"AFTER INSERT ON session WHEN {_IS_PAST}", _enter("new")),
    "cache_session_goes": (f"BEFORE DELETE ON session WHEN {_WAS_PAST}", _leave("old")),
    "cache_session_ends": (f"AFTER UPDATE OF end_time ON session WHEN NOT {_WAS_PAST} AND {_IS_PAST}", _enter("new")),
    "cache_session_goes_on": (
        f"AFTER UPDATE OF end_time ON session WHEN {_WAS_PAST} AND NOT {_IS_PAST}",
        _leave("old"),
    ),
    "cache_session_differs": (
        f"AFTER UPDATE OF {', '.join(_RE_ENTERING)} ON session "
        f"WHEN {_WAS_PAST} AND {_IS_PAST} AND ({_differs(_RE_ENTERING)})",
        _leave("old") + _enter("new"),
    ),
    "cache_session_marked": (
        f"AFTER UPDATE OF {', '.join(_MARKS)} ON session WHEN {_WAS_PAST} AND {_IS_PAST} AND ({_differs(_MARKS)})",
        f"""
    UPDATE cache_past SET last = {LAST_PLACE.format("new")}, project_id = new.project_id,
        score = new.satisfaction_score, worked = new.worked WHERE session_id = new.id;""",
    ),
    "cache_tag_comes": ("AFTER INSERT ON session_tag", _tag("new")),
    "cache_tag_goes": ("AFTER DELETE ON session_tag", _untag("old")),
    "cache_tag_differs": ("AFTER UPDATE ON session_tag", _untag("old") + _tag("new")),
    "cache_gap_comes": ("AFTER INSERT ON gap WHEN new.verdict = 'undecided'", _recount("new")),
    "cache_gap_goes": ("AFTER DELETE ON gap WHEN old.verdict = 'undecided'", _recount("old")),
    "cache_gap_differs": (
        "AFTER UPDATE OF session_id, end_time, verdict ON gap WHEN 'undecided' IN (old.verdict, new.verdict)",
        _recount("old") + _recount("new"),
    ),
    "cache_title_comes": ("AFTER INSERT ON planning", _retitle("new", "''", "new.title")),
    "cache_title_goes": ("BEFORE DELETE ON planning", _retitle("old", "old.title", "''")),
    "cache_title_differs": (
        "AFTER UPDATE OF title ON planning WHEN old.title IS NOT new.title",
        _retitle("new", "old.title", "new.title"),
    ),
}


def statements(bodies: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What makes the triggers of these names, each with when it acts and what it does."""
    return {
        name: f"CREATE TRIGGER {name} {when} BEGIN{body}\nEND".replace("\n    ", "\n  ")
        for name, (when, body) in bodies.items()
    }


TRIGGERS = statements(_BODIES)
