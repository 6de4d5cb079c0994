"""The names, words, icons and default keys of all commands."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command's name in the settings, its words, its icon and its default keys (portable text)."""

    name: str
    text: str
    icon: str = ""
    keys: str = ""


COMMANDS = (
    Command("start_or_stop", "Start or stop", keys="Ctrl+Return"),
    Command("pause", "Pause", "pause", "Ctrl+P"),
    Command("add_time", "Add 15 min", "add-time", "Ctrl+Shift+A"),
    Command("add_note", "Add note…", "note", "Ctrl+N"),
    Command("mute", "Mute notifications", "alert", "Ctrl+M"),
    Command("break", "Start break", "break", "Ctrl+B"),
    Command("quick_entry", "Quick entry", keys="Ctrl+L"),
    Command("page_timer", "Timer", "timer", "Ctrl+1"),
    Command("page_plan", "Plan", "plan", "Ctrl+2"),
    Command("page_history", "History", "history", "Ctrl+3"),
    Command("page_reports", "Reports", "reports", "Ctrl+4"),
    Command("search_history", "Search history", "search", "Ctrl+F"),
    Command("undo", "Undo", "undo", "Ctrl+Z"),
    Command("redo", "Redo", "redo", "Ctrl+Shift+Z"),
    Command("projects", "Projects and tags…", "project"),
    Command("settings", "Settings", "settings", "Ctrl+,"),
    Command("close", "Close to tray", keys="Ctrl+W"),
    Command("quit", "Quit", keys="Ctrl+Q"),
    Command("start", "Start…", "start"),
    Command("stop", "Stop", "stop"),
    Command("start_again", "Start again", "start"),
    Command("change_start", "Change start…", "edit"),
    Command("quiet_30", "30 min"),
    Command("quiet_60", "1 h"),
    Command("quiet_tomorrow", "Until tomorrow"),
    Command("quiet_off", "Off"),
    Command("snooze_60", "Snooze 1 h"),
    Command("snooze_tomorrow", "Until tomorrow"),
    Command("snooze_end", "End snooze"),
    Command("show", "Show Sessile"),
)
"""In the order the settings list them; those without default keys stand last and have none."""
