"""What must be known before the data file is open."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from app.system.local_settings import LocalSettings
from tests.fakes import NOON, read_only_for_user

ASIDE = "sessile.ini.unreadable-2026-03-10T12-00-00Z"


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "sessile.ini"


@pytest.fixture
def private_umask() -> Iterator[None]:
    """As the program sets it at its start."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def opened(ini: Path) -> LocalSettings:
    return LocalSettings(ini, NOON)


def test_a_file_that_is_not_there_means_the_defaults(ini: Path) -> None:
    local = opened(ini)
    found = (local.theme, local.tray_icon, local.told_of_missing_tray, local.place("main"), local.problem)
    assert found == ("System", "Automatic", False, QByteArray(), "")


def test_what_was_chosen_is_there_again(ini: Path) -> None:
    local = opened(ini)
    local.theme, local.tray_icon = "Dark", "For light panels"
    local.set_told_of_missing_tray()
    local.set_place("main", QByteArray(b"\0\1 place"))
    local.save()
    again = opened(ini)
    found = (again.theme, again.tray_icon, again.told_of_missing_tray, again.place("main"), again.problem)
    assert found == ("Dark", "For light panels", True, QByteArray(b"\0\1 place"), "")


@pytest.mark.parametrize("value", ["", "dark", "Pink", "@ByteArray(x)", "a, b"])
def test_a_value_that_does_not_fit_counts_as_not_there(ini: Path, value: str) -> None:
    ini.write_text(f"[General]\ntheme={value}\n[place]\nmain={value}\n")
    local = opened(ini)
    assert (local.theme, local.problem) == ("System", "")


@pytest.mark.parametrize("content", [b"\xff\xfe\0rubbish", b"no ini at all\n", b"[General]\ntheme=Dark\n\0\0\0"])
def test_a_file_that_cannot_be_read_is_set_aside_under_a_dated_name(ini: Path, content: bytes) -> None:
    ini.write_bytes(content)
    local = opened(ini)
    assert {file.name: file.read_bytes() for file in ini.parent.iterdir()} == {ASIDE: content}
    assert local.theme == "System"


def test_it_is_said_that_a_file_was_set_aside(ini: Path) -> None:
    ini.write_bytes(b"\xff")
    sentence = f"The settings in sessile.ini could not be read. They were set aside as {ASIDE}."
    assert opened(ini).problem == sentence


def test_a_file_set_aside_lets_new_choices_be_kept(ini: Path) -> None:
    ini.write_bytes(b"\xff")
    local = opened(ini)
    local.theme = "Light"
    local.save()
    assert opened(ini).theme == "Light"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_the_file_is_for_its_owner_only(ini: Path, private_umask: None) -> None:
    local = opened(ini)
    local.theme = "Dark"
    local.save()
    assert ini.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_file_that_others_could_read_is_made_private(ini: Path, private_umask: None) -> None:
    ini.write_text("[General]\ntheme=Dark\n")
    ini.chmod(0o644)
    local = opened(ini)
    local.tray_icon = "For dark panels"
    local.save()
    assert ini.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_damaged_file_that_cannot_be_set_aside_does_not_stop_the_program(users_directory: Path) -> None:
    ini = users_directory / "sessile.ini"
    ini.write_bytes(b"\xff")
    with read_only_for_user(users_directory):
        local = opened(ini)
    assert (local.theme, local.problem != "") == ("System", True)


def test_widths_of_columns_are_kept_by_table(ini: Path) -> None:
    local = opened(ini)
    local.set_widths("history", {"Tags": 150, "Notes": 90})
    local.save()
    again = opened(ini)
    assert (again.widths("history"), again.widths("plan")) == ({"Tags": 150, "Notes": 90}, {})


@pytest.mark.parametrize("value", ["-5", "wide", "", "1,2", "@ByteArray(1)"])
def test_a_width_that_is_none_counts_as_not_there(ini: Path, value: str) -> None:
    ini.write_text(f"[widths]\nhistory\\Tags={value}\nhistory\\Notes=80\n")
    assert opened(ini).widths("history") == {"Notes": 80}
