"""Projects and tags: found by id or name, made when a name is new."""

from collections import Counter
from collections.abc import Iterable

from peewee import ModelSelect

from app.core.errors import not_found
from app.core.model import COLORS, Project, Tag
from app.core.text import checked_name, key
from app.store.database import Database
from app.store.tables import ProjectRow, TagRow


class Catalogue:
    """Reads and makes projects and tags."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def projects(self) -> tuple[Project, ...]:
        """All that are not archived, by name."""
        query = ProjectRow.select().where(ProjectRow.archived == 0).order_by(ProjectRow.name_key)
        return tuple(project_of(row) for row in query.tuples().execute(self._database.peewee))

    def tags(self) -> tuple[Tag, ...]:
        """All, by name."""
        query = TagRow.select().order_by(TagRow.name_key)
        return tuple(tag_of(row) for row in self._tag_rows(query))

    def find_project(self, name: str) -> Project | None:
        query = ProjectRow.select().where(ProjectRow.name_key == key(name)).tuples()
        return next((project_of(row) for row in query.execute(self._database.peewee)), None)

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
        ProjectRow.update(quiet=int(quiet)).where(ProjectRow.id == project_id).execute(self._database.peewee)

    def set_tag_quiet(self, tag_id: int, quiet: bool) -> None:
        TagRow.update(quiet=int(quiet)).where(TagRow.id == tag_id).execute(self._database.peewee)

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

    def _tag_id(self, name: str) -> int:
        query = TagRow.select().where(TagRow.name_key == key(name))
        for row in self._tag_rows(query):
            return tag_of(row).id
        return int(TagRow.insert(name=name, name_key=key(name), quiet=0).execute(self._database.peewee))

    def _tag_rows(self, query: "ModelSelect[TagRow]") -> list[tuple[int, str, str, int]]:
        return list(query.tuples().execute(self._database.peewee))

    def _next_color(self) -> str:
        """The first colour nobody uses, else the one used least."""
        query = ProjectRow.select(ProjectRow.color).tuples()
        used = Counter(row[0] for row in query.execute(self._database.peewee))
        return min(COLORS, key=lambda color: used[color])


def project_of(row: tuple[int, str, str, str, int, int, int | None]) -> Project:
    id_, name, _key, color, archived, quiet, target = row
    return Project(id_, name, color, bool(archived), bool(quiet), target)


def tag_of(row: tuple[int, str, str, int]) -> Tag:
    id_, name, _key, quiet = row
    return Tag(id_, name, bool(quiet))
