"""Indexes for speed. Each can be dropped and made anew from the rest; none is part of the record."""

from peewee import SqliteDatabase

INDEXES = {
    "cache_session_start": "session (start_time)",
    "cache_session_length": "session (end_time - start_time)",
    "cache_session_project": "session (project_id)",
    "cache_session_planning": "session (planning_id)",
    "cache_session_tag": "session_tag (tag_id)",
    "cache_planning_day": "planning (day, title_key)",
    "cache_planning_project": "planning (project_id)",
    "cache_planning_tag": "planning_tag (tag_id)",
    "cache_alert_due": "alert (due_time)",
    "cache_alert_unfinished": "alert (due_time) WHERE result IS NULL",
    "cache_gap_session": "gap (session_id)",
    "cache_gap_undecided": "gap (start_time) WHERE verdict = 'undecided'",
}


def rebuild(database: SqliteDatabase) -> None:
    """Drop every `cache_` index and make it anew."""
    for name, columns in INDEXES.items():
        database.execute_sql(f"DROP INDEX IF EXISTS {name}")
        database.execute_sql(f"CREATE INDEX {name} ON {columns}")
