"""The one door to SQLite: queries in, dataclasses out. The only place that imports Peewee."""
