"""Whatever a person does, in any order: as many undos give the record back, as many redos the same again."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app import paths
from app.control.catalogue import Catalogue
from app.control.correcting import Correcting
from app.control.import_desk import Asked, Desk
from app.control.operations import Fields, Start
from app.control.overview import Overview
from app.control.planner import Planner
from app.control.reader import Reader
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.core.corrections import Record, record_of
from app.core.errors import Refused
from app.core.importing import Options, Overlapping
from app.core.model import Answer, Cause, Named, PlanItem, Review, Session, Verdict
from app.core.plan import wanted_of
from app.core.quick_entry import QuickEntry
from app.store.store import Store
from tests.control.waiting_gaps import record
from tests.fakes import MINUTE, FakeClock, at, rows

HOUR = 60 * MINUTE
DAY = timedelta(days=1)
NAMES = ("Thesis", "Post", "House")


class Person:
    """Does one thing after the other; what is refused does not count."""

    def __init__(self, path: Path, seed: int) -> None:
        self.clock, self.path, self.random = FakeClock(), path, Random(seed)
        self.store = Store(path, paths.migrations(), self.clock.now())
        self.controller = SessionController(self.store, self.clock, Schedule(self.clock))
        self.controller.open()
        self.catalogue = Catalogue(self.store, self.controller)
        self.correcting = Correcting(self.store, self.controller)
        self.planner = Planner(
            self.store, self.controller, Overview(self.store, self.controller), Reader(self.store.reading_store)
        )
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
            self.edit,
            self.edit,
            self.add,
            self.delete,
            self.split,
            self.merge,
            self.again,
            self.change_named,
            self.change_named,
            self.bring,
            self.bring,
            self.plan,
            self.plan,
            self.change_plan,
            self.change_plan,
            self.change_plan,
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
        except (Refused, IndexError, ValueError):
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

    # Corrections

    def any_session(self) -> Session:
        return self.random.choice([*self.controller.recent(), *filter(None, [self.controller.session])])

    def edit(self) -> None:
        session = self.any_session()
        wanted = record_of(session)
        by = self.random.choice((-20, -1, 0, 1, 20)) * MINUTE
        wanted = self.random.choice(
            (
                wanted._replace(start=wanted.start + by),
                wanted._replace(end=None if wanted.end is None else wanted.end + by),
                wanted._replace(project=self.random.choice((None, "Other", *NAMES)), tags=("deep", "edited")),
                wanted._replace(planned_minutes=30, score=2, tasks_done="done", notes="noted"),
                wanted._replace(gaps=wanted.gaps[1:]),
            )
        )
        self.correcting.edit(session, wanted)

    def add(self) -> None:
        start = at(self.random.randint(-300, 200))
        end = start + self.random.randint(0, 60) * MINUTE
        self.correcting.add(Record(start, HOUR, end, HOUR, "Missed", ("deep",)))

    def delete(self) -> None:
        self.correcting.delete(self.any_session())

    def split(self) -> None:
        session = self.any_session()
        until = session.end or self.clock.now()
        self.correcting.split(session, session.start + (until - session.start) * self.random.random())

    def merge(self) -> None:
        session = self.any_session()
        other = self.random.choice([each for each in self.correcting.neighbours(session) if each is not None])
        self.correcting.merge(session, other)

    def again(self) -> None:
        self.correcting.again(self.any_session())

    # From a file

    def bring(self) -> None:
        """Some of the same few sessions, so that some are there already, some overlap and some were deleted."""
        starts = [at(self.random.randint(-30, 20) * 10) for _ in range(3)]
        lines = (
            f"{start.isoformat()},{(start + 25 * MINUTE).isoformat()},{self.random.choice(NAMES)},deep,Write\n"
            for start in starts
        )
        path = self.path.with_name("some.csv")
        path.write_text("start,end,project,tags,title\n" + "".join(lines))
        options = Options(self.random.choice(list(Overlapping)), self.random.random() < 0.5)
        desk = Desk(self.store)
        desk.read(Asked(path, "Europe/Berlin", HOUR), options, self.clock.now(), lambda _share: None)
        desk.take_in(self.clock.now(), lambda _share: None)

    # Projects and tags

    def named(self) -> Named:
        every: list[Named] = [*self.catalogue.all_projects(), *self.catalogue.tags()]
        return self.random.choice(every)

    def change_named(self) -> None:
        project = self.random.choice(self.catalogue.all_projects())
        self.random.choice(
            (
                lambda: self.catalogue.set_quiet(self.named(), self.random.random() < 0.5),
                lambda: self.catalogue.rename(self.named(), self.random.choice(("Renamed", *NAMES))),
                lambda: self.catalogue.recolour(project, "kelp"),
                lambda: self.catalogue.set_archived(project, not project.archived),
                lambda: self.catalogue.set_target(project, 600),
                lambda: self.catalogue.add_tag("added"),
                lambda: self.catalogue.delete(self.named()),
                lambda: self.catalogue.merge(project, self.random.choice(self.catalogue.all_projects())),
                lambda: self.catalogue.merge(*self.random.sample(self.catalogue.tags(), 2)),
            )
        )()

    # The plan

    def any_item(self) -> PlanItem:
        today = self.planner.today()
        days = (today - DAY, today, today + DAY)
        return self.random.choice([row.item for day in days for row in self.planner.day(day).rows])

    def plan(self) -> None:
        line = self.random.choice(("Write @Thesis #deep 25", "Read @New #fresh", "Call", "@Post 5"))
        self.planner.add(line, self.planner.today() + self.random.choice((-1, 0, 0, 1)) * DAY)

    def change_plan(self) -> None:
        item, today = self.any_item(), self.planner.today()
        wanted = wanted_of(item)._replace(title="Edited", project=self.random.choice((None, "Other", *NAMES)))
        self.random.choice(
            (
                lambda: self.planner.edit(item, wanted._replace(tags=("deep", "edited"))),
                lambda: self.planner.edit(item, wanted._replace(day=today + DAY, minutes=None)),
                lambda: self.planner.set_done(item, not item.done),
                lambda: self.planner.set_minutes(item, 90),
                lambda: self.planner.place(item, (self.any_item(), self.any_item())),
                lambda: self.planner.move((item, self.any_item()), today),
                lambda: self.planner.move(self.planner.undone(), today),
                lambda: self.planner.delete(item),
                lambda: self.controller.start_item(item.id),
            )
        )()


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(seed=st.integers(0, 2**32), length=st.integers(1, 14))
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
