"""Projects and tags as surfaces read and change them: each change is one step that can be undone."""

from collections.abc import Callable
from typing import TypeVar

from app.control import catalogue_operations as operations
from app.control.session_controller import SessionController
from app.core import deeds
from app.core.deeds import Deed, Subject
from app.core.model import Named, Project, Tag
from app.store.catalogue import Use
from app.store.store import Store

T = TypeVar("T")


class Catalogue:
    """A command raises Refused (nothing changed) or Unavailable; it is kept then as any."""

    def __init__(self, store: Store, controller: SessionController) -> None:
        self._store, self._controller = store, controller

    def projects(self) -> tuple[Project, ...]:
        """All that are not archived, by name."""
        return self._store.catalogue.projects()

    def all_projects(self) -> tuple[Project, ...]:
        """The archived ones too, by name."""
        return self._store.catalogue.all_projects()

    def tags(self) -> tuple[Tag, ...]:
        """All, by name."""
        return self._store.catalogue.tags()

    def use_of(self, named: Named) -> Use:
        """What has it now, counted by index."""
        return self._store.catalogue.use_of(named)

    def add_project(self, name: str) -> Project:
        return self._step(Deed.ADD, Subject("project", 0, name), lambda: operations.add_project(self._store, name))

    def add_tag(self, name: str) -> Tag:
        return self._step(Deed.ADD, Subject("tag", 0, name), lambda: operations.add_tag(self._store, name))

    def rename(self, named: Named, name: str) -> Named:
        return self._step(Deed.RENAME, deeds.of_named(named), lambda: operations.rename(self._store, named, name))

    def recolour(self, project: Project, color: str) -> None:
        """`color` is one of the eight names."""
        self._step(
            Deed.RECOLOUR, deeds.of_project(project), lambda: operations.recolour(self._store, project.id, color)
        )

    def set_archived(self, project: Project, archived: bool) -> None:
        """An archived one is offered nowhere; its sessions keep it, and a start of it brings it back."""
        deed = Deed.ARCHIVE if archived else Deed.UNARCHIVE
        self._step(deed, deeds.of_project(project), lambda: operations.set_archived(self._store, project.id, archived))

    def set_target(self, project: Project, minutes: int | None) -> None:
        """Worked minutes a week; None takes the target away."""
        self._step(
            Deed.TARGET, deeds.of_project(project), lambda: operations.set_target(self._store, project.id, minutes)
        )

    def set_quiet(self, named: Named, quiet: bool) -> None:
        self._step(Deed.QUIET, deeds.of_named(named), lambda: operations.set_quiet(self._store, named, quiet))

    def merge(self, named: Named, into: Named) -> None:
        """The first is gone; the second, of the same kind, has all that it had."""
        self._step(Deed.MERGE, deeds.of_named(named), lambda: operations.merge(self._store, named, into))

    def delete(self, named: Named) -> None:
        """What had it keeps its time."""
        self._step(Deed.DELETE, deeds.of_named(named), lambda: operations.delete(self._store, named))

    def _step(self, deed: Deed, subject: Subject, change: Callable[[], T]) -> T:
        return self._controller.correct(deed, subject, lambda _moment: change())
