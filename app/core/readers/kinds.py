"""Which program a file comes from, told by what is in it and not by its name, and how it is read."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.core import read_json
from app.core.incoming import Found
from app.core.readers import table, timewarrior, watson
from app.core.readers.mapping import Mapping
from app.core.readers.said import Clocks

Read = Callable[[Iterable[str], Clocks], Iterator[Found]]
UNKNOWN = (
    "This file is none that Sessile can read. It reads its own JSON, Toggl Track's detailed CSV, Timewarrior, "
    "Watson's frames, Hamster's database, and CSV with a line for each session."
)


class Kind(NamedTuple):
    """`name` is what people call the program; `is_local`: its times are those of a zone that the file does not say.

    `header` and `mapping` are those of a table, whose columns the person can choose.
    """

    name: str
    read: Read
    is_local: bool = False
    header: tuple[str, ...] = ()
    mapping: Mapping | None = None


def kind_of(head: str, mapping: Mapping | None = None) -> Kind | None:
    """What a file is that begins so; None where it is nothing known. `mapping` is the person's choice for a table."""
    if timewarrior.is_export(head):
        return Kind(timewarrior.NAME, timewarrior.read_export)
    if timewarrior.is_data(head):
        return Kind(timewarrior.NAME, timewarrior.read_data)
    if watson.is_frames(head):
        return Kind(watson.NAME, watson.read_frames)
    if read_json.is_export(head):
        return Kind(read_json.NAME, lambda lines, _clocks: read_json.read_export(lines))
    found = table.table_of(head)
    if found is None:
        return None
    if mapping is not None:
        found = found._replace(mapping=mapping)
    name = table.TOGGL if found.is_toggl else table.TABLE

    def read(lines: Iterable[str], clocks: Clocks) -> Iterator[Found]:
        return table.read_table(lines, clocks, found)

    return Kind(name, read, found.is_local, found.header, found.mapping)
