"""Windows, tray and shortcuts: the only place with QtGui and QtWidgets. Sees control and core."""
