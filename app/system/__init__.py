"""The seams to the operating system and the desktop: QtCore and QtDBus at most; never ui, store, control."""
