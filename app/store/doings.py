"""The sessions of a period that say what was done: with a title, tasks done or notes."""

from app.core.summary import Doings
from app.store.cache_triggers import NUMBERS
from app.store.database import Rows
from app.store.past_filter import first_place
from app.store.reports import Asked
from app.store.sessions import Sessions

_DAY = 86_400 * NUMBERS
MOST = 500
"""More are not listed, but counted: nobody reads them."""
_SAID = """FROM cache_past AS p JOIN session AS s ON s.id = p.session_id
WHERE p.place >= ? AND p.place < ? AND (s.planning_id IS NOT NULL OR s.tasks_done != '' OR s.notes != '')"""


def doings(database: Rows, sessions: Sessions, asked: Asked) -> Doings:
    """Those that began in the period, the last `MOST` of them."""
    period, day_start = asked.period, asked.day_start
    bounds = (first_place(period.first, day_start), first_place(period.last, day_start) + _DAY)
    found = database.peewee.execute_sql(f"SELECT p.session_id {_SAID} ORDER BY p.place DESC LIMIT {MOST}", bounds)
    by_id = sessions.by_ids(session_id for (session_id,) in found)
    (count,) = database.peewee.execute_sql(f"SELECT count(*) {_SAID}", bounds).fetchone()
    return Doings(tuple(sorted(by_id.values(), key=lambda session: session.start)), count - len(by_id))
