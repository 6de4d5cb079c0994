"""What memory a process has, and what it goes to (proc(5): smaps, the proportional set size)."""

import re
from collections import Counter
from pathlib import Path

_MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)")
_GROUPS = (
    (re.compile(r"PySide6/Qt/|libQt6|libicu"), "Qt"),
    (re.compile(r"PySide6/|shiboken6/"), "PySide6"),
    (re.compile(r"fonts?/|fontconfig"), "fonts"),
    (re.compile(r"python3\.\d+/|bin/python|libpython|\.cpython-"), "Python's own files"),
    (re.compile(r"\.so(\.|$)"), "system libraries"),
    (re.compile(r"\[heap\]|^$"), "made while running (heap)"),
)


def proportional(process: int) -> float:
    """PSS in MiB."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    (kibibytes,) = re.findall(r"^Pss: +(\d+) kB", told, re.MULTILINE)
    return int(kibibytes) / 1024


def peak(process: int) -> float:
    """The most that was resident at a time since its program began, in MiB (proc(5): VmHWM)."""
    told = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    (kibibytes,) = re.findall(r"^VmHWM:\s+(\d+) kB", told, re.MULTILINE)
    return int(kibibytes) / 1024


def by_kind(process: int) -> dict[str, float]:
    """PSS in MiB of each kind of mapping, the largest first."""
    found: Counter[str] = Counter()
    kind = ""
    for line in Path(f"/proc/{process}/smaps").read_text("utf-8", "replace").splitlines():
        if mapping := _MAPPING.fullmatch(line):
            kind = _kind(mapping[1])
        elif line.startswith("Pss:"):
            found[kind] += int(line.split()[1])
    return {kind: size / 1024 for kind, size in found.most_common()}


def _kind(name: str) -> str:
    return next((kind for pattern, kind in _GROUPS if pattern.search(name)), "all else")
