"""All tables of the first version, the rules the database itself keeps, and the view for people."""

from typing import Any

TABLES = """
CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    color TEXT NOT NULL DEFAULT 'lagoon',
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1)),
    weekly_target INTEGER CHECK (weekly_target > 0)
);
CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1))
);
CREATE TABLE planning (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    project_id INTEGER REFERENCES project (id) ON DELETE SET NULL,
    planned_duration INTEGER CHECK (planned_duration BETWEEN 1 AND 1440),
    position INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    unplanned INTEGER NOT NULL DEFAULT 0 CHECK (unplanned IN (0, 1))
);
CREATE TABLE planning_tag (
    planning_id INTEGER NOT NULL REFERENCES planning (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (planning_id, tag_id)
) WITHOUT ROWID;
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL DEFAULT '',
    added INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    source TEXT UNIQUE,
    import_id INTEGER REFERENCES import (id) ON DELETE SET NULL,
    project_id INTEGER REFERENCES project (id) ON DELETE SET NULL,
    planning_id INTEGER REFERENCES planning (id) ON DELETE SET NULL,
    start_time INTEGER NOT NULL,
    start_offset INTEGER NOT NULL DEFAULT 0,
    end_time INTEGER CHECK (end_time >= start_time),
    end_offset INTEGER,
    zone TEXT NOT NULL DEFAULT 'UTC',
    planned_duration INTEGER CHECK (planned_duration BETWEEN 1 AND 1440),
    notification_disabled INTEGER NOT NULL DEFAULT 0 CHECK (notification_disabled IN (0, 1)),
    satisfaction_score INTEGER CHECK (satisfaction_score BETWEEN 1 AND 5),
    tasks_done TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    worked INTEGER CHECK (worked >= 0),
    last_seen INTEGER
);
CREATE UNIQUE INDEX one_active_session ON session ((end_time IS NULL)) WHERE end_time IS NULL;
CREATE TABLE session_tag (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (session_id, tag_id)
) WITHOUT ROWID;
CREATE TABLE gap (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    start_time INTEGER NOT NULL,
    end_time INTEGER CHECK (end_time >= start_time),
    cause TEXT NOT NULL CHECK (cause IN ('pause', 'idle', 'clock', 'locked', 'asleep', 'closed')),
    verdict TEXT NOT NULL CHECK (verdict IN ('kept', 'discarded', 'undecided'))
);
CREATE UNIQUE INDEX one_open_gap ON gap ((end_time IS NULL)) WHERE end_time IS NULL;
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    session_id INTEGER REFERENCES session (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    due_time INTEGER NOT NULL,
    done_time INTEGER,
    result TEXT CHECK (result IN ('shown', 'held', 'failed')),
    way TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (session_id, kind, due_time)
);
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    what TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
);
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE VIEW session_readable AS
SELECT
    s.id,
    strftime('%Y-%m-%dT%H:%M:%S', s.start_time / 1000 + s.start_offset * 60, 'unixepoch')
        || printf('%s%02d:%02d', CASE WHEN s.start_offset < 0 THEN '-' ELSE '+' END,
                  abs(s.start_offset) / 60, abs(s.start_offset) % 60) AS start_time,
    strftime('%Y-%m-%dT%H:%M:%S', s.end_time / 1000 + s.end_offset * 60, 'unixepoch')
        || printf('%s%02d:%02d', CASE WHEN s.end_offset < 0 THEN '-' ELSE '+' END,
                  abs(s.end_offset) / 60, abs(s.end_offset) % 60) AS end_time,
    s.zone,
    p.title,
    project.name AS project,
    (SELECT group_concat(name, ', ') FROM (SELECT tag.name FROM session_tag JOIN tag ON tag.id = session_tag.tag_id
        WHERE session_tag.session_id = s.id ORDER BY tag.name_key)) AS tags,
    s.planned_duration,
    s.worked / 60000 AS actual_duration,
    s.satisfaction_score,
    s.tasks_done,
    s.notes,
    s.notification_disabled
FROM session AS s
LEFT JOIN planning AS p ON p.id = s.planning_id
LEFT JOIN project ON project.id = s.project_id;
"""


def up(migrator: Any, db: Any) -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.pragma("user_version", 1)
