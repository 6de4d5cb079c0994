"""What the settings tell of a source of signs: whether it works here, and why not."""

from enum import StrEnum
from typing import NamedTuple


class Sign(StrEnum):
    """What a source tells of the person."""

    SLEEP = "Sleep"
    LOCK = "Lock"
    IDLE = "Idle"


class SignSource(NamedTuple):
    """A place that signs can come from.

    `works` is None while nobody knows yet. `why` says in a few words how it is used, or why it can't be.
    """

    sign: Sign
    name: str
    works: bool | None
    why: str
