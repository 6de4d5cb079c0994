"""What a person changes of projects and tags: whether there are alerts for them."""

from collections.abc import Callable

from app.control.session_controller import SessionController
from app.core import deeds
from app.core.clock import Moment
from app.core.deeds import Deed, Subject
from app.core.model import Project, Tag
from app.store.store import Store


class Catalogue:
    """A command raises Unavailable; it is kept then as any."""

    def __init__(self, store: Store, controller: SessionController) -> None:
        self._store, self._controller = store, controller

    def projects(self) -> tuple[Project, ...]:
        """All that are not archived, by name."""
        return self._store.catalogue.projects()

    def tags(self) -> tuple[Tag, ...]:
        """All, by name."""
        return self._store.catalogue.tags()

    def set_project_quiet(self, project_id: int, quiet: bool) -> None:
        project = next(p for p in self.projects() if p.id == project_id)
        change = lambda: self._store.catalogue.set_project_quiet(project_id, quiet)  # noqa: E731
        self._write(Deed.QUIET, deeds.of_project(project), change)

    def set_tag_quiet(self, tag_id: int, quiet: bool) -> None:
        tag = next(t for t in self.tags() if t.id == tag_id)
        self._write(Deed.QUIET, deeds.of_tag(tag), lambda: self._store.catalogue.set_tag_quiet(tag_id, quiet))

    def _write(self, deed: Deed, subject: Subject, change: Callable[[], None]) -> None:
        def written(_moment: Moment) -> None:
            with self._store.write():
                change()

        self._controller.correct(deed, subject, written)
