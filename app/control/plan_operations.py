"""What can be done to plan items: one transaction each, with the refusals. Nothing is changed by a refusal."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.core import corrections, errors, text
from app.core.errors import Refused
from app.core.model import PlanItem
from app.core.plan import Wanted, wanted_of
from app.store.store import Store


def add(store: Store, wanted: Wanted) -> PlanItem:
    """An archived project comes back, as with a start; names that are new are made."""
    with store.write():
        title = _checked_title(wanted.title)
        corrections.check_planned(wanted.minutes)
        project_id = _project_id(store, wanted.project)
        if project_id is not None:
            store.catalogue.bring_back(project_id)
        tag_ids = store.catalogue.tag_ids(wanted.tags)
        return store.planning.get(store.planning.add(wanted.day, title, project_id, tag_ids, wanted.minutes))


def edit(store: Store, seen: PlanItem, wanted: Wanted) -> PlanItem:
    """Write where `wanted` differs from the item as the person saw it."""
    with store.write():
        store.planning.check(seen.id)
        was = wanted_of(seen)
        if wanted.title != was.title:
            store.planning.set_title(seen.id, _checked_title(wanted.title))
        if wanted.minutes != was.minutes:
            corrections.check_planned(wanted.minutes)
            store.planning.set_minutes(seen.id, wanted.minutes)
        if wanted.project != was.project:
            store.planning.set_project(seen.id, _project_id(store, wanted.project))
        if not corrections.same_names(wanted.tags, was.tags):
            store.planning.set_tags(seen.id, store.catalogue.tag_ids(wanted.tags))
        if wanted.day != was.day:
            store.planning.move(seen.id, wanted.day)
        return store.planning.get(seen.id)


def set_done(store: Store, planning_id: int, done: bool) -> None:
    with store.write():
        store.planning.check(planning_id)
        store.planning.set_done(planning_id, done)


def set_minutes(store: Store, planning_id: int, minutes: int) -> None:
    with store.write():
        store.planning.check(planning_id)
        corrections.check_planned(minutes)
        store.planning.set_minutes(planning_id, minutes)


def move(store: Store, planning_ids: Iterable[int], day: date) -> None:
    """To that day, behind its others, in the order given. Those that are there already stay in their place."""
    with store.write():
        for planning_id in planning_ids:
            if store.planning.get(planning_id).day != day:
                store.planning.move(planning_id, day)


def place(store: Store, planning_id: int, above: Sequence[int]) -> None:
    """Right behind the last of those `above` that is still there; where none is, before all others of its day."""
    with store.write():
        item = store.planning.get(planning_id)
        others = [other.id for other in store.planning.of_day(item.day) if other.id != planning_id]
        row = next((others.index(id_) + 1 for id_ in reversed(above) if id_ in others), 0)
        store.planning.order([*others[:row], planning_id, *others[row:]])


def delete(store: Store, planning_id: int) -> None:
    with store.write():
        store.planning.check(planning_id)
        store.planning.delete(planning_id)


def _project_id(store: Store, name: str | None) -> int | None:
    return store.catalogue.project_id(name) if name else None


def _checked_title(title: str) -> str:
    title = text.checked_title(title)
    if not title:
        raise Refused(errors.TITLE_EMPTY)
    return title
