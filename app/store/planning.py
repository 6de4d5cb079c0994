"""Plan items: found by id, day or title, made, changed, put in order, ticked off, taken away."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from peewee import JOIN, Case, Expression, Field, fn

from app.core.errors import not_found
from app.core.model import PlanItem, Tag
from app.core.text import key
from app.store.catalogue import project_of, tag_of
from app.store.database import Database
from app.store.tables import PlanningRow, PlanningTagRow, ProjectRow, SessionRow, TagRow

_COLUMNS = (
    PlanningRow.id,
    PlanningRow.day,
    PlanningRow.title,
    PlanningRow.planned_duration,
    PlanningRow.done,
    PlanningRow.unplanned,
)
_ORDER = (PlanningRow.position, PlanningRow.id)
_IS_LEFT = (PlanningRow.done == 0) & (PlanningRow.unplanned == 0)
"""Only what the person planned can be left undone."""


class Planning:
    """Reads and writes plan items."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def check(self, planning_id: int) -> None:
        """Raises Refused when there is no such plan item."""
        query = PlanningRow.select(PlanningRow.id).where(PlanningRow.id == planning_id).tuples()
        if not list(query.execute(self._database.peewee)):
            raise not_found("Plan item", planning_id)

    def get(self, planning_id: int) -> PlanItem:
        """Raises Refused when there is no such plan item."""
        for item in self._items(PlanningRow.id == planning_id):
            return item
        raise not_found("Plan item", planning_id)

    def find(self, day: date, title: str) -> PlanItem | None:
        """The day's item of that title, whatever its case; the open one first where there are several."""
        has_title = _on(day) & (PlanningRow.title_key == key(title))
        return self._first(has_title, PlanningRow.done, *_ORDER)

    def of_day(self, day: date) -> tuple[PlanItem, ...]:
        """In their order."""
        return self._items(_on(day), *_ORDER)

    def open_of(self, day: date) -> tuple[PlanItem, ...]:
        """Those that are not ticked off, in their order."""
        return self._items(_on(day) & (PlanningRow.done == 0), *_ORDER)

    def next_open(self, day: date) -> PlanItem | None:
        """The day's first item that the person planned and has not ticked off."""
        return self._first(_on(day) & _IS_LEFT, *_ORDER)

    def undone(self, since: date, until: date) -> tuple[PlanItem, ...]:
        """What the person planned for the days from `since` to before `until` and has not ticked off, oldest first."""
        between = (PlanningRow.day >= since.isoformat()) & (PlanningRow.day < until.isoformat())
        return self._items(between & _IS_LEFT, PlanningRow.day, *_ORDER)

    def worked(self, planning_ids: Iterable[int]) -> dict[int, timedelta]:
        """What the ended sessions of each were worked; those without any are left out."""
        wanted = list(planning_ids)
        query = (
            SessionRow.select(SessionRow.planning, fn.SUM(SessionRow.worked))
            .where((SessionRow.planning << wanted) & SessionRow.worked.is_null(False))
            .group_by(SessionRow.planning)
            .tuples()
        )
        return {id_: timedelta(milliseconds=ms) for id_, ms in query.execute(self._database.peewee)} if wanted else {}

    def add(self, day: date, title: str, project_id: int | None, tag_ids: Iterable[int], minutes: int | None) -> int:
        """An item that the person plans, behind the day's others."""
        return self._insert(day, title, project_id, tag_ids, minutes, unplanned=False)

    def add_unplanned(self, day: date, title: str, project_id: int | None, tag_ids: Iterable[int], minutes: int) -> int:
        """An item that a start makes, behind the day's others."""
        return self._insert(day, title, project_id, tag_ids, minutes, unplanned=True)

    def set_title(self, planning_id: int, title: str) -> None:
        self._update(planning_id, title=title, title_key=key(title))

    def set_project(self, planning_id: int, project_id: int | None) -> None:
        self._update(planning_id, project=project_id)

    def set_minutes(self, planning_id: int, minutes: int | None) -> None:
        self._update(planning_id, planned_duration=minutes)

    def set_tags(self, planning_id: int, tag_ids: Iterable[int]) -> None:
        """The whole new set. Those that stay are not written."""
        wanted = set(tag_ids)
        known = {tag.id for tag in self._tags([planning_id])[planning_id]}
        gone = (PlanningTagRow.planning == planning_id) & (PlanningTagRow.tag << (known - wanted))
        PlanningTagRow.delete().where(gone).execute(self._database.peewee)
        self._add_tags(planning_id, sorted(wanted - known))

    def set_done(self, planning_id: int, done: bool) -> None:
        """Who takes the tick off an item that a start made, plans it."""
        if done:
            self._update(planning_id, done=1)
        else:
            self._update(planning_id, done=0, unplanned=0)

    def move(self, planning_id: int, day: date) -> None:
        """To another day, behind its others. Who moves an item that a start made, plans it."""
        self._update(planning_id, day=day.isoformat(), position=self._behind(day), unplanned=0)

    def order(self, planning_ids: Sequence[int]) -> None:
        """The items of a day in their new order, in one statement. Those that stay are not written."""
        wanted = list(planning_ids)
        query = PlanningRow.select(PlanningRow.id, PlanningRow.position).where(PlanningRow.id << wanted).tuples()
        known = dict(query.execute(self._database.peewee))
        moved = [(id_, position) for position, id_ in enumerate(wanted) if known[id_] != position]
        if moved:
            are_moved = PlanningRow.id << [id_ for id_, _position in moved]
            change = PlanningRow.update(position=Case(PlanningRow.id, moved)).where(are_moved)
            change.execute(self._database.peewee)

    def delete(self, planning_id: int) -> None:
        """Its sessions keep their time, without it."""
        database = self._database.peewee
        SessionRow.update(planning=None).where(SessionRow.planning == planning_id).execute(database)
        PlanningRow.delete().where(PlanningRow.id == planning_id).execute(database)

    def tick_off_if_unplanned(self, planning_id: int) -> None:
        """Done, when a start had made it: only what the person planned can be left undone."""
        query = PlanningRow.update(done=1).where((PlanningRow.id == planning_id) & (PlanningRow.unplanned == 1))
        query.execute(self._database.peewee)

    def _insert(
        self,
        day: date,
        title: str,
        project_id: int | None,
        tag_ids: Iterable[int],
        minutes: int | None,
        *,
        unplanned: bool,
    ) -> int:
        row = {
            "uid": str(uuid4()),
            "day": day.isoformat(),
            "title": title,
            "title_key": key(title),
            "project": project_id,
            "planned_duration": minutes,
            "position": self._behind(day),
            "done": 0,
            "unplanned": int(unplanned),
        }
        item = int(PlanningRow.insert(row).execute(self._database.peewee))
        self._add_tags(item, tag_ids)
        return item

    def _behind(self, day: date) -> int:
        """The position behind all items of that day."""
        last = PlanningRow.select(fn.MAX(PlanningRow.position)).where(_on(day)).scalar(self._database.peewee)
        return 0 if last is None else int(last) + 1

    def _add_tags(self, planning_id: int, tag_ids: Iterable[int]) -> None:
        for tag_id in tag_ids:
            PlanningTagRow.insert(planning=planning_id, tag=tag_id).execute(self._database.peewee)

    def _update(self, planning_id: int, **columns: Any) -> None:
        PlanningRow.update(columns).where(PlanningRow.id == planning_id).execute(self._database.peewee)

    def _first(self, which: Expression, *order: Field) -> PlanItem | None:
        return next(iter(self._items(which, *order, limit=1)), None)

    def _items(self, which: Expression, *order: Field, limit: int | None = None) -> tuple[PlanItem, ...]:
        query = (
            PlanningRow.select(*_COLUMNS, ProjectRow)
            .join(ProjectRow, JOIN.LEFT_OUTER)
            .where(which)
            .order_by(*order)
            .limit(limit)
            .tuples()
        )
        rows = [row for row in query.execute(self._database.peewee) if _is_day(row[1])]
        tags = self._tags([row[0] for row in rows])
        return tuple(
            PlanItem(
                id=id_,
                day=date.fromisoformat(day_text),
                title=title,
                project=project_of(tuple(project)) if project[0] is not None else None,
                tags=tuple(tags[id_]),
                planned_minutes=minutes,
                done=bool(done),
                unplanned=bool(unplanned),
            )
            for id_, day_text, title, minutes, done, unplanned, *project in rows
        )

    def _tags(self, planning_ids: list[int]) -> dict[int, list[Tag]]:
        found: dict[int, list[Tag]] = defaultdict(list)
        query = (
            TagRow.select(PlanningTagRow.planning, TagRow)
            .join(PlanningTagRow)
            .where(PlanningTagRow.planning << planning_ids)
            .order_by(TagRow.name_key)
            .tuples()
        )
        for planning_id, *tag in query.execute(self._database.peewee) if planning_ids else ():
            found[planning_id].append(tag_of(tuple(tag)))
        return found


def _is_day(text: str) -> bool:
    """Another program may have written `2026-11-00`: the table only checks that there are digits.

    What is planned for no day of the calendar is left out of the plan.
    """
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _on(day: date) -> Expression:
    return PlanningRow.day == day.isoformat()
