"""The window `Restore`: what would change, before anything does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.core import wording
from app.core.keeping import Content, Preview
from app.ui.fields import answers
from app.ui.fitting_dialog import FittingDialog
from app.ui.theme import Theme
from app.ui.times import OffsetAt, moment, short_day

_KEPT = "What is there now becomes a backup itself, so that this can be taken back the same way. Sessile begins anew."


class RestoreDialog(FittingDialog):
    """Accepted where the person wants it."""

    def __init__(self, preview: Preview, theme: Theme, offset_at: OffsetAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.px
        self.setWindowTitle("Restore")
        self.preview = preview
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(8))
        title, *lines = told(preview, offset_at)
        for number, words in enumerate((title, *lines, _KEPT)):
            label = QLabel(words)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setFont(theme.font("body" if number else "strong"))
            column.addWidget(label)
        column.addSpacing(px(8))
        column.addWidget(answers(QPushButton("Restore"), QPushButton("Cancel"), self.accept, self.reject))
        self.setMinimumWidth(px(480))


def told(preview: Preview, offset_at: OffsetAt) -> tuple[str, ...]:
    """A title, and a sentence for each thing that would change."""
    then = preview.point.content
    lines = [
        f"Restore the backup of {moment(preview.point.named.instant, offset_at)}?",
        f"It holds {wording.sessions(then.sessions)}; there are {preview.now.sessions:,} now.",
    ]
    if preview.gone.sessions:
        lines.append(f"{wording.sessions(preview.gone.sessions)} would go: {_days(preview.gone, offset_at)}.")
    if preview.runs:
        lines.append("The session that is running now would go too: it is one of them.")
    if preview.back.sessions:
        lines.append(f"{wording.sessions(preview.back.sessions)} would come back: {_days(preview.back, offset_at)}.")
    if preview.changed:
        lines.append(f"{wording.sessions(preview.changed)} would be as they were then.")
    if not (preview.gone.sessions or preview.back.sessions or preview.changed):
        lines.append("The sessions are the same; projects, the plan and settings may differ.")
    return tuple(lines)


def _days(content: Content, offset_at: OffsetAt) -> str:
    """`23 Nov 2026 to 24 Nov 2026`."""
    days = [(each + offset_at(each)).date() for each in (content.first, content.last) if each is not None]
    words = [f"{short_day(day)} {day.year}" for day in days]
    return words[0] if words[0] == words[-1] else " to ".join(words)
