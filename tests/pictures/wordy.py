"""The program with all its words 40 % longer, as another language may have them."""

import re
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QGroupBox, QLabel, QLineEdit, QPushButton

Method = Callable[..., Any]
_WORD = re.compile(r"[^\W\d_]{3,}")
_FACTOR = 0.4


def longer(words: Any) -> Any:
    """`Timer` becomes `Timerti`: each word goes on with what it began with. Numbers and `h` stay."""
    if type(words) in (list, tuple):
        return type(words)(map(longer, words))
    if not isinstance(words, str):
        return words
    return _WORD.sub(lambda match: match[0] + match[0].lower()[: round(len(match[0]) * _FACTOR)], words)


def _hearing(plain: Method) -> Method:
    """The method with what it is given lengthened."""
    return lambda self, *arguments, **options: plain(self, *map(longer, arguments), **options)


def _hearing_first(plain: Method) -> Method:
    """The same, of what comes first: the rest says how it is written."""
    return lambda self, words, *rest, **options: plain(self, longer(words), *rest, **options)


def _telling(plain: Method) -> Method:
    """The method with what it says lengthened."""
    return lambda *arguments: longer(plain(*arguments))


def lengthen_all(put: Callable[[type, str, Method], None] = setattr) -> None:
    """All that shows words from now on; `put` sets a method of a class."""
    from app.ui.canvas import Canvas
    from app.ui.history_model import HistoryModel

    def lengthen(kind: type, *methods: str) -> None:
        for name in methods:
            put(kind, name, _hearing(getattr(kind, name)))

    for made in (QLabel, QAction, QPushButton, QCheckBox, QGroupBox):
        lengthen(made, "__init__")
    for told in (QLabel, QAction, QAbstractButton):
        lengthen(told, "setText")
    lengthen(QLineEdit, "setPlaceholderText")
    lengthen(QComboBox, "addItems")
    for name in ("write", "advance"):
        put(Canvas, name, _hearing_first(getattr(Canvas, name)))
    for name in ("headerData", "texts_of"):
        put(HistoryModel, name, _telling(getattr(HistoryModel, name)))


if __name__ == "__main__":
    from app.__main__ import main

    lengthen_all()
    sys.exit(main())
