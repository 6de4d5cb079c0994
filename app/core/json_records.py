"""A record of our own JSON as a value: every field is looked at before any of it is taken."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from app.core.alerts import AlertKind, AlertRecord, Result
from app.core.errors import MAX_PLANNED, MAX_TARGET, MIN_PLANNED
from app.core.incoming import (
    IncomingAlert,
    IncomingGap,
    IncomingItem,
    IncomingProject,
    IncomingRunning,
    IncomingSession,
    IncomingTag,
)
from app.core.model import COLORS, Cause, Verdict
from app.core.text import LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT, clean, clean_line, shown
from app.core.zones import FARTHEST

Word = TypeVar("Word", bound=StrEnum)
_MINUTE = timedelta(minutes=1)
_FARTHEST = FARTHEST // _MINUTE
_SMALLEST, _LARGEST = -(2**31), 2**31 - 1
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)


class Unfit(Exception):
    """A record can't be taken; the sentence says why."""


class _Fields:
    """The fields of a record, each taken once; what is missing counts as empty."""

    def __init__(self, record: object, known: frozenset[str]) -> None:
        if not isinstance(record, dict):
            raise Unfit("There should be a record in braces")
        if strange := record.keys() - known:
            raise Unfit(f"There is a field that Sessile does not know: “{shown(min(strange), 40)}”")
        self._record: Mapping[str, Any] = record

    def text(self, name: str, limit: int) -> str:
        value = self._record.get(name, "")
        if type(value) is not str:
            raise _wrong(name, "a text")
        if len(value) > limit:
            raise Unfit(f"“{name}” can have at most {limit:,} characters")
        return value if value.isascii() and "\0" not in value else clean(value)

    def named(self, name: str, limit: int = NAME_LIMIT) -> str:
        """A text that must not be missing."""
        text = _line(self.text(name, limit))
        if not text:
            raise Unfit(f"“{name}” is empty")
        return text

    def maybe_named(self, name: str) -> str | None:
        return None if self._record.get(name) is None else self.named(name)

    def flag(self, name: str) -> bool:
        value = self._record.get(name, False)
        if type(value) is not bool:
            raise _wrong(name, "true or false")
        return value

    def whole(self, name: str, smallest: int, largest: int) -> int:
        value = self._record.get(name)
        if type(value) is not int or not smallest <= value <= largest:
            raise _wrong(name, f"a whole number from {smallest} to {largest}")
        return value

    def maybe_whole(self, name: str, smallest: int, largest: int) -> int | None:
        return None if self._record.get(name) is None else self.whole(name, smallest, largest)

    def instant(self, name: str) -> datetime:
        value = self._record.get(name)
        try:
            instant = datetime.fromisoformat(value)  # type: ignore[arg-type]  # what is no text is caught
        except (TypeError, ValueError):
            raise _wrong(name, "a time such as 2026-03-10T12:00:00.000Z") from None
        if instant.tzinfo is not UTC:
            if instant.tzinfo is None:
                raise Unfit(f"“{name}” does not say which zone it is in; a Z at its end means UTC")
            instant = instant.astimezone(UTC)
        if not _FIRST <= instant < _LAST:
            raise Unfit(f"“{name}” lies outside the years {_FIRST.year} to {_LAST.year - 1}")
        return instant

    def maybe_instant(self, name: str) -> datetime | None:
        return None if self._record.get(name) is None else self.instant(name)

    def word(self, name: str, words: type[Word]) -> Word:
        try:
            return words(self._record[name])
        except (KeyError, ValueError):
            raise _wrong(name, f"one of {', '.join(words)}") from None

    def maybe_word(self, name: str, words: type[Word]) -> Word | None:
        return None if self._record.get(name) is None else self.word(name, words)

    def names(self, name: str) -> tuple[str, ...]:
        found = self._record.get(name, [])
        if type(found) is not list or not all(type(one) is str and 0 < len(one) <= NAME_LIMIT for one in found):
            raise _wrong(name, f"a list of names of at most {NAME_LIMIT} characters")
        return tuple(map(_line, found))

    def records(self, name: str) -> list[Any]:
        found = self._record.get(name, [])
        if type(found) is not list:
            raise _wrong(name, "a list")
        return found

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name, NAME_LIMIT))
        except ValueError:
            raise _wrong(name, "a day such as 2026-03-10") from None


def _wrong(name: str, wanted: str) -> Unfit:
    return Unfit(f"“{name}” should be {wanted}")


_PROJECT = frozenset({"name", "color", "archived", "quiet", "weekly_target"})
_TAG = frozenset({"name", "quiet"})
_ITEM = frozenset(
    {"uid", "day", "title", "project", "tags", "planned_duration", "position", "done", "unplanned"},
)
_GAP = frozenset({"start_time", "end_time", "cause", "verdict"})
_ALERT = frozenset({"kind", "due_time", "done_time", "result", "way", "reason"})
_SESSION = frozenset(
    {"uid", "source", "start_time", "start_offset", "end_time", "end_offset", "zone", "project", "plan_item", "tags"}
    | {"planned_duration", "notification_disabled", "satisfaction_score", "tasks_done", "notes", "worked", "gaps"}
    | {"alerts", "last_seen"}
)


def project(record: object) -> IncomingProject:
    fields = _Fields(record, _PROJECT)
    color = fields.text("color", NAME_LIMIT)
    if color and color not in COLORS:
        raise _wrong("color", f"one of {', '.join(COLORS)}")
    return IncomingProject(
        name=fields.named("name"),
        color=color,
        archived=fields.flag("archived"),
        quiet=fields.flag("quiet"),
        weekly_target=fields.maybe_whole("weekly_target", 1, MAX_TARGET),
    )


def tag(record: object) -> IncomingTag:
    fields = _Fields(record, _TAG)
    return IncomingTag(fields.named("name"), fields.flag("quiet"))


def item(record: object) -> IncomingItem:
    fields = _Fields(record, _ITEM)
    return IncomingItem(
        uid=fields.named("uid"),
        day=fields.day("day"),
        title=fields.named("title", LINE_LIMIT),
        project=fields.maybe_named("project"),
        tags=fields.names("tags"),
        planned_minutes=fields.maybe_whole("planned_duration", MIN_PLANNED, MAX_PLANNED),
        position=fields.whole("position", _SMALLEST, _LARGEST),
        done=fields.flag("done"),
        unplanned=fields.flag("unplanned"),
    )


def session(record: object, line: int) -> IncomingSession | IncomingRunning:
    """One that has not ended is running. `worked` is not looked at: it is worked out from the times and the gaps."""
    fields = _Fields(record, _SESSION)
    start, end = fields.instant("start_time"), fields.maybe_instant("end_time")
    last_seen = fields.maybe_instant("last_seen") if end is None else None
    until = max(start, last_seen or start) if end is None else end
    if until < start:
        raise Unfit("“end_time” lies before “start_time”")
    start_offset = fields.whole("start_offset", -_FARTHEST, _FARTHEST)
    end_offset = fields.maybe_whole("end_offset", -_FARTHEST, _FARTHEST)
    gaps = tuple(_gap(gap) for gap in fields.records("gaps"))
    planned = fields.maybe_whole("planned_duration", MIN_PLANNED, MAX_PLANNED)
    open_gaps = [IncomingGap(since, max(since, until), why, what) for since, to, why, what in gaps if to is None]
    if len(open_gaps) > (end is None):
        raise Unfit("A gap has no “end_time”")
    found = IncomingSession(
        line=line,
        source=fields.text("source", LINE_LIMIT),
        start=start,
        start_offset=start_offset * _MINUTE,
        end=until,
        end_offset=(start_offset if end_offset is None else end_offset) * _MINUTE,
        zone=fields.named("zone"),
        uid=fields.named("uid"),
        project=fields.maybe_named("project"),
        tags=fields.names("tags"),
        item=fields.text("plan_item", NAME_LIMIT),
        planned=None if planned is None else planned * _MINUTE,
        muted=fields.flag("notification_disabled"),
        score=fields.maybe_whole("satisfaction_score", 1, 5),
        tasks_done=fields.text("tasks_done", TEXT_LIMIT),
        notes=fields.text("notes", TEXT_LIMIT),
        gaps=tuple(IncomingGap(since, to, why, what) for since, to, why, what in gaps if to is not None),
        alerts=tuple(_alert(one) for one in fields.records("alerts")),
    )
    if end is None:
        return IncomingRunning(found, next(iter(open_gaps), None), last_seen)
    return found


def _alert(record: object) -> IncomingAlert:
    fields = _Fields(record, _ALERT)
    told = AlertRecord(
        kind=fields.word("kind", AlertKind),
        due=fields.instant("due_time"),
        result=fields.maybe_word("result", Result),
        reason=fields.text("reason", LINE_LIMIT),
        way=fields.text("way", NAME_LIMIT),
    )
    return IncomingAlert(told, fields.maybe_instant("done_time"))


def _gap(record: object) -> tuple[datetime, datetime | None, Cause, Verdict]:
    fields = _Fields(record, _GAP)
    start, end = fields.instant("start_time"), fields.maybe_instant("end_time")
    if end is not None and end < start:
        raise Unfit("A gap's “end_time” lies before its “start_time”")
    return start, end, fields.word("cause", Cause), fields.word("verdict", Verdict)


def _line(text: str) -> str:
    return text if text.isprintable() and text == text.strip() else clean_line(text)
