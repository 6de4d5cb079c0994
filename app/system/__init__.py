"""The seams to the operating system and the desktop. QtCore, QtDBus and QtNetwork at most; never ui, store, control."""
