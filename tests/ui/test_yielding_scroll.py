"""A scroll bar that was needed goes when it is not needed any more."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.yielding_scroll import YieldingScroll


def test_the_bar_goes_where_all_fits_without_it(qtbot: QtBot) -> None:
    content, words = QWidget(), QLabel("Words that need more lines the narrower they stand. " * 6)
    words.setWordWrap(True)
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(words)
    scroll = YieldingScroll(content)
    qtbot.addWidget(scroll)
    needed = words.heightForWidth(300)
    scroll.resize(300, needed - 20)
    scroll.show()
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().isVisible())
    scroll.resize(300, needed)
    qtbot.waitUntil(lambda: not scroll.verticalScrollBar().isVisible())
