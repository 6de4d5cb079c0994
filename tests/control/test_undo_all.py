"""Whatever a person does, in any order: as many undos give the record back, as many redos the same again."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app import paths
from app.control.catalogue import Catalogue
from app.control.operations import Fields, Start
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.errors import Refused
from app.core.model import Answer, Cause, Review, Verdict
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.waiting_gaps import record
from tests.fakes import MINUTE, FakeClock, at, rows

NAMES = ("Thesis", "Post", "House")


class Person:
    """Does one thing after the other; what is refused does not count."""

    def __init__(self, path: Path, seed: int) -> None:
        self.clock, self.path, self.random = FakeClock(), path, Random(seed)
        self.store = Store(path, paths.migrations(), self.clock.now())
        self.controller = SessionController(self.store, self.clock, Schedule(self.clock))
        self.controller.open()
        self.catalogue = Catalogue(self.store, self.controller)
        self.commands: tuple[Callable[[], object], ...] = (
            self.start,
            self.start,
            self.stop,
            self.review,
            self.note,
            self.add_time,
            self.mute,
            self.pause_or_resume,
            self.answer,
            self.answer,
            self.quiet,
        )

    def close(self) -> None:
        self.store.close()

    def lived(self) -> None:
        """Some sessions with gaps, and time that went by."""
        for number in range(3):
            self.start()
            self.clock.advance(40 * MINUTE)
            session = self.controller.session
            assert session is not None
            with self.store.write():
                for minute in (5, 15, 30):
                    start = session.start + minute * MINUTE
                    self.store.gaps.add(session.id, start, start + 4 * MINUTE, Cause.LOCKED, Verdict.UNDECIDED)
            if number < 2:
                self.stop()

    def does(self) -> bool:
        """Something; whether it was a step."""
        try:
            self.random.choice(self.commands)()
        except (Refused, IndexError):
            return False
        return True

    def start(self) -> None:
        name, minutes = self.random.choice(NAMES), self.random.choice((1, 25, 1440))
        if self.random.random() < 0.5:
            tags = ("deep",) if self.random.random() < 0.5 else ()
            self.controller.start_entry(QuickEntry("Write", name, tags, minutes), Fields())
        else:
            self.controller.start(Start(minutes))

    def stop(self) -> None:
        review = Review(score=4, notes="said", tag_names=("new",)) if self.random.random() < 0.5 else None
        self.controller.stop(self.controller.active_id(), review)

    def review(self) -> None:
        session = self.random.choice(self.controller.recent())
        self.controller.review(session.id, Review(score=self.random.randint(1, 5), all_notes="whole"))

    def note(self) -> None:
        self.controller.add_note(self.controller.active_id(), "a note")

    def add_time(self) -> None:
        self.controller.add_time(self.controller.active_id(), self.random.choice((15, -2000, 2000)))

    def mute(self) -> None:
        self.controller.toggle_notifications(self.controller.active_id())

    def pause_or_resume(self) -> None:
        session = self.controller.get(self.controller.active_id())
        (self.controller.resume if session.is_paused else self.controller.pause)(session.id)

    def answer(self) -> None:
        gaps = [key for (key,) in rows(self.path, "SELECT id FROM gap WHERE end_time IS NOT NULL")]
        self.controller.answer(self.random.choice(gaps), self.random.choice(list(Answer)))

    def quiet(self) -> None:
        project = self.random.choice(self.catalogue.projects())
        self.catalogue.set_project_quiet(project.id, not project.quiet)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32), length=st.integers(1, 12))
def test_as_many_undos_give_the_record_back_and_as_many_redos_the_same_again(
    qapp: QApplication, new_file: Path, seed: int, length: int
) -> None:
    with tempfile.TemporaryDirectory(prefix="sessile-undo-") as directory:
        path = Path(directory) / "sessile.db"
        shutil.copy(new_file, path)
        person = Person(path, seed)
        person.lived()
        pictures = [record(path)]
        for _ in range(length):
            if person.does():
                pictures.append(record(path))
        for picture in reversed(pictures[:-1]):
            person.controller.undo()
            assert record(path) == picture
            assert overlapping(path) == []
        for picture in pictures[1:]:
            person.controller.redo()
            assert record(path) == picture
        person.close()


def overlapping(path: Path) -> list[tuple[object, ...]]:
    return rows(
        path,
        "SELECT a.id, b.id FROM session AS a JOIN session AS b ON a.id < b.id "
        f"AND a.start_time < coalesce(b.end_time, {at(10**6).timestamp() * 1000}) "
        f"AND b.start_time < coalesce(a.end_time, {at(10**6).timestamp() * 1000})",
    )
