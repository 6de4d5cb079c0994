"""A tray: takes StatusNotifierItems or lets a panel take them, reads their D-Bus menus, and clicks the entries."""

import os
import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from .bus import PROPERTIES, Answer, Bus, BusError, Service
from .waiting import until

WATCHER, WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
_INTROSPECTION = f"""<node><interface name="{WATCHER}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
<signal name="StatusNotifierHostRegistered"/></interface></node>"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry as the panel shows it; `checked` is None where it has no tick."""

    id: int
    label: str
    enabled: bool
    checked: bool | None
    entries: tuple["Entry", ...]


class Tray(ABC):
    """What a program shows in a tray, read and clicked as the panel does it."""

    def __init__(self, address: str) -> None:
        self._bus = Bus(address)

    @abstractmethod
    def appear(self) -> None:
        """The desktop has a tray from now on."""

    @abstractmethod
    def vanish(self) -> None:
        """The panel goes away, and forgets what it held."""

    @property
    @abstractmethod
    def _items(self) -> list[tuple[str, str]]:
        """Bus name and path of every icon that was ever taken, oldest first."""

    def close(self) -> None:
        self._bus.close()

    @property
    def has_icon(self) -> bool:
        return any(self._bus.has_owner(service) for service, _path in self._items)

    def wait_for_icon(self) -> None:
        until(lambda: self.has_icon, 10, "the icon is in the tray")

    @property
    def tooltip(self) -> str:
        service, path = self._item()
        tip = self._bus.get(service, path, ITEM, "ToolTip")
        return str(tip[2])

    @property
    def icon(self) -> tuple[tuple[int, int, bytes], ...]:
        """Every size of the icon: width, height, ARGB."""
        service, path = self._item()
        return tuple((w, h, bytes(data)) for w, h, data in self._bus.get(service, path, ITEM, "IconPixmap"))

    def click_icon(self) -> None:
        service, path = self._item()
        self._bus.call(service, path, f"{ITEM}.Activate", "ii", 0, 0)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The whole menu, opened as a panel opens it; separators left out."""
        service, path = self._menu()
        self._bus.call(service, path, f"{MENU}.AboutToShow", "i", 0)
        _revision, root = self._bus.call(service, path, f"{MENU}.GetLayout", "iias", 0, -1, [])
        return _entry(root).entries

    @property
    def labels(self) -> list[str]:
        return [entry.label for entry in self.entries]

    @property
    def status(self) -> str:
        """The line at the top."""
        return self.entries[0].label

    def entry(self, *labels: str) -> Entry:
        """An entry by the labels that lead to it."""
        entries, found = self.entries, None
        for label in labels:
            found = next((entry for entry in entries if entry.label == label), None)
            assert found is not None, f"no entry {label!r} among {[entry.label for entry in entries]}"
            entries = found.entries
        assert found is not None
        return found

    def click(self, *labels: str) -> None:
        """Open the menu and choose an entry that can be chosen."""
        entry = self.entry(*labels)
        assert entry.enabled, f"{labels} is disabled"
        service, path = self._menu()
        self._tell(service, path, 0, "opened")
        self._tell(service, path, entry.id, "clicked")
        with suppress(BusError):  # Quit takes the menu away
            self._tell(service, path, 0, "closed")

    def choose(self, entry: Entry) -> None:
        """Choose an entry of a menu that is open already, and wait for nothing."""
        service, path = self._menu()
        self._bus.tell(service, path, f"{MENU}.Event", "isvu", entry.id, "clicked", ("i", 0), int(time.time()))

    def round_trip(self) -> float:
        """Seconds that the program takes to tell its menu: its GUI thread answers."""
        begin = time.monotonic()
        assert self.entries
        return time.monotonic() - begin

    def _tell(self, service: str, path: str, number: int, event: str) -> None:
        self._bus.call(service, path, f"{MENU}.Event", "isvu", number, event, ("i", 0), int(time.time()))

    def _item(self) -> tuple[str, str]:
        self.wait_for_icon()
        return next(item for item in reversed(self._items) if self._bus.has_owner(item[0]))

    def _menu(self) -> tuple[str, str]:
        service, path = self._item()
        return service, str(self._bus.get(service, path, ITEM, "Menu"))


class StandInTray(Tray):
    """A tray without a panel; it is there from `appear` until `vanish`."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._taken: list[tuple[str, str]] = []
        self._watcher = Service(
            address,
            WATCHER,
            WATCHER_PATH,
            {
                f"{WATCHER}.RegisterStatusNotifierItem": self._on_register,
                f"{PROPERTIES}.Get": lambda _sender, _body: ("v", (("b", True),)),
                f"{PROPERTIES}.GetAll": lambda _sender, _body: (
                    "a{sv}",
                    ({"IsStatusNotifierHostRegistered": ("b", True)},),
                ),
                "org.freedesktop.DBus.Introspectable.Introspect": lambda _sender, _body: ("s", (_INTROSPECTION,)),
            },
        )

    def appear(self) -> None:
        self._watcher.own()
        self._watcher.emit(f"{WATCHER}.StatusNotifierHostRegistered", "")

    def vanish(self) -> None:
        self._watcher.disown()
        self._taken.clear()

    def close(self) -> None:
        self._watcher.close()
        super().close()

    @property
    def _items(self) -> list[tuple[str, str]]:
        return self._taken

    def _on_register(self, sender: str, body: tuple[Any, ...]) -> Answer:
        (name,) = body
        self._taken.append((sender, name) if name.startswith("/") else _address(name))
        return "", ()


class PanelTray(Tray):
    """The tray of a real panel."""

    def __init__(self, address: str, start: Callable[[], object]) -> None:
        """`start` starts the panel."""
        super().__init__(address)
        self._start = start

    def appear(self) -> None:
        self._start()
        until(lambda: self._bus.has_owner(WATCHER), 20, "the panel has a tray")

    def vanish(self) -> None:
        panel = self._bus.process_of(WATCHER)
        assert panel is not None, "there is no panel"
        os.kill(panel, signal.SIGTERM)
        until(lambda: not self._bus.has_owner(WATCHER), 10, "the panel is gone")

    @property
    def _items(self) -> list[tuple[str, str]]:
        if not self._bus.has_owner(WATCHER):
            return []
        return [
            _address(name) for name in self._bus.get(WATCHER, WATCHER_PATH, WATCHER, "RegisteredStatusNotifierItems")
        ]


def _address(item: str) -> tuple[str, str]:
    """Bus name and path of an icon; the path is the usual one where only the name is told."""
    name, _, path = item.partition("/")
    return name, f"/{path or 'StatusNotifierItem'}"


def _entry(node: Any) -> Entry:
    number, properties, children = node
    values = {name: value for name, (_signature, value) in properties.items()}
    inside = (_entry(child) for _signature, child in children)
    return Entry(
        id=number,
        label=_shown(values.get("label", "")),
        enabled=values.get("enabled", True),
        checked=values.get("toggle-state") == 1 if values.get("toggle-type") else None,
        entries=tuple(entry for entry in inside if entry.label),
    )


def _shown(label: str) -> str:
    """Hosts take one `_` for a mnemonic and two for one."""
    return label.replace("__", "\0").replace("_", "").replace("\0", "_")
