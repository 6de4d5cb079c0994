"""The focus border lies inside the same box: nothing shifts when the keyboard comes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QTimeEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme import Theme

KINDS: dict[str, tuple[Callable[[], QWidget], dict[str, object]]] = {
    "button": (QPushButton, {}),
    "filled button": (QPushButton, {"role": "primary"}),
    "large button": (QPushButton, {"large": True}),
    "small button": (QPushButton, {"compact": True}),
    "small flat button": (QPushButton, {"role": "flat", "compact": True}),
    "flat button": (QPushButton, {"role": "flat"}),
    "link": (QPushButton, {"role": "link"}),
    "page": (QPushButton, {"role": "nav"}),
    "row": (QPushButton, {"role": "row"}),
    "toggle": (QPushButton, {"compact": True, "toggle": True}),
    "tool": (QToolButton, {}),
    "tool in a chip": (QToolButton, {"inChip": True}),
    "line": (QLineEdit, {}),
    "big line": (QLineEdit, {"big": True}),
    "choice": (QComboBox, {}),
    "number": (QSpinBox, {}),
    "time": (QTimeEdit, {}),
}


def wanted(kind: str, qtbot: QtBot, *, focused: bool) -> QSize:
    """What it asks for when it is asked for the first time; later Qt may say the same again."""
    make, properties = KINDS[kind]
    window = QWidget()
    widget = make()
    qtbot.addWidget(window)
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.setParent(window)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    widget.setFocus(Qt.FocusReason.TabFocusReason) if focused else widget.clearFocus()
    assert widget.hasFocus() is focused
    if isinstance(widget, QPushButton | QToolButton):
        widget.setText("Word")
    return widget.sizeHint()


@pytest.mark.parametrize("kind", KINDS)
def test_focus_asks_for_no_more_room(kind: str, theme: Theme, qtbot: QtBot) -> None:
    assert wanted(kind, qtbot, focused=True) == wanted(kind, qtbot, focused=False)
