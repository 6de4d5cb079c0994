"""The widgets of one program through AT-SPI, as a screen reader finds and uses them."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from .bus import Bus, BusError
from .waiting import until

_ATSPI = "org.a11y.atspi"
_REGISTRY, _ROOT = f"{_ATSPI}.Registry", "/org/a11y/atspi/accessible/root"
_STATES = {"active": 1, "checked": 4, "enabled": 8, "expanded": 10, "focused": 12, "showing": 25}  # atspi-constants.h
_LABELLED_BY = 2
_WAIT_S = 5.0
_NAMED_BY_LABELS = ("combo box", "spin box", "text")
_SAME_ROLE = {"push button": "button"}


class Widget:
    """One accessible object."""

    def __init__(self, bus: Bus, service: str, path: str) -> None:
        self._bus, self._service, self._path = bus, service, path

    @property
    def role(self) -> str:
        name = str(self._call("Accessible.GetRoleName")[0])
        return _SAME_ROLE.get(name, name)

    @property
    def name(self) -> str:
        return str(self._get("Accessible", "Name"))

    @property
    def description(self) -> str:
        return str(self._get("Accessible", "Description"))

    @property
    def identity(self) -> str:
        """The object names from the window down, with dots between."""
        return str(self._get("Accessible", "AccessibleId"))

    @property
    def text(self) -> str:
        """What stands in an edit."""
        return str(self._call("Text.GetText", "ii", 0, -1)[0])

    @property
    def is_active(self) -> bool:
        """Whether a window believes that it has the keyboard; Qt notices a loss 0.4 s late (qxcbwindow.cpp)."""
        return self._has("active")

    @property
    def is_enabled(self) -> bool:
        return self._has("enabled")

    @property
    def is_checked(self) -> bool:
        return self._has("checked")

    @property
    def is_expanded(self) -> bool:
        return self._has("expanded")

    @property
    def is_focused(self) -> bool:
        return self._has("focused")

    @property
    def is_showing(self) -> bool:
        return self._has("showing")

    @property
    def rectangle(self) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self._call("Component.GetExtents", "u", 0)[0]
        return left, top, width, height

    @property
    def children(self) -> list["Widget"]:
        return [Widget(self._bus, *child) for child in self._call("Accessible.GetChildren")[0]]

    @property
    def names(self) -> list[str]:
        """Its own name and those of the labels that belong to it."""
        labels = [other for kind, others in self._call("Accessible.GetRelationSet")[0] if kind == _LABELLED_BY
                  for other in others]  # fmt: skip
        return [self.name, *(Widget(self._bus, *label).name for label in labels)]

    def press(self) -> None:
        """Do what a click does; fails where that is not offered now."""
        assert self.is_enabled, f"{self.name!r} is disabled"
        actions = [action[0] for action in self._call("Action.GetActions")[0]]
        wanted = next(name for name in ("Press", "Toggle", "Select") if name in actions)
        assert self._call("Action.DoAction", "i", actions.index(wanted))[0]

    def set_text(self, text: str) -> None:
        assert self._call("EditableText.SetTextContents", "s", text)[0]

    def take_focus(self) -> None:
        """Where Qt lets a reader give it: an edit, a spin box."""
        assert self._call("Component.GrabFocus")[0], f"{self.name!r} takes no focus"

    def below(self) -> Iterator["Widget"]:
        """Everything that shows inside it, parents first."""
        for child in self.children:
            try:
                if child.is_showing:
                    yield child
                    yield from child.below()
            except BusError:
                continue  # it went away meanwhile

    def _call(self, member: str, signature: str = "", *arguments: Any) -> tuple[Any, ...]:
        return self._bus.call(self._service, self._path, f"{_ATSPI}.{member}", signature, *arguments)

    def _get(self, interface: str, name: str) -> Any:
        return self._bus.get(self._service, self._path, f"{_ATSPI}.{interface}", name)

    def _has(self, state: str) -> bool:
        words = self._call("Accessible.GetState")[0]
        return bool(words[0] >> _STATES[state] & 1)


class Accessibility:
    """The program of one process."""

    def __init__(self, address: str, process: int) -> None:
        self._bus, self._process = Bus(address), process

    def close(self) -> None:
        self._bus.close()

    def button(self, name: str, window: str = "") -> Widget:
        return self.find("button", name, window)

    def edit(self, name: str, window: str = "") -> Widget:
        return self.find("text", name, window)

    def check_box(self, name: str) -> Widget:
        return self.find("check box", name)

    def find(self, role: str, name: str, window: str = "") -> Widget:
        """The one widget that shows; waits for it. `window` is the title of the window it lies in."""
        found = until(lambda: self._all(role, name, window), _WAIT_S, f"{role} {name!r} shows")
        assert len(found) == 1, f"{len(found)} widgets are {role} {name!r}"
        return found[0]

    def has(self, role: str, name: str, window: str = "") -> bool:
        """Whether it shows now."""
        return bool(self._all(role, name, window))

    def value(self, identity: str) -> str:
        """What the label with this object name says now; empty where it does not show."""
        return next((label.name for label in self._labels(identity)), "")

    def label(self, identity: str) -> Widget:
        """The label with this object name; waits for it."""
        return until(lambda: list(self._labels(identity)), _WAIT_S, f"{identity} shows")[0]

    def wait_for_value(self, identity: str, wanted: str) -> None:
        until(lambda: self.value(identity) == wanted, _WAIT_S, f"{identity} is {wanted!r}")

    def words(self, window: str = "") -> list[str]:
        """What every label that shows says."""
        return [widget.name for widget in self._widgets(window) if widget.role == "label"]

    def wait_for_words(self, words: str, window: str = "", seconds: float = _WAIT_S) -> str:
        """The label that says these words, or contains them."""

        def found() -> str:
            return next((line for line in self.words(window) if words in line), "")

        return until(found, seconds, f"the window says {words!r}")

    def all(self, role: str, window: str = "") -> list[Widget]:
        """Every widget of a kind that shows now; one that goes away meanwhile is left out."""
        found = []
        for widget in self._widgets(window):
            with suppress(BusError):
                if widget.role == role:
                    found.append(widget)
        return found

    def everything(self) -> Iterator[Widget]:
        """Every window and every widget that shows now."""
        for top in self._windows():
            yield top
            yield from top.below()

    def window(self, title: str) -> Widget:
        return until(lambda: self._shown(title), _WAIT_S, f"the window {title}")[0]

    def _labels(self, identity: str) -> Iterator[Widget]:
        for widget in self._widgets(""):
            if widget.role == "label" and widget.identity.endswith(f".{identity}"):
                yield widget

    def _all(self, role: str, name: str, window: str) -> list[Widget]:
        found = []
        for widget in self._widgets(window):
            if widget.role == role:
                names = widget.names if role in _NAMED_BY_LABELS else [widget.name]
                if name in names:
                    found.append(widget)
        return found

    def _widgets(self, window: str) -> Iterator[Widget]:
        for top in self._windows():
            if top.is_showing and window in ("", top.name):
                yield from top.below()

    def _shown(self, title: str) -> list[Widget]:
        return [window for window in self._windows() if window.name == title and window.is_showing]

    def _windows(self) -> list[Widget]:
        for service, path in self._bus.call(_REGISTRY, _ROOT, f"{_ATSPI}.Accessible.GetChildren")[0]:
            if self._bus.process_of(service) == self._process:
                return Widget(self._bus, service, path).children
        return []
