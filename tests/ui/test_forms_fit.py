"""The windows that put the record right, at their smallest: no word is cut, with longer words and larger letters."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListView, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.control.catalogue import Catalogue
from app.control.correcting import Correcting
from app.control.operations import Start
from app.control.overview import Overview
from app.control.session_controller import SessionController
from app.core.corrections import Record
from app.core.model import Cause, Verdict
from app.store.store import Store
from app.ui.actions import Actions
from app.ui.catalogue_window import CatalogueWindow
from app.ui.edit_dialog import EditDialog
from app.ui.edit_form import EditForm
from app.ui.split_dialog import SplitDialog
from app.ui.start_dialog import StartDialog
from app.ui.theme import Theme
from app.ui.time_edit import TimeEdit
from tests.fakes import FakeClock, a_gap, at
from tests.pictures import wordy
from tests.ui.looking import cut_names, cut_values, cut_words, named, settle

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TWICE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""02:30 in Berlin, the first time."""


class Forms:
    """Makes and shows each window with all that it can say."""

    def __init__(
        self,
        store: Store,
        controller: SessionController,
        overview: Overview,
        actions: Actions,
        theme: Theme,
        clock: FakeClock,
    ) -> None:
        self._controller, self._overview, self._actions = controller, overview, actions
        self._catalogue, self._theme, self._clock = Catalogue(store, controller), theme, clock
        self._correcting = Correcting(store, controller)

    def edit(self) -> QDialog:
        """With an overlap, and what would fit."""
        self._clock.advance(10 * HOUR)
        gaps = (a_gap(10, 15, Cause.ASLEEP, Verdict.UNDECIDED, id_=0), a_gap(20, 25, id_=0))
        session = self._correcting.add(Record(at(0), HOUR, at(60), HOUR, "Thesis", ("deep",), 25, 4, gaps=gaps))
        self._correcting.add(Record(at(90), HOUR, at(120), HOUR, "Client work"))
        dialog = EditDialog(self._correcting, self._controller, self._overview, self._theme)
        dialog.open_for(session)
        _type(dialog, "End", "1445")
        dialog.form.save()
        return dialog

    def pane(self) -> QDialog:
        """The form as the pane of History has it."""
        dialog, form = QDialog(), EditForm(self._correcting, self._controller, self._overview, self._theme)
        self._clock.advance(10 * HOUR)
        gaps = (a_gap(10, 15, Cause.ASLEEP, Verdict.UNDECIDED, id_=0), a_gap(20, 25, id_=0))
        form.open_for(self._correcting.add(Record(at(0), HOUR, at(500), HOUR, "Thesis", ("deep",), 25, 4, gaps=gaps)))
        column = QVBoxLayout(dialog)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(form)
        dialog.setFixedWidth(self._theme.px(320))
        dialog.show()
        return dialog

    def edit_at_a_double_time(self) -> QDialog:
        self._clock.advance(timedelta(days=300))
        session = self._correcting.add(Record(TWICE - 20 * HOUR, HOUR, TWICE, HOUR, "Thesis"))
        dialog = EditDialog(self._correcting, self._controller, self._overview, self._theme)
        dialog.open_for(session)
        return dialog

    def add(self) -> QDialog:
        dialog = EditDialog(self._correcting, self._controller, self._overview, self._theme)
        dialog.open_new()
        return dialog

    def split(self) -> QDialog:
        """At a time that happens twice."""
        self._clock.advance(timedelta(days=300))
        session = self._correcting.add(Record(TWICE - HOUR, HOUR, TWICE + 3 * HOUR, HOUR, "Thesis"))
        dialog = SplitDialog(self._correcting, self._controller, self._theme)
        dialog.open_for(session)
        return dialog

    def change_start(self) -> QDialog:
        """With an overlap, and what would fit."""
        self._clock.advance(30 * MINUTE)
        self._correcting.add(Record(at(0), HOUR, at(20), HOUR, "Post"))
        self._controller.start(Start(25))
        self._clock.advance(5 * MINUTE)
        dialog = StartDialog(self._correcting, self._controller, self._theme)
        dialog.ask()
        _type(dialog, "Start", "1310")
        next(save for words, save in _words(dialog).items() if words.startswith("Save")).click()
        return dialog

    def projects(self) -> QDialog:
        for name in ("Thesis", "Client work"):
            self._catalogue.add_project(name)
        self._catalogue.set_archived(self._catalogue.add_project("Old"), True)
        self._catalogue.set_target(self._catalogue.all_projects()[0], 600)
        return self._window()

    def tags(self) -> QDialog:
        self._catalogue.add_tag("deep")
        self._catalogue.add_tag("writing")
        window = self._window()
        next(tab for words, tab in _words(window).items() if words.startswith("Tag")).click()
        return window

    def _window(self) -> QDialog:
        window = CatalogueWindow(self._controller, self._overview, self._catalogue, self._actions, self._theme)
        window.bring_up()
        view = window.findChild(QListView)
        assert view is not None
        view.setCurrentIndex(view.model().index(0, 0))
        return window


FORMS: dict[str, Callable[[Forms], QDialog]] = {
    "edit": Forms.edit,
    "pane": Forms.pane,
    "edit at a double time": Forms.edit_at_a_double_time,
    "add": Forms.add,
    "split": Forms.split,
    "change start": Forms.change_start,
    "projects": Forms.projects,
    "tags": Forms.tags,
}


@pytest.mark.parametrize("is_wordy", [False, True], ids=["English", "longer words"])
@pytest.mark.parametrize("form", FORMS)
def test_no_word_is_cut_in_the_smallest_window(
    form: str,
    is_wordy: bool,
    letters: None,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if is_wordy:
        wordy.lengthen_all(monkeypatch.setattr)
    names = ("store", "controller", "overview", "actions", "theme", "clock")
    dialog = FORMS[form](Forms(*map(request.getfixturevalue, names)))
    qtbot.addWidget(dialog)
    dialog.resize(1, 1)
    settle()
    assert (cut_words(dialog), cut_names(dialog), cut_values(dialog)) == ([], [], [])


def _type(dialog: QDialog, name: str, words: str) -> None:
    edit = named(dialog, TimeEdit, name)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()
    QTest.keyClicks(edit, words)


def _words(dialog: QDialog) -> dict[str, QPushButton]:
    return {found.text(): found for found in dialog.findChildren(QPushButton)}
