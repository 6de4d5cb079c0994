"""How long the last sessions of a kind were worked."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from app.core.plan import FEWEST, LOOKED_AT, Kind
from app.store.database import Rows

_BACK = 1000
"""So many sessions at most are looked at for those with the same tags: a kind that is rarer is out of use."""
_MINUTE_MS = 60_000
_FARTHEST = f"coalesce((SELECT place FROM {{}} WHERE {{}} = ? ORDER BY place DESC LIMIT 1 OFFSET {_BACK}), 0)"
_TAGS = "SELECT tag_id FROM session_tag AS t WHERE t.session_id = p.session_id ORDER BY tag_id"
_SAME_TAGS = f"coalesce((SELECT group_concat(tag_id) FROM ({_TAGS})), '') = ?"


class Lengths:
    """Reads `cache_past`, in which the sessions of a project, and of a tag, lie in order of time."""

    def __init__(self, database: Rows) -> None:
        self._database = database

    def last(self, kind: Kind) -> tuple[timedelta, ...]:
        """Of the last sessions of that kind, newest first; where they are too few, of the project's with any tags.

        Sessions of less than a minute are left out. Nothing for what has neither project nor tags.
        """
        if kind.project_id is None and not kind.tag_ids:
            return ()
        alike = self._alike(kind)
        if len(alike) >= FEWEST or kind.project_id is None:
            return alike
        return self._of_project(kind.project_id)

    def _alike(self, kind: Kind) -> tuple[timedelta, ...]:
        tags = ",".join(str(tag_id) for tag_id in sorted(kind.tag_ids))
        first = min(kind.tag_ids) if kind.tag_ids else kind.project_id
        rows, by = ("cache_past_tag", "tag_id") if kind.tag_ids else ("cache_past", "project_id")
        sql = (
            f"SELECT p.worked FROM {rows} AS w CROSS JOIN cache_past AS p ON p.place = w.place "
            f"WHERE w.{by} = ? AND w.place >= {_FARTHEST.format(rows, by)} "
            f"AND p.project_id IS ? AND p.worked >= {_MINUTE_MS} AND {_SAME_TAGS} "
            f"ORDER BY w.place DESC LIMIT {LOOKED_AT}"
        )
        return self._spans(sql, (first, first, kind.project_id, tags))

    def _of_project(self, project_id: int) -> tuple[timedelta, ...]:
        sql = (
            f"SELECT worked FROM cache_past WHERE project_id = ? AND worked >= {_MINUTE_MS} "
            f"ORDER BY place DESC LIMIT {LOOKED_AT}"
        )
        return self._spans(sql, (project_id,))

    def _spans(self, sql: str, values: Iterable[Any]) -> tuple[timedelta, ...]:
        found = self._database.peewee.execute_sql(sql, tuple(values)).fetchall()
        return tuple(timedelta(milliseconds=worked) for (worked,) in found)
