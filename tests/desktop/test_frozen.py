"""The frozen program, as a person has it who has neither Python nor the project."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from app import paths
from app.core.settings import Settings
from app.store.database import SCHEMA_VERSION
from tests.fakes import ROOT, rows
from tests.system.signs_compositor import Compositor
from tests.system.signs_mutter import FakeMutter

from .harness import needs
from .harness.record import MINUTE
from .harness.stage import Stage
from .harness.waiting import until

FROM_THE_SYSTEM = {
    *("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2", "libgcc_s.so.1", "libstdc++.so.6"),
    *("libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0"),
    *("libEGL.so.1", "libGL.so.1", "libfontconfig.so.1", "libfreetype.so.6", "libexpat.so.1"),
    *("libdbus-1.so.3", "libglib-2.0.so.0", "libgthread-2.0.so.0", "libgssapi_krb5.so.2", "libuuid.so.1"),
    *("libz.so.1", "libzstd.so.1", "libbrotlicommon.so.1", "libbrotlidec.so.1"),
}
"""Libraries that each desktop has."""
LARGEST = 125 * 1024 * 1024
IDLE = Settings().idle_minutes * MINUTE
SYSTEM = "/usr/local/bin:/usr/bin:/bin"
POINTED_AT_THE_FOLDER = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
ALERT = "SELECT kind, result, way FROM alert WHERE result IS NOT NULL"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program as `make build` makes it."""
    needs.pyinstaller()
    place = tmp_path_factory.mktemp("frozen")
    places = ["--distpath", str(place / "dist"), "--workpath", str(place / "build")]
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--log-level", "WARN", *places, "build.spec"],
        cwd=ROOT,
        env=os.environ | {"PYINSTALLER_CONFIG_DIR": str(place / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    yield place / "dist" / "sessile"
    shutil.rmtree(place)


@pytest.fixture
def frozen(stage: Stage, folder: Path) -> Stage:
    """A stage whose program is the frozen one."""
    stage.command = ("/usr/bin/env", "--chdir=/", str(folder / "sessile"))
    stage.environment["PATH"] = SYSTEM
    return stage


def with_a_session(stage: Stage, new_file: Path, *, seconds_left: int) -> None:
    """The file of a program that ended a moment ago, with a session of nine minutes."""
    stage.record.make(new_file)
    stage.record.add_session("Thesis", 9, started=9 * MINUTE - 1000 * seconds_left)


def children_environment(stage: Stage, directory: Path) -> dict[str, str]:
    """What the next `notify-send` got, once an alert has gone out."""
    told, command = directory / "told", directory / "bin" / "notify-send"
    command.parent.mkdir()
    command.write_text(f"#!/bin/sh\nenv > {told}.part\nmv {told}.part {told}\n")
    command.chmod(0o700)
    stage.environment["PATH"] = f"{command.parent}:{SYSTEM}"
    stage.notifications.refusals = 1
    stage.start_hidden()
    until(told.exists, 10, "the alert has gone out")
    return dict(line.split("=", 1) for line in told.read_text().splitlines())


def test_it_is_no_larger_than_said(folder: Path) -> None:
    assert sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir()) < LARGEST


def test_it_needs_nothing_of_the_system_that_a_desktop_may_lack(folder: Path) -> None:
    files = [file for file in folder.rglob("*") if ".so" in file.name or file.name == "sessile"]
    told = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True).stdout
    needed = set(re.findall(r"NEEDED +((?!ld-linux)\S+)", told)) - {file.name for file in files}
    assert (needed - FROM_THE_SYSTEM, "libGL.so.1" in needed) == (set(), True)


def test_a_session_is_started_stopped_and_in_the_record(frozen: Stage) -> None:
    program = frozen.start_session("Chapter two @Thesis #writing 25")
    assert frozen.tray.tooltip == "Thesis, 25 min left"
    program.ui.button("Stop", "Sessile").press()
    until(lambda: frozen.tray.status == "No session", 5, "the session has ended")
    assert frozen.record.row("SELECT name, planned_duration, worked >= 0 FROM session, project") == ("Thesis", 25, 1)
    assert program.terminate() == 0


def test_an_older_file_is_brought_up_to_date_with_a_backup(frozen: Stage) -> None:
    frozen.data.mkdir(mode=0o700)
    older = SqliteDatabase(str(frozen.record.path))
    Runner(older, directory=str(paths.migrations())).up("0001_tables")
    older.close()
    frozen.record.add_session("Thesis", 25, started=60 * MINUTE, ended=30 * MINUTE)
    frozen.start()
    (backup,) = (frozen.data / "backups").iterdir()
    assert [rows(file, "PRAGMA user_version") for file in (backup, frozen.record.path)] == [[(1,)], [(SCHEMA_VERSION,)]]
    assert frozen.record.row("SELECT name, worked FROM session, project") == ("Thesis", 30 * MINUTE)


def test_a_killed_program_finds_its_session_again(frozen: Stage) -> None:
    frozen.start_session().cut_off()
    frozen.start().ui.wait_for_value("state", "Running")


def way_of_the_alert(stage: Stage, new_file: Path) -> str:
    """How the one alert went out, of a session that ends in a moment."""
    with_a_session(stage, new_file, seconds_left=2)
    stage.start_hidden()
    until(lambda: stage.record.rows(ALERT), 10, "the alert is settled")
    assert stage.notifications.titles == ["Time is up"]
    ((kind, result, way),) = stage.record.rows(ALERT)
    assert (kind, result) == ("Time is up", "shown")
    return str(way)


def test_an_alert_goes_to_the_desktops_service(frozen: Stage, new_file: Path) -> None:
    assert way_of_the_alert(frozen, new_file) == "service"
    assert Path(frozen.notifications.shown[0].icon.removeprefix("file://")).is_file()


def test_an_alert_goes_out_through_plyer_where_the_service_refuses_it(frozen: Stage, new_file: Path) -> None:
    needs.program("notify-send")
    frozen.notifications.refusals = 1
    assert way_of_the_alert(frozen, new_file) == "plyer"


def test_an_alert_goes_out_as_the_tray_icons_message_where_plyer_finds_nothing(frozen: Stage, new_file: Path) -> None:
    frozen.notifications.refusals = 1
    frozen.environment["PATH"] = str(frozen.data / "nothing")
    assert way_of_the_alert(frozen, new_file) == "tray"


@pytest.mark.parametrize("own", [{}, {"LD_LIBRARY_PATH": "/opt/own:/opt/other"}])
def test_what_it_starts_gets_the_persons_own_libraries(
    frozen: Stage, new_file: Path, tmp_path: Path, own: dict[str, str]
) -> None:
    with_a_session(frozen, new_file, seconds_left=2)
    frozen.environment |= own
    got = children_environment(frozen, tmp_path)
    assert {name: got[name] for name in POINTED_AT_THE_FOLDER if name in got} == own
    assert "LD_LIBRARY_PATH_ORIG" not in got


def test_gnome_can_tell_it_of_keys(frozen: Stage, new_file: Path) -> None:
    with_a_session(frozen, new_file, seconds_left=500)
    mutter = FakeMutter(frozen.screen.bus_address)
    try:
        frozen.start_hidden()
        until(lambda: mutter.thresholds == [IDLE], 5, "the program watches")
    finally:
        mutter.close()


def test_a_wayland_compositor_can_tell_it_of_keys(frozen: Stage, new_file: Path, users_directory: Path) -> None:
    with_a_session(frozen, new_file, seconds_left=500)
    compositor = Compositor(users_directory / "wayland", version=2)
    frozen.environment["WAYLAND_DISPLAY"] = str(users_directory / "wayland")
    try:
        frozen.start_hidden()
        assert compositor.hears() == f"input idle {IDLE}"
    finally:
        compositor.close()
