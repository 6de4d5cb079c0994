"""The real program on a virtual screen, seen and used as a person, a panel and a screen reader do."""
