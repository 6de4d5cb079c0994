"""The person's choices and what the program remembers, each a key with a JSON value."""

import json
from dataclasses import fields

from app.core.settings import Settings
from app.store.database import Database
from app.store.tables import SettingRow


class SettingsTable:
    """Reads and writes the choices."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> Settings:
        """What is stored, with defaults for the rest; a row that can't be read counts as not there."""
        stored = {}
        for key, value in SettingRow.select(SettingRow.key, SettingRow.value).tuples().execute(self._database.peewee):
            try:
                stored[key] = json.loads(value)
            except ValueError:
                continue
        return Settings.from_stored(stored)

    def save(self, settings: Settings, before: Settings) -> None:
        """Write what differs from `before`."""
        for field in fields(Settings):
            value = getattr(settings, field.name)
            if value != getattr(before, field.name):
                row = {"key": field.name, "value": json.dumps(value, ensure_ascii=False)}
                SettingRow.insert(row).on_conflict_replace().execute(self._database.peewee)
