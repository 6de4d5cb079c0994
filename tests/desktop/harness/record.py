"""The data file as anybody can read it with sqlite3, and as only a test may change it: while the program is off."""

import json
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

MINUTE = 60_000
"""In the file's milliseconds."""


def now() -> int:
    return time.time_ns() // 1_000_000


class Record:
    """`sessile.db` of one data directory."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "sessile.db"

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def row(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The only row."""
        (row,) = self.rows(query, *values)
        return row

    def one(self, query: str, *values: Any) -> Any:
        """The only value."""
        (value,) = self.row(query, *values)
        return value

    def change(self, statement: str, *values: Any) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement, values)

    def make(self, new_file: Path) -> None:
        """Make the directory, with a data file that the program has just made."""
        self.path.parent.mkdir(mode=0o700)
        shutil.copy(new_file, self.path)

    def choose(self, **settings: Any) -> None:
        """The person's choices, as the settings write them."""
        for key, value in settings.items():
            self.change("INSERT INTO setting (key, value) VALUES (?, ?)", key, json.dumps(value))

    def add_session(
        self,
        project: str,
        minutes: int,
        *,
        started: int,
        ended: int | None = None,
        seen: int = 0,
        muted: bool = False,
        at: int | None = None,
    ) -> None:
        """Instants are milliseconds before `at`, now if not given; `ended` None leaves the session active."""
        self.change(
            "INSERT INTO project (name, name_key) VALUES (?, ?) ON CONFLICT DO NOTHING", project, project.casefold()
        )
        at = now() if at is None else at
        row = {
            "uid": str(uuid4()),
            "project_id": self.one("SELECT id FROM project WHERE name = ?", project),
            "start_time": at - started,
            "start_offset": 60,
            "end_time": None if ended is None else at - ended,
            "end_offset": None if ended is None else 60,
            "zone": "Europe/Berlin",
            "planned_duration": minutes,
            "notification_disabled": int(muted),
            "worked": None if ended is None else started - ended,
            "last_seen": at - (ended or seen),
        }
        marks = ", ".join("?" * len(row))
        self.change(f"INSERT INTO session ({', '.join(row)}) VALUES ({marks})", *row.values())
