"""Where an import is prepared and written: on a thread of its own, with a store of its own, so that no window waits.

The write is one transaction that may last a minute. Beside it the GUI thread's own writes find the file locked: they
are kept and tried again, as always (`commands.py`), and none of the import is seen before all of it is there.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from app.control import steps
from app.control.steps import Step, Way
from app.core import deeds, errors
from app.core.away import Thresholds
from app.core.clock import Moment
from app.core.deeds import Deed
from app.core.errors import Refused
from app.core.importing import Options, Plan
from app.core.readers.mapping import Mapping
from app.core.readers.said import Clocks
from app.store import importing, taking_in
from app.store.import_file import ImportFile
from app.store.importing import Importing
from app.store.step_sides import Brought, Changed
from app.store.store import Store


class Asked(NamedTuple):
    """How a file is to be read. `zone` with its offset where the system knows none of that name.

    `mapping` is the person's choice for a table, None the guess.
    """

    path: Path
    zone: str
    offset: timedelta
    mapping: Mapping | None = None


class Desk:
    """Used on one thread. Each raises SessileError, or what the step raises that it tells its progress to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.importing = Importing(store)
        self._lies_here: tuple[Asked, ImportFile, Options, Plan] | None = None

    def read(self, asked: Asked, options: Options, now: datetime, step: importing.Step) -> Plan:
        """What was read before is gone."""
        self._lies_here = None
        file = ImportFile(asked.path, asked.mapping)
        self.importing.read(file, Clocks(asked.zone, asked.offset), now, lambda share: step(share * 0.8))
        return self._planned(asked, file, options, lambda share: step(0.8 + share * 0.2))

    def choose(self, options: Options, step: importing.Step) -> Plan:
        """The same file by another choice."""
        asked, file, _, _ = self._there()
        return self._planned(asked, file, options, step)

    def take_in(self, now: datetime, step: importing.Step) -> Step:
        """As the plan said, or by what the record is now."""
        _, file, options, plan = self._there()
        with self.store.write():
            taken = taking_in.take_in(self.importing, plan, options, now, step)
            if not taken.added and not taken.made:
                raise Refused(errors.NOTHING_COMES_IN)
            subject = deeds.of_import(taken.import_id, taken.added, file.kind.name)
            made = {table: list(ids) for table, ids in taken.made.items()}
            brought = Brought(taken.added, made, self.store.imports.print_of(taken.import_id))
            self.store.journal.note(Deed.IMPORT, subject, Changed({}, {}), now, brought=brought)
        return Step(Deed.IMPORT, subject, Way.DONE)

    def undo(self, moment: Moment, thresholds: Thresholds) -> Step:
        return steps.undo(self.store, moment, thresholds)

    def _planned(self, asked: Asked, file: ImportFile, options: Options, step: importing.Step) -> Plan:
        self._lies_here = None
        self.importing.settle(options, step)
        plan = self.importing.plan(asked.path.name, asked.zone, file)
        self._lies_here = asked, file, options, plan
        return plan

    def _there(self) -> tuple[Asked, ImportFile, Options, Plan]:
        if self._lies_here is None:
            raise Refused(errors.NOTHING_COMES_IN)
        return self._lies_here
