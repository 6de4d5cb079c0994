"""Plan items: found by id or by a day's title, made, ticked off."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from peewee import JOIN, Expression, Field, fn

from app.core.errors import not_found
from app.core.model import PlanItem, Tag
from app.core.text import key
from app.store.catalogue import project_of, tag_of
from app.store.database import Database
from app.store.tables import PlanningRow, PlanningTagRow, ProjectRow, TagRow

_COLUMNS = (
    PlanningRow.id,
    PlanningRow.day,
    PlanningRow.title,
    PlanningRow.planned_duration,
    PlanningRow.done,
    PlanningRow.unplanned,
)


class Planning:
    """Reads and writes plan items."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self, planning_id: int) -> None:
        """Raises Refused when there is no such plan item."""
        query = PlanningRow.select(PlanningRow.id).where(PlanningRow.id == planning_id).tuples()
        if not list(query.execute(self._database.peewee)):
            raise not_found("Plan item", planning_id)

    def find(self, day: date, title: str) -> PlanItem | None:
        """The day's item of that title, whatever its case; the open one first where there are several."""
        has_title = (PlanningRow.day == day.isoformat()) & (PlanningRow.title_key == key(title))
        return self._first(has_title, PlanningRow.done, PlanningRow.position, PlanningRow.id)

    def next_open(self, day: date) -> PlanItem | None:
        """The day's first item that the person planned and has not ticked off."""
        is_open = (PlanningRow.day == day.isoformat()) & (PlanningRow.done == 0) & (PlanningRow.unplanned == 0)
        return self._first(is_open, PlanningRow.position, PlanningRow.id)

    def add_unplanned(self, day: date, title: str, project_id: int | None, tag_ids: Iterable[int], minutes: int) -> int:
        """An item that a start makes, behind the day's others."""
        last = PlanningRow.select(fn.MAX(PlanningRow.position)).where(PlanningRow.day == day.isoformat())
        position = last.scalar(self._database.peewee)
        row = {
            "uid": str(uuid4()),
            "day": day.isoformat(),
            "title": title,
            "title_key": key(title),
            "project": project_id,
            "planned_duration": minutes,
            "position": 0 if position is None else position + 1,
            "done": 0,
            "unplanned": 1,
        }
        item = int(PlanningRow.insert(row).execute(self._database.peewee))
        for tag_id in tag_ids:
            PlanningTagRow.insert(planning=item, tag=tag_id).execute(self._database.peewee)
        return item

    def tick_off_if_unplanned(self, planning_id: int) -> None:
        """Done, when a start had made it: only what the person planned can be left undone."""
        query = PlanningRow.update(done=1).where((PlanningRow.id == planning_id) & (PlanningRow.unplanned == 1))
        query.execute(self._database.peewee)

    def _first(self, which: Expression, *order: Field) -> PlanItem | None:
        query = (
            PlanningRow.select(*_COLUMNS, ProjectRow)
            .join(ProjectRow, JOIN.LEFT_OUTER)
            .where(which)
            .order_by(*order)
            .limit(1)
            .tuples()
        )
        for id_, day_text, found, minutes, done, unplanned, *project in query.execute(self._database.peewee):
            return PlanItem(
                id=id_,
                day=date.fromisoformat(day_text),
                title=found,
                project=project_of(tuple(project)) if project[0] is not None else None,
                tags=self._tags(id_),
                planned_minutes=minutes,
                done=bool(done),
                unplanned=bool(unplanned),
            )
        return None

    def _tags(self, planning_id: int) -> tuple[Tag, ...]:
        query = (
            TagRow.select()
            .join(PlanningTagRow)
            .where(PlanningTagRow.planning == planning_id)
            .order_by(TagRow.name_key)
            .tuples()
        )
        return tuple(tag_of(row) for row in query.execute(self._database.peewee))
