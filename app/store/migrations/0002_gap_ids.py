"""A gap's number is never used again, so that undo finds the gap it means; the view shows overtime."""

from typing import Any

STEPS = """
ALTER TABLE gap RENAME TO old_gap;
CREATE TABLE gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    start_time INTEGER NOT NULL,
    end_time INTEGER CHECK (end_time >= start_time),
    cause TEXT NOT NULL CHECK (cause IN ('pause', 'idle', 'clock', 'locked', 'asleep', 'closed')),
    verdict TEXT NOT NULL CHECK (verdict IN ('kept', 'discarded', 'undecided'))
);
INSERT INTO gap SELECT id, session_id, start_time, end_time, cause, verdict FROM old_gap;
DROP TABLE old_gap;
CREATE UNIQUE INDEX one_open_gap ON gap ((end_time IS NULL)) WHERE end_time IS NULL;
DROP VIEW session_readable;
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
    max(s.worked / 60000 - s.planned_duration, 0) AS overtime,
    s.satisfaction_score,
    s.tasks_done,
    s.notes,
    s.notification_disabled
FROM session AS s
LEFT JOIN planning AS p ON p.id = s.planning_id
LEFT JOIN project ON project.id = s.project_id;
"""


def up(migrator: Any, db: Any) -> None:
    for statement in STEPS.split(";\n"):
        if statement.strip():
            db.execute_sql(statement)
    db.pragma("user_version", 2)
