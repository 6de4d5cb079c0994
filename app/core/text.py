"""What may stand in a text from a person, and how it is kept and shown. Limits: product contract, section 8."""

import re
import unicodedata

from app.core.errors import Refused

NAME_LIMIT = 200
LINE_LIMIT = 10_000
TEXT_LIMIT = 1_000_000

_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_BREAKING = frozenset({"Cc", "Zl", "Zp"})
_BIDI_CONTROLS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Valid Unicode without NUL: what is not becomes U+FFFD."""
    return _SURROGATES.sub("\ufffd", text.replace("\0", "\ufffd"))


def unbroken(text: str) -> str:
    """Line breaks become spaces."""
    return _LINE_BREAKS.sub(" ", clean(text))


def clean_line(text: str) -> str:
    """One line: line breaks become spaces, outer spaces go."""
    return unbroken(text).strip()


def clean_block(text: str) -> str:
    """Several lines, each ended by `\\n`."""
    return re.sub("\r\n|[\r\u2028\u2029]", "\n", clean(text))


def key(text: str) -> str:
    """What makes two names the same: no outer spaces, Unicode NFC, case folded."""
    return unicodedata.normalize("NFC", clean_line(text)).casefold()


def shown(text: str, limit: int = LINE_LIMIT) -> str:
    """One line for the screen: control characters as spaces, no characters that turn the text around, cut at `limit`.

    Only what is shown is changed; the record keeps the text as it came.
    """
    text = _BIDI_CONTROLS.sub("", text[: 8 * limit])[: limit + 1]
    line = "".join(" " if unicodedata.category(c) in _BREAKING else c for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def checked_name(text: str) -> str:
    """A project's or tag's name. Raises Refused when it is longer than 200 characters."""
    return _at_most(clean_line(text), NAME_LIMIT, "A name")


def checked_title(text: str) -> str:
    """A plan item's title. Raises Refused when it is longer than 10,000 characters."""
    return _at_most(clean_line(text), LINE_LIMIT, "A title")


def checked_note(text: str) -> str:
    """One note. Raises Refused when it is longer than 10,000 characters."""
    return _at_most(clean_line(text), LINE_LIMIT, "A note")


def checked_text(text: str, what: str) -> str:
    """`Notes` or `Tasks done`, named by `what`. Raises Refused when it is longer than 1,000,000 characters."""
    return _at_most(clean_block(text), TEXT_LIMIT, what)


def too_long(what: str, limit: int) -> str:
    """The sentence for a text that is longer than its limit."""
    return f"{what} can have at most {limit:,} characters"


def _at_most(text: str, limit: int, what: str) -> str:
    if len(text) > limit:
        raise Refused(too_long(what, limit))
    return text


def names_in(line: str) -> tuple[str, ...]:
    """The names in a line with commas between, without repetitions; a leading `#` is dropped."""
    names = {key(n): n for part in line.split(",") if (n := clean_line(part).removeprefix("#").strip())}
    return tuple(names.values())
