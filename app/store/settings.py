"""The person's choices and what the program remembers, each a key with a JSON value."""

import json
from typing import Any

from app.core.settings import Settings
from app.store.database import Rows
from app.store.tables import SettingRow


class SettingsTable:
    """Reads and writes the choices."""

    def __init__(self, database: Rows) -> None:
        self._database = database

    def load(self) -> Settings:
        """What is stored, with defaults for the rest; a row that can't be read counts as not there."""
        query = SettingRow.select(SettingRow.key, SettingRow.value).tuples()
        return Settings.from_stored({key: _read(value) for key, value in query.execute(self._database.peewee)})

    def save(self, settings: Settings, before: Settings) -> None:
        """Write what differs from `before`."""
        before_it = before._asdict()
        for name, value in settings._asdict().items():
            if value != before_it[name]:
                self.remember(name, value)

    def recall(self, key: str) -> Any:
        """What the program remembered under `key`; None where there is nothing that can be read."""
        value = SettingRow.select(SettingRow.value).where(SettingRow.key == key).scalar(self._database.peewee)
        return None if value is None else _read(value)

    def remember(self, key: str, value: Any) -> None:
        """`value` is what JSON can hold."""
        row = {"key": key, "value": json.dumps(value, ensure_ascii=False)}
        SettingRow.insert(row).on_conflict_replace().execute(self._database.peewee)


def _read(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return None
