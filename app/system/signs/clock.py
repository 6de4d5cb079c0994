"""One clock of input among several: what all of them have in common."""

from PySide6.QtCore import QObject

from app.core.signs import Sign, SignSource
from app.system.bus import NO_ANSWER_YET
from app.system.signs.idle import IdleSigns


class IdleClock(IdleSigns):
    """Knows for how long there was no key and no click, and whether it does so here."""

    NAME = ""
    TELLS = CAN_BE_ASKED = False
    """Whether it tells by itself, and whether it answers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._works: bool | None = None
        self._why = NO_ANSWER_YET

    @property
    def works(self) -> bool | None:
        """None while nobody knows yet."""
        return self._works

    @property
    def must_be_asked(self) -> bool:
        return self.CAN_BE_ASKED and not self.TELLS

    @property
    def can_be_asked(self) -> bool:
        return self.CAN_BE_ASKED

    def sources(self) -> tuple[SignSource, ...]:
        return (SignSource(Sign.IDLE, self.NAME, self._works, self._why),)

    def _stand(self, works: bool, why: str = "used") -> None:
        if (works, why) != (self._works, self._why):
            self._works, self._why = works, why
            self.changed.emit()
