"""Projects and tags: found by id or name, made when a name is new, changed, merged, taken away."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from peewee import ModelSelect, Value

from app.core.errors import MAX_TARGET, not_found
from app.core.model import COLORS, Named, Project, Tag, Use
from app.core.text import checked_name, key
from app.store.database import Database
from app.store.tables import PlanningRow, PlanningTagRow, ProjectRow, SessionRow, SessionTagRow, TagRow

_TAGGED = (
    (SessionTagRow, SessionTagRow.session, SessionTagRow.tag),
    (PlanningTagRow, PlanningTagRow.planning, PlanningTagRow.tag),
)


class Catalogue:
    """What a change touches is found by index, and changed in one statement: a project may have 100,000 sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def projects(self) -> tuple[Project, ...]:
        """All that are not archived, by name."""
        query = ProjectRow.select().where(ProjectRow.archived == 0).order_by(ProjectRow.name_key)
        return tuple(project_of(row) for row in query.tuples().execute(self._database.peewee))

    def all_projects(self) -> tuple[Project, ...]:
        """The archived ones too, by name."""
        query = ProjectRow.select().order_by(ProjectRow.name_key).tuples()
        return tuple(project_of(row) for row in query.execute(self._database.peewee))

    def tags(self) -> tuple[Tag, ...]:
        """All, by name."""
        query = TagRow.select().order_by(TagRow.name_key)
        return tuple(tag_of(row) for row in self._tag_rows(query))

    def find_project(self, name: str) -> Project | None:
        query = ProjectRow.select().where(ProjectRow.name_key == key(name)).tuples()
        return next((project_of(row) for row in query.execute(self._database.peewee)), None)

    def find_tag(self, name: str) -> Tag | None:
        query = TagRow.select().where(TagRow.name_key == key(name))
        return next((tag_of(row) for row in self._tag_rows(query)), None)

    def project(self, project_id: int) -> Project:
        """Raises Refused when there is no such project."""
        query = ProjectRow.select().where(ProjectRow.id == project_id).tuples()
        for row in query.execute(self._database.peewee):
            return project_of(row)
        raise not_found("Project", project_id)

    def tag(self, tag_id: int) -> Tag:
        """Raises Refused when there is no such tag."""
        for row in self._tag_rows(TagRow.select().where(TagRow.id == tag_id)):
            return tag_of(row)
        raise not_found("Tag", tag_id)

    def use_of(self, named: Named) -> Use:
        if isinstance(named, Project):
            sessions, items = (SessionRow.project == named.id, PlanningRow.project == named.id)
            counted = SessionRow.select().where(sessions), PlanningRow.select().where(items)
            return Use(*(int(query.count(self._database.peewee)) for query in counted))
        queries = (row.select().where(tag == named.id) for row, _of, tag in _TAGGED)
        return Use(*(int(query.count(self._database.peewee)) for query in queries))

    def check_project(self, project_id: int) -> None:
        """Raises Refused when there is no such project."""
        query = ProjectRow.select(ProjectRow.id).where(ProjectRow.id == project_id).tuples()
        if not list(query.execute(self._database.peewee)):
            raise not_found("Project", project_id)

    def check_tags(self, tag_ids: Iterable[int]) -> None:
        """Raises Refused with the first id, in the order given, that no tag has."""
        wanted = tuple(tag_ids)
        query = TagRow.select(TagRow.id).where(TagRow.id << wanted).tuples()
        known = {row[0] for row in query.execute(self._database.peewee)} if wanted else set()
        for tag_id in wanted:
            if tag_id not in known:
                raise not_found("Tag", tag_id)

    def set_project_quiet(self, project_id: int, quiet: bool) -> None:
        self._set_project(project_id, quiet=int(quiet))

    def set_tag_quiet(self, tag_id: int, quiet: bool) -> None:
        TagRow.update(quiet=int(quiet)).where(TagRow.id == tag_id).execute(self._database.peewee)

    def rename(self, named: Named, name: str) -> None:
        """No other one of its kind may be called so."""
        row = ProjectRow if isinstance(named, Project) else TagRow
        row.update(name=name, name_key=key(name)).where(row.id == named.id).execute(self._database.peewee)

    def recolour(self, project_id: int, color: str) -> None:
        self._set_project(project_id, color=color)

    def set_archived(self, project_id: int, archived: bool) -> None:
        self._set_project(project_id, archived=int(archived))

    def set_target(self, project_id: int, minutes: int | None) -> None:
        self._set_project(project_id, weekly_target=minutes)

    def bring_back(self, project_id: int) -> None:
        """Out of the archive, where it lies there."""
        archived = (ProjectRow.id == project_id) & (ProjectRow.archived == 1)
        ProjectRow.update(archived=0).where(archived).execute(self._database.peewee)

    def merge_projects(self, project_id: int, into: int) -> None:
        """Its sessions and plan items are the other one's; it is gone."""
        self._hand_over(project_id, into)
        ProjectRow.delete().where(ProjectRow.id == project_id).execute(self._database.peewee)

    def merge_tags(self, tag_id: int, into: int) -> None:
        """What it stood on has the other one, once; it is gone."""
        for row, of, tag in _TAGGED:
            theirs = row.select(of, Value(into)).where(tag == tag_id)
            row.insert_from(theirs, [of, tag]).on_conflict_ignore().execute(self._database.peewee)
        self.delete_tag(tag_id)

    def delete_project(self, project_id: int) -> None:
        """Its sessions and plan items have none."""
        self._hand_over(project_id, None)
        ProjectRow.delete().where(ProjectRow.id == project_id).execute(self._database.peewee)

    def delete_tag(self, tag_id: int) -> None:
        for row, _of, tag in _TAGGED:
            row.delete().where(tag == tag_id).execute(self._database.peewee)
        TagRow.delete().where(TagRow.id == tag_id).execute(self._database.peewee)

    def project_id(self, name: str) -> int:
        """The project of that name, made when it is new. Raises Refused for a name that is too long."""
        if known := self.find_project(name):
            return known.id
        name = checked_name(name)
        row = {"name": name, "name_key": key(name), "color": self._next_color(), "archived": 0, "quiet": 0}
        return int(ProjectRow.insert(row).execute(self._database.peewee))

    def tag_ids(self, names: Iterable[str]) -> tuple[int, ...]:
        """The tags of those names, each made when it is new. Raises Refused for a name that is too long."""
        return tuple(dict.fromkeys(self._tag_id(checked_name(name)) for name in names))

    def _hand_over(self, project_id: int, into: int | None) -> None:
        for row in (SessionRow, PlanningRow):
            row.update(project=into).where(row.project == project_id).execute(self._database.peewee)

    def _set_project(self, project_id: int, **columns: Any) -> None:
        ProjectRow.update(columns).where(ProjectRow.id == project_id).execute(self._database.peewee)

    def _tag_id(self, name: str) -> int:
        if known := self.find_tag(name):
            return known.id
        return int(TagRow.insert(name=name, name_key=key(name), quiet=0).execute(self._database.peewee))

    def _tag_rows(self, query: "ModelSelect[TagRow]") -> list[tuple[int, str, str, int]]:
        return list(query.tuples().execute(self._database.peewee))

    def _next_color(self) -> str:
        """The first colour nobody uses, else the one used least."""
        query = ProjectRow.select(ProjectRow.color).tuples()
        used = Counter(row[0] for row in query.execute(self._database.peewee))
        return min(COLORS, key=lambda color: used[color])


def project_of(row: tuple[int, str, str, str, int, int, int | None]) -> Project:
    """Another program may have written a target that no week has room for."""
    id_, name, _key, color, archived, quiet, target = row
    return Project(id_, name, color, bool(archived), bool(quiet), target and min(target, MAX_TARGET))


def tag_of(row: tuple[int, str, str, int]) -> Tag:
    id_, name, _key, quiet = row
    return Tag(id_, name, bool(quiet))
