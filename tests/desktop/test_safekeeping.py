"""A damaged file, one that is gone, and the way back to a backup, as a person meets them."""

from tests.faults import worlds

from .harness.bus import BusError
from .harness.program import Program
from .harness.stage import Stage
from .harness.waiting import until

USE_SALVAGED = "Use what could be read (300 sessions, the last of 19 Apr 2025 14:00)"


def filled(stage: Stage) -> None:
    """A file of three hundred sessions, and a backup that lacks the last hundred."""
    stage.data.mkdir()
    worlds.make(stage.data, 300)


def spoil(stage: Stage) -> bytes:
    content = b"\xa5" * 4096 + stage.record.path.read_bytes()[4096:]
    stage.record.path.write_bytes(content)
    return content


def said(program: Program) -> str:
    """All words of the window; none while the program begins anew."""
    try:
        return " ".join(program.ui.words("Sessile"))
    except BusError:
        return ""


def test_what_could_be_read_of_a_damaged_file_is_gone_on_with(stage: Stage) -> None:
    filled(stage)
    content = spoil(stage)
    program = stage.launch()
    program.ui.button(USE_SALVAGED).press()
    stage.windows.wait_for_active("Sessile")
    stage.tray.wait_for_icon()
    (aside,) = stage.data.glob("sessile-*-damaged.db")
    assert aside.read_bytes() == content
    assert len(worlds.uids(stage.record.path)) == 300
    assert program.is_running


def test_who_quits_finds_everything_as_it_was(stage: Stage) -> None:
    filled(stage)
    content = spoil(stage)
    program = stage.launch()
    program.ui.button("Quit").press()
    assert program.exit_code() == 1
    assert stage.record.path.read_bytes() == content
    assert len(list((stage.data / "backups").iterdir())) == 1


def test_a_file_that_is_gone_is_taken_from_the_backup(stage: Stage) -> None:
    filled(stage)
    stage.record.path.unlink()
    program = stage.launch()
    program.ui.button("Use the backup of 9 Mar 2026 13:00 (200 sessions, the last of 25 Mar 2025 13:00)").press()
    stage.tray.wait_for_icon()
    assert len(worlds.uids(stage.record.path)) == 200
    assert program.is_running


def test_a_backup_is_restored_and_can_be_taken_back(stage: Stage) -> None:
    filled(stage)
    program = stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    program.ui.button("Data").press()
    program.ui.button("Restore…").press()
    stage.windows.wait_for_active("Restore")
    assert "100 sessions would go: 25 Mar 2025 to 19 Apr 2025." in program.ui.words("Restore")
    program.ui.button("Restore", "Restore").press()
    until(lambda: "The backup was restored." in said(program), 10, "the restore is told")
    assert len(worlds.uids(stage.record.path)) == 200
    (kept,) = (stage.data / "backups").glob("*-before-restore.db")
    assert len(worlds.uids(kept)) == 300


def test_damage_that_the_start_did_not_meet_is_mended_when_it_is_found(stage: Stage) -> None:
    filled(stage)
    leaf = "SELECT pageno FROM dbstat WHERE name = 'session' AND pagetype = 'leaf' LIMIT 1 OFFSET 4"
    page = int(stage.record.one(leaf))
    content = bytearray(stage.record.path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    stage.record.path.write_bytes(content)
    program = stage.start()
    stage.windows.press("ctrl+comma")
    stage.windows.wait_for_active("Settings")
    program.ui.button("Data").press()
    program.ui.button("Check now").press()
    program.ui.button("Mend now").press()
    until(lambda: "sessile.db is damaged." in said(program), 10, "what could be read is offered")
    assert not list(stage.data.glob("sessile-*-damaged.db"))
    program.ui.button("Quit").press()
    assert program.exit_code() == 1
    assert len(list((stage.data / "backups").iterdir())) == 1
