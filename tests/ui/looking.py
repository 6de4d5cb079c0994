"""What the tests of the windows share: finding things by their words, and seeing what a person would miss."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from app.ui.elided_label import ElidedLabel
from app.ui.time_edit import TimeEdit

W = TypeVar("W", bound=QWidget)


def settle() -> None:
    """Lay out all that changed; where a window has to grow that takes several rounds."""
    for _ in range(3):
        QApplication.processEvents()


def label(widget: QWidget, name: str) -> str:
    """The text of the label with that object name."""
    found = widget.findChild(QLabel, name)
    assert found is not None
    return found.text()


def button(widget: QWidget, text: str) -> QAbstractButton:
    return next(b for b in widget.findChildren(QAbstractButton) if text in (b.text(), b.accessibleName()))


def box(widget: QWidget, text: str) -> QCheckBox:
    return next(found for found in widget.findChildren(QCheckBox) if found.text() == text)


def spin(widget: QWidget, name: str) -> QSpinBox:
    return named(widget, QSpinBox, name)


def named(widget: QWidget, kind: type[W], name: str) -> W:
    """The one of a kind that readers call so."""
    return next(found for found in widget.findChildren(kind) if found.accessibleName() == name)


def told(widget: QWidget) -> set[str]:
    """All that is said in labels now."""
    return {found.text() for found in widget.findChildren(QLabel) if found.isVisible()}


def cut_words(window: QWidget) -> list[str]:
    """Visible words that have less room than they need; labels that may be cut say so by their class."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and _is_cut(widget):
            found.append(widget.text())
        if (
            isinstance(widget, QPushButton | QCheckBox)
            and widget.text()
            and widget.width() < widget.sizeHint().width() - 1
        ):
            found.append(widget.text())
    return found


def cut_values(window: QWidget) -> list[str]:
    """What boxes and fields of one short value have less room for than they need."""
    return [text for text, font, room in _values(window) if room < QFontMetrics(font).horizontalAdvance(text) - 1]


def _values(window: QWidget) -> Iterator[tuple[str, QFont, int]]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QComboBox) and not widget.isEditable():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            place = QStyle.SubControl.SC_ComboBoxEditField
            room = widget.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, place, widget).width()
            yield widget.currentText(), widget.font(), room
        of_one_value = isinstance(widget, TimeEdit) or isinstance(widget.parent(), QAbstractSpinBox)
        if of_one_value and isinstance(widget, QLineEdit):
            frame = QStyleOptionFrame()
            widget.initStyleOption(frame)
            inside = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, widget)
            margins = widget.textMargins()
            yield widget.text(), widget.font(), inside.width() - margins.left() - margins.right()


def _is_cut(words: QLabel) -> bool:
    if words.wordWrap():
        return words.height() < words.heightForWidth(words.width())
    metrics = QFontMetrics(words.font())
    widest = max(metrics.horizontalAdvance(line) for line in words.text().split("\n"))
    return words.width() < widest - 1


def cut_names(window: QWidget) -> list[str]:
    """Texts in labels that may be cut, and are."""
    elided = (found for found in window.findChildren(ElidedLabel) if found.isVisible())
    return [e.text() for e in elided if len(e._broken(e.width(), 99)) > max(e.height() // e.fontMetrics().height(), 1)]


def nameless(window: QWidget) -> list[str]:
    """Visible things to press or to fill in that a reader has no name for."""
    buddies = {found.buddy() for found in window.findChildren(QLabel)}
    kinds = QAbstractButton | QAbstractSpinBox | QComboBox | QLineEdit | QPlainTextEdit
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, kinds) and widget.isVisible():
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (widget.accessibleName() or words or widget in buddies):
                found.append(type(widget).__name__)
    return found


def tab_order(window: QWidget) -> list[QWidget]:
    """What Tab comes to, one after the other."""
    found, widget = [], window.nextInFocusChain()
    while widget is not None and widget is not window:
        is_part = isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
        if widget.focusPolicy().value & 1 and widget.isVisible() and widget.isEnabled() and not is_part:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
