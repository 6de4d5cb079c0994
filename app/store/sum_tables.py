"""The tables that hold sums by day for reports, and the triggers that mark where they no longer hold.

`cache_sum` has a row for each kind, day and key of `core/sums.py`; and one for each whole month, under the ordinal of
its first day, with the kind plus `MONTHS`, so that ten years are a hundred months. Triggers can't work them out: days
begin by the clocks of zones, which SQLite has none of. So they only mark what was touched, as days in UTC, in
`cache_unsummed`; the sums around there are read from the record until they are written anew (`sums.py`).
`cache_summed` says for which `day starts at` the rows hold.
"""

from app.store.cache_triggers import statements

UTC_DAY = "(CAST({} AS INTEGER) / 86400000 + 719163)"
"""The ordinal of the day in UTC that an instant lies in, as an expression; 719163 is 1 January 1970."""
MONTHS = 8
COLUMNS = ("worked", "sessions", "planned", "planned_worked", "overtime", "over", "reviewed", "score")
"""Those of `Tally`; lengths in milliseconds."""
SUM_TABLES = {
    "cache_sum": f"""CREATE TABLE cache_sum (
    kind INTEGER NOT NULL,
    day INTEGER NOT NULL,
    key INTEGER NOT NULL,
    {", ".join(f"{column} INTEGER NOT NULL" for column in COLUMNS)},
    PRIMARY KEY (kind, day, key)
) WITHOUT ROWID""",
    "cache_unsummed": """CREATE TABLE cache_unsummed (
    mark INTEGER PRIMARY KEY AUTOINCREMENT,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    UNIQUE (first, last)
)""",
    "cache_summed": "CREATE TABLE cache_summed (day_starts_at TEXT NOT NULL)",
}
_PLACED = ("start_time", "start_offset", "end_time", "end_offset", "zone")
_COUNTED = ("project_id", "planned_duration", "satisfaction_score", "worked")


def _mark(session: str) -> str:
    """A mark that was there gets a new number: whoever has just read its days does not take it away."""
    first, last = (UTC_DAY.format(f"{session}.{column}") for column in ("start_time", "end_time"))
    return f"""
    DELETE FROM cache_unsummed WHERE first = {first} AND last = {last};
    INSERT INTO cache_unsummed (first, last) VALUES ({first}, {last});"""


def _mark_of(row: str) -> str:
    """The same for the session of a tag or gap, where it has ended."""
    first, last = (UTC_DAY.format(column) for column in ("start_time", "end_time"))
    of_it = f"FROM session WHERE id = {row}.session_id AND end_time IS NOT NULL"
    return f"""
    DELETE FROM cache_unsummed WHERE (first, last) = (SELECT {first}, {last} {of_it});
    INSERT INTO cache_unsummed (first, last) SELECT {first}, {last} {of_it};"""


def _changes(columns: tuple[str, ...]) -> str:
    differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    return (
        f"AFTER UPDATE OF {', '.join(columns)} ON session "
        f"WHEN old.end_time IS NOT NULL AND new.end_time IS NOT NULL AND ({differs})"
    )


_BODIES = {
    "cache_sum_session_comes": ("AFTER INSERT ON session WHEN new.end_time IS NOT NULL", _mark("new")),
    "cache_sum_session_goes": ("BEFORE DELETE ON session WHEN old.end_time IS NOT NULL", _mark("old")),
    "cache_sum_session_ends": (
        "AFTER UPDATE OF end_time ON session WHEN old.end_time IS NULL AND new.end_time IS NOT NULL",
        _mark("new"),
    ),
    "cache_sum_session_goes_on": (
        "AFTER UPDATE OF end_time ON session WHEN old.end_time IS NOT NULL AND new.end_time IS NULL",
        _mark("old"),
    ),
    "cache_sum_session_moves": (_changes(_PLACED), _mark("old") + _mark("new")),
    "cache_sum_session_counts": (_changes(_COUNTED), _mark("new")),
    "cache_sum_tag_comes": ("AFTER INSERT ON session_tag", _mark_of("new")),
    "cache_sum_tag_goes": ("AFTER DELETE ON session_tag", _mark_of("old")),
    "cache_sum_tag_differs": ("AFTER UPDATE ON session_tag", _mark_of("old") + _mark_of("new")),
    "cache_sum_gap_comes": ("AFTER INSERT ON gap", _mark_of("new")),
    "cache_sum_gap_goes": ("AFTER DELETE ON gap", _mark_of("old")),
    "cache_sum_gap_differs": ("AFTER UPDATE ON gap", _mark_of("old") + _mark_of("new")),
}
SUM_TRIGGERS = statements(_BODIES)
