"""The one door to SQLite: queries in, values out. The only place that imports Peewee."""
