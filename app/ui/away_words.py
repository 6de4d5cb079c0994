"""What is said after an answer to a gap."""

from collections.abc import Callable
from datetime import datetime

from app.control.answering import Answered
from app.core import timing, wording
from app.core.model import Answer


def done(answered: Answered, clock: Callable[[datetime], str]) -> tuple[str, str]:
    """A strong line and a plain one; `clock` tells an instant as the person's clock shows it."""
    if answered.undone:
        return f"{answered.answer.value} was undone.", ""
    gap, first = answered.gap, answered.first
    end = gap.end or gap.start
    length, worked = wording.length(end - gap.start), wording.length(first.worked or timing.ZERO)
    match answered.answer:
        case Answer.KEEP:
            return "Kept.", f"{length} count as work."
        case Answer.DISCARD:
            return "Discarded.", f"{length} do not count."
        case Answer.STOP_THEN:
            return f"Stopped at {clock(first.end or gap.start)}. {worked} kept.", wording.overtime(first)
        case Answer.SPLIT:
            return f"Split. {worked} kept until {clock(gap.start)}.", f"A second session began at {clock(end)}."
