"""A person's text as words to be searched for, cut just as SQLite cuts what it searches."""

import sqlite3
from contextlib import closing

from app.core.text import clean

_LONGEST, _MOST = 4096, 32
"""Characters that are looked at, and words that are searched for: more say no more."""
_TABLES = """
CREATE VIRTUAL TABLE text USING fts5 (words, tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE words USING fts5vocab (text, instance);
"""


def match(text: str) -> str:
    """What FTS5 is asked: every word begins a word there. Empty where the text has no word."""
    text = clean(text[:_LONGEST])
    if not text.strip():
        return ""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.executescript(_TABLES)
        memory.execute("INSERT INTO text VALUES (?)", (text,))
        found = [word for (word,) in memory.execute("SELECT term FROM words ORDER BY offset")]
    return " ".join(f'"{word}"*' for word in list(dict.fromkeys(found))[:_MOST])
