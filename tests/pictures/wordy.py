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
    if isinstance(words, list):
        return [longer(word) for word in words]
    if not isinstance(words, str):
        return words
    return _WORD.sub(lambda match: match[0] + match[0].lower()[: round(len(match[0]) * _FACTOR)], words)


def _hearing(plain: Method) -> Method:
    """The method with what it is given lengthened."""
    return lambda self, *arguments, **options: plain(self, *map(longer, arguments), **options)


def _telling(plain: Method) -> Method:
    """The method with what it says lengthened."""
    return lambda *arguments: longer(plain(*arguments))


def _lengthen(kind: type, *methods: str) -> None:
    for name in methods:
        setattr(kind, name, _hearing(getattr(kind, name)))


def _lengthen_all() -> None:
    from app.ui.history_model import HistoryModel

    for made in (QLabel, QAction, QPushButton, QCheckBox, QGroupBox):
        _lengthen(made, "__init__")
    for told in (QLabel, QAction, QAbstractButton):
        _lengthen(told, "setText")
    _lengthen(QLineEdit, "setPlaceholderText")
    _lengthen(QComboBox, "addItems")
    for name in ("headerData", "_text"):
        setattr(HistoryModel, name, _telling(getattr(HistoryModel, name)))


if __name__ == "__main__":
    from app.__main__ import main

    _lengthen_all()
    sys.exit(main())
