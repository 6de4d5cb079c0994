"""The looks: each a folder of pictures."""

from dataclasses import dataclass

_USUAL_POINTS = 10.5


@dataclass(frozen=True, slots=True)
class Look:
    """How the program is shown."""

    name: str
    theme: str = "light"
    scale: int = 1
    points: float = _USUAL_POINTS
    """The size of the system's font; this one is the 14 px that the drawings are for."""
    size: tuple[int, int] | None = None
    """The main window's in logical pixels, where it is not the one it opens with."""
    is_wordy: bool = False
    """Whether all words are 40 % longer."""

    @property
    def zoom(self) -> float:
        """How much larger all is than in the mockups."""
        return self.scale * self.points / _USUAL_POINTS

    @property
    def screen(self) -> str:
        """With room for every window."""
        return "1300x850" if self.zoom == 1 else "2600x1700"

    @property
    def desktop_settings(self) -> str:
        """What Qt reads of `kdeglobals`: the font, and a caret that does not blink."""
        return f"[General]\nfont=Inter,{self.points},-1,5,400,0,0,0,0,0,0,0,0,0,0,1\n[KDE]\nCursorBlinkRate=0\n"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "QT_QPA_PLATFORMTHEME": "kde",
            "KDE_SESSION_VERSION": "6",
            "SESSILE_THEME": self.theme,
            "QT_SCALE_FACTOR": str(self.scale),
        }


SMALLEST = (440, 600)

LOOKS = (
    Look("light"),
    Look("dark", "dark"),
    Look("light-200", scale=2),
    Look("dark-200", "dark", scale=2),
    Look("small-light", size=SMALLEST),
    Look("small-dark", "dark", size=SMALLEST),
    Look("long-words", is_wordy=True),
    Look("long-words-small", size=SMALLEST, is_wordy=True),
    Look("large-font", points=16.5),
)
"""On a plain X11 screen."""
