"""The tests mirror `app`; `desktop` runs the real program."""
