"""The Qt binding itself: a fault of it that would end the program after some thousand calls."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_give_none_leave_its_references_alone() -> None:
    """PySide6 6.12.0 takes one away with each call, which is fatal before Python 3.12."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100
