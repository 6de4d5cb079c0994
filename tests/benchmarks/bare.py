"""The least that a program of this kind can be: one widget, one tray icon, one menu, peewee and plyer imported."""

import sys

import peewee
import plyer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSystemTrayIcon

NAME = "Bare"


def main() -> int:
    """`--hidden` shows the tray icon alone."""
    assert peewee and plyer
    application = QApplication([NAME])
    application.setQuitOnLastWindowClosed(False)
    window = QLabel(NAME)
    window.setObjectName("remaining")
    window.resize(960, 680)
    picture = QPixmap(22, 22)
    picture.fill("white")
    menu = QMenu()
    menu.addAction("Quit", application.quit)
    tray = QSystemTrayIcon(QIcon(picture))
    tray.setToolTip(NAME)
    tray.setContextMenu(menu)
    tray.show()
    if "--hidden" not in sys.argv:
        window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
