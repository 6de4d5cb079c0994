"""The real controller, schedule, presence, alerter and file, with a timer that ends when the simulated time says so."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer

from app import paths
from app.control.alerter import Alert, Alerter
from app.control.breaks import Breaks
from app.control.operations import Start
from app.control.presence import Presence
from app.control.quiet import Quiet
from app.control.schedule import Schedule
from app.control.session_controller import SessionController
from app.control.snooze import Snooze
from app.core.alerts import AlertKind
from app.core.errors import Refused
from app.core.model import Answer, Session
from app.store.store import Store
from tests.simulation.account import gaps_of
from tests.simulation.alerts_watch import Watch
from tests.simulation.tracker import Source
from tests.simulation.world import World

MS = timedelta(milliseconds=1)
Sent = tuple[int, AlertKind, timedelta]


class HeldTimer(QTimer):
    """Stands still while the computer sleeps, as timers do; `due` is on the clock that does so too."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self.due: timedelta | None = None

    def start(self, wait: int = 0) -> None:
        self.due = self._world.awake + wait * MS

    def stop(self) -> None:
        self.due = None


class Program:
    """A `Tracker`. Every heartbeat happens."""

    def __init__(self, world: World, source: Source, path: Path) -> None:
        self.source, self._world, self.path = source, world, path
        self.wakings = 0
        self.sent: list[Sent] = []
        """Session, kind and due instant, on the clock that never steps."""
        self.watch = Watch(world, path)
        self.open()

    def open(self) -> None:
        """As `app/desktop.py` does it."""
        world = self._world
        self.watch.opens(world.ahead - world.ahead_seen)
        self.store = Store(self.path, paths.migrations(), world.now())
        self.store._database.peewee.pragma("synchronous", 0)  # nobody pulls the plug
        self._schedule = Schedule(world)
        self._timer = self._schedule._timer = HeldTimer(world)
        self.controller = SessionController(self.store, world, self._schedule)
        self._quiet = Quiet(self.store, self.controller, self._schedule)
        self._breaks = Breaks(self.store, self.controller, self._schedule)
        self._snooze = Snooze(self.store, self.controller, self._schedule)
        self._alerter = Alerter(self.store, self.controller, self._schedule, self._quiet, self._breaks, self._snooze)
        self.watch.attach(self.controller, self._schedule, self._quiet, self._breaks)
        self._presence = Presence(self.controller, self._schedule)
        self._alerter.alert_sent.connect(self._on_alert_sent)
        self._presence.ask_wanted.connect(lambda: self._presence.told_quiet(world.quiet()))
        asked = self.source is Source.ASKED
        self._presence.set_source(must_be_asked=asked, can_be_asked=asked)
        self.controller.open()
        self._quiet.set_do_not_disturb(self.watch.silence.left_alone)
        self._alerter.open()
        self.watch.begins()
        self._presence.open()
        self._schedule.arm()
        self.live(timedelta())  # what is due at once

    def kill(self, *, quits: bool) -> timedelta:
        if quits:
            self.controller.close()
            self._quiet.write()
            self._breaks.write()
        session = self.store.sessions.active()
        ago = timedelta() if session is None or session.last_seen is None else self._world.now() - session.last_seen
        self._timer.stop()
        self.store.close()
        return ago

    def session(self, key: int) -> Session:
        return self.controller.get(key)

    # What the person does

    def start(self, minutes: int, kept_back: str = "") -> int:
        """`kept_back` by its project or by a tag, of which there shall be no alerts."""
        project = self._quiet_project() if kept_back == "project" else None
        tags = self._quiet_tags() if kept_back == "tag" else ()
        return self.controller.start(Start(minutes, project, tag_ids=tags)).id

    def stop(self) -> None:
        self.controller.stop(self._running)

    def pause(self) -> None:
        self.controller.pause(self._running)

    def resume(self) -> None:
        self.controller.resume(self._running)

    def add_time(self) -> None:
        self.controller.add_time(self._running)

    def mute(self) -> None:
        self.controller.toggle_notifications(self._running)

    def keep_quiet(self, length: timedelta | None) -> None:
        self.watch.silence.keeps(length) if length else self.watch.silence.keeps_until_tomorrow()
        self._quiet.keep_for(length) if length else self._quiet.keep_until_tomorrow()

    def end_quiet(self) -> None:
        self.watch.silence.ends()
        self._quiet.end()

    def leave_alone(self, *, is_on: bool) -> None:
        self.watch.silence.leaves_alone(is_on)
        self._quiet.set_do_not_disturb(is_on)

    def start_break(self) -> None:
        if self._breaks.running is None:
            self._breaks.start()

    def end_break(self) -> None:
        if self._breaks.running is not None:
            self.watch.break_is_ended()
            self._breaks.end()

    def choose(self, *, reminds: bool, breaks: bool) -> None:
        settings = self.controller.settings._replace(tells_no_session=reminds, break_by_itself=breaks)
        self.watch.reminds(is_on=reminds)
        self.controller.change_settings(settings)

    def answer(self, key: int, number: int, said: Answer) -> int | None:
        newest = self._newest
        self.controller.answer(gaps_of(self.session(key))[number].id, said)
        return self._newest if self._newest != newest else None

    def undo(self) -> bool:
        try:
            self.controller.undo()
        except Refused as refused:
            assert str(refused).startswith(("Undo would overlap", "Another session"))
            return False
        return True

    def redo(self) -> int | None:
        newest = self._newest
        self.controller.redo()
        return self._newest if self._newest != newest else None

    # Signs

    def live(self, span: timedelta) -> None:
        until = self._world.awake + span
        while self._timer.due is not None and self._timer.due <= until:
            self._world.advance(max(self._timer.due - self._world.awake, timedelta()))
            self._timer.stop()
            self.wakings += 1
            self._schedule._on_timeout()
        self._world.advance(until - self._world.awake)

    def sleep(self, span: timedelta, steps: timedelta) -> None:
        self._presence.going_to_sleep()
        self._world.sleep(span)
        self._world.step(steps)
        self._presence.woke()

    def lock(self) -> None:
        self._presence.locked()

    def unlock(self) -> None:
        self._presence.unlocked()

    def went_idle(self, length: timedelta) -> None:
        self._presence.went_idle(length)

    def came_back(self) -> None:
        self._presence.came_back()

    def _quiet_project(self) -> int:
        with self.store.write():
            project = self.store.catalogue.project_id("Left alone")
            self.store.catalogue.set_project_quiet(project, True)
            return project

    def _quiet_tags(self) -> tuple[int, ...]:
        with self.store.write():
            tags = self.store.catalogue.tag_ids(("left alone",))
            self.store.catalogue.set_tag_quiet(tags[0], True)
            return tags

    # What came of it

    def close(self) -> None:
        self.watch.turns_to(None)
        self.kill(quits=True)

    @property
    def _running(self) -> int:
        return self.controller.active_id()

    @property
    def _newest(self) -> int:
        cursor = self.store._database.peewee.execute_sql("SELECT max(id) FROM session")
        with closing(cursor):
            return int(cursor.fetchone()[0] or 0)

    def _on_alert_sent(self, alert: Alert) -> None:
        due = self._world.steady - (self._world.now() - alert.due)
        self.sent.append((alert.session_id or 0, alert.kind, due))
        self.watch.sends(alert)
        self._alerter.delivered(alert, "simulated", "")
