"""What the notification service is given for a note: the arguments of Notify.

Desktop Notifications Specification 1.2 and 1.3: https://specifications.freedesktop.org/notification-spec/latest/
"""

import html
from collections.abc import Collection
from typing import Any, NamedTuple

from app.core.text import clean
from app.system.bus import Body
from app.system.notifications import APP_NAME, DEFAULT, Note, Picture

SIGNATURE = "susssasa{sv}i"
_DESKTOP_ENTRY = "sessile"
_SOUND = "message-new-instant"  # Sound Naming Specification
_DEFAULT_TEXT = "Show Sessile"
_NORMAL = 1
_AS_THE_DESKTOP_HAS_IT = -1


class Looks(NamedTuple):
    """What all notes of the program look like: a file's URI, and the picture for who draws none from a file."""

    icon: str = ""
    picture: Picture | None = None


def arguments(note: Note, capabilities: Collection[str], replaces: int, looks: Looks) -> Body:
    """`capabilities` as the service told them; what it can't do is left out. NUL would end the connection."""
    title, text = clean(note.title), clean(note.text)
    if "body" not in capabilities:
        title, text = ": ".join(part for part in (title, text) if part), ""
    if "body-markup" in capabilities:
        text = html.escape(text, quote=False)
    actions = _actions(note) if "actions" in capabilities else []
    hints = _hints(note, capabilities, looks.picture)
    return APP_NAME, replaces, clean(looks.icon), title, text, actions, hints, _AS_THE_DESKTOP_HAS_IT


def _actions(note: Note) -> list[str]:
    """Names and texts in turn; the first is the note itself."""
    buttons = ((DEFAULT, _DEFAULT_TEXT), *note.buttons)
    return [clean(each) for button in buttons for each in button]


def _hints(note: Note, capabilities: Collection[str], picture: Picture | None) -> dict[str, tuple[str, Any]]:
    hints: dict[str, tuple[str, Any]] = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", _DESKTOP_ENTRY)}
    if picture is not None:
        width, height, rgba = picture
        hints["image-data"] = ("(iiibiiay)", (width, height, 4 * width, True, 8, 4, rgba))
    if not note.with_sound:
        hints["suppress-sound"] = ("b", True)
    elif "sound" in capabilities:
        hints["sound-name"] = ("s", _SOUND)
    return hints
