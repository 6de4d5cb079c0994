"""The records of alerts that came due: read from the file, kept while it can't be written, moved with the clock."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from app.control.commands import RETRY_AFTER
from app.core.alerts import AlertKind, AlertRecord
from app.core.clock_steps import Move
from app.core.errors import Unavailable
from app.store.store import Store

log = logging.getLogger(__name__)


class _Key(NamedTuple):
    """The session is None for an alert about none."""

    session_id: int | None
    kind: AlertKind
    due: datetime


class AlertBook:
    """Holds those of the running session, and the newest about no session."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._session_id: int | None = None
        self._records: dict[_Key, AlertRecord] = {}
        self._unwritten: dict[_Key, AlertRecord] = {}

    def close_unfinished(self, reason: str, now: datetime) -> None:
        """What the last run was sending when it ended."""
        try:
            with self._store.write(patiently=False):
                self._store.alerts.close_unfinished(reason, now)
        except Unavailable as error:
            log.warning("alerts of the last run not settled: %s", error.detail)

    def load(self, session_id: int | None, now: datetime) -> None:
        """Read the records of this session anew, and those about none until now."""
        self._session_id = session_id
        stored = {_key(None, record): record for record in self._store.alerts.of_none(now)}
        if session_id is not None:
            stored |= {_key(session_id, record): record for record in self._store.alerts.of_session(session_id)}
        self._records = stored | self._unwritten

    def of(self, session_id: int | None) -> tuple[AlertRecord, ...]:
        """In order of their instants."""
        found = (record for key, record in self._records.items() if key.session_id == session_id)
        return tuple(sorted(found, key=lambda record: record.due))

    def next_try(self, now: datetime) -> datetime | None:
        """When to `write_down` what is not on disk yet; None where all is."""
        return now + RETRY_AFTER if self._unwritten else None

    def find(self, session_id: int | None, kind: AlertKind, due: datetime) -> AlertRecord | None:
        return self._records.get(_Key(session_id, kind, due))

    def note(self, records: Iterable[tuple[int | None, AlertRecord]], now: datetime) -> None:
        """Write them down, each with its session; what can't be written is written later."""
        for session_id, record in records:
            key = _key(session_id, record)
            self._records[key] = self._unwritten[key] = record
        self.write_down(now)

    def write_down(self, now: datetime) -> None:
        """Write what is not on disk yet; what can't be written now is tried at the next waking."""
        if not self._unwritten:
            return
        try:
            with self._store.write(patiently=False):
                for key, record in self._unwritten.items():
                    self._store.alerts.put(key.session_id, record, now)
        except Unavailable as error:
            log.warning("alert not written yet: %s", error.detail)
            return
        self._unwritten.clear()

    def move_in_file(self, session_id: int | None, move: Move) -> None:
        """After a step of the clock, where nobody else moves what is in the file: it moves too."""
        try:
            with self._store.write(patiently=False):
                self._store.alerts.move(session_id, move)
        except Unavailable as error:
            log.warning("alerts not moved: %s", error.detail)
        self.move(session_id, move)

    def move(self, session_id: int | None, move: Move) -> None:
        """After a step of the clock: what is held here moves; what is in the file moves with its session."""
        self._records = _moved(self._records, session_id, move)
        self._unwritten = _moved(self._unwritten, session_id, move)


def _key(session_id: int | None, record: AlertRecord) -> _Key:
    return _Key(session_id, record.kind, record.due)


def _moved(records: dict[_Key, AlertRecord], session_id: int | None, move: Move) -> dict[_Key, AlertRecord]:
    moved: dict[_Key, AlertRecord] = {}
    for key, record in records.items():
        there = record._replace(due=move.applied(record.due)) if key.session_id == session_id else record
        moved[_key(key.session_id, there)] = there
    return moved
