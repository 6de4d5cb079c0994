"""A person's text in a spreadsheet: nothing of it is read as a formula, and our own import finds it as it was.

Rule: owasp.org/www-community/attacks/CSV_Injection, an apostrophe before what would begin a formula. A spreadsheet that
takes semicolons or tabs for the ends of cells, as it does where commas stand in numbers, sees cells begin within a text
too: behind each of them, and on each line.
"""

import re

_FORMULA = "[=+\\-@＝＋－＠]"
_SKIPPED = r"[\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
"""Spaces, controls and what shows nothing: a spreadsheet may look past them."""
_BEGINS = r"(?<![^\n\r\t;])"
"""At the beginning, and where a cell may begin within a text."""
_DANGER = f"'*{_SKIPPED}*{_FORMULA}"
"""With apostrophes that stood there already: so the one that is put before them can be told from them."""
_SIGN = re.compile(rf"{_FORMULA}|[\t\r\n]")
"""Most texts have none: that is seen much sooner than that nothing begins with one."""
_BARE = re.compile(rf"\A(?='*[\t\r\n])|{_BEGINS}(?={_DANGER})")
_GUARDED = re.compile(rf"\A'(?='*[\t\r\n])|{_BEGINS}'(?={_DANGER})")


def guarded(text: str) -> str:
    """The text with an apostrophe wherever a formula could begin."""
    return _BARE.sub("'", text) if _SIGN.search(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return _GUARDED.sub("", text)
