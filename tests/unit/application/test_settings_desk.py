"""Settings: their forms, who may change them, what the journal says, and what is left when the disk fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_client.application.settings_desk import SettingRefused, SettingsDesk
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.errors import Unavailable
from pos_client.settings import DECLARED, GROUPS, BadSettings, Settings, changed, load, save
from retail.ports import StoreFailed
from tests.unit.application.conftest import Counter
from tests.unit.application.test_checkout import refused


class Till:
    """A counter whose settings stand in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counter = Counter()
        self.file = SettingsFile(folder, Settings())
        self.desk = SettingsDesk(self.counter.desk, self.counter.staff, self.file)

    def kept(self) -> Settings:
        return load(self.folder)


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return Till(tmp_path)


def test_every_setting_is_declared_whole() -> None:
    for declared in DECLARED.values():
        assert declared.group in GROUPS
        assert declared.title
        assert declared.meaning
        assert not declared.choices or declared.default in declared.choices
        changed(Settings(), {declared.name: declared.default})
        if declared.check is not None:
            declared.check(str(declared.default))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("printer", "lpt1"),
        ("printer", "tcp:printer:0"),
        ("camera", "rtsp://"),
        ("camera", "x" * 501),
        ("camera", "a\nb"),
        ("reservation_timeout_ms", ""),
        ("reservation_timeout_ms", "soon"),
        ("reservation_timeout_ms", "99"),
        ("reservation_timeout_ms", "10001"),
        ("till_key_days", "٣"),
        ("paper_mm", "70"),
        ("language", "fr"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason_and_nothing_changes(till: Till, name: str, typed: str) -> None:
    till.counter.sign_in("1007")
    with pytest.raises(SettingRefused) as caught:
        till.desk.change(name, typed)
    assert caught.value.wrong.name == name
    assert str(caught.value.wrong)
    assert till.file.current == Settings()
    assert not (till.folder / "settings.json").exists()


def test_a_manager_changes_a_setting_and_it_is_kept_told_and_journaled(till: Till) -> None:
    till.counter.sign_in("1007")
    told: list[str] = []
    till.file.subscribe("printer", lambda: told.append(till.file.current.printer))
    till.desk.change("printer", " tcp:10.0.0.9:9100 ")
    till.desk.change("print_after_sale", "false")
    till.desk.change("print_after_sale", "false")
    assert told == ["tcp:10.0.0.9:9100"]
    assert (till.kept().printer, till.kept().print_after_sale) == ("tcp:10.0.0.9:9100", False)
    assert till.counter.store.bodies("setting_changed") == [
        {"setting": "printer", "before": "", "after": "tcp:10.0.0.9:9100", "staff_id": "1007", "approved_by": None},
        {"setting": "print_after_sale", "before": "true", "after": "false", "staff_id": "1007", "approved_by": None},
    ]


def test_a_cashier_needs_a_managers_word_and_it_is_good_for_one_change(till: Till) -> None:
    till.counter.sign_in("1001")
    with refused("approval_needed"):
        till.desk.change("paper_mm", "58")
    approval = till.counter.staff.approve(till.counter.staff.check_pin("1007", "5201"), "change_settings")
    till.desk.change("paper_mm", "58", approval)
    assert till.kept().paper_mm == 58
    assert [entry["approved_by"] for entry in till.counter.store.bodies("setting_changed")] == ["1007"]
    assert len(till.counter.store.bodies("approval_given")) == 1
    with refused("approval_needed"):
        till.desk.change("paper_mm", "80", approval)


def test_language_and_size_of_the_text_are_anybodys_even_before_signing_in(till: Till) -> None:
    till.desk.change("language", "en")
    till.desk.change("text_percent", "130")
    assert (till.kept().language, till.kept().text_percent) == ("en", 130)
    assert till.counter.store.entries == []


def test_a_password_of_a_camera_stays_out_of_the_journal(till: Till) -> None:
    till.counter.sign_in("1007")
    till.desk.change("camera", "rtsp://admin:geheim@10.0.0.7/1")
    assert till.file.current.camera == "rtsp://admin:geheim@10.0.0.7/1"
    assert till.counter.store.bodies("setting_changed")[0]["after"] == "rtsp://…@10.0.0.7/1"


def test_a_disk_that_fails_leaves_the_old_setting_in_file_use_and_journal(till: Till) -> None:
    till.counter.sign_in("1007")
    till.desk.change("paper_mm", "58")
    till.counter.store.failure = StoreFailed()
    with pytest.raises(StoreFailed):
        till.desk.change("paper_mm", "80")
    assert (till.file.current.paper_mm, till.kept().paper_mm) == (58, 58)
    (till.folder / "settings.tmp").mkdir()
    with pytest.raises(Unavailable, match="settings_unwritable"):
        till.desk.change("paper_mm", "80")
    assert (till.file.current.paper_mm, till.kept().paper_mm) == (58, 58)
    assert len(till.counter.store.bodies("setting_changed")) == 1


def test_an_override_of_one_run_is_not_kept(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path, Settings(), {"camera": "3"})
    file.change("paper_mm", 58)
    assert file.current.camera == "3"
    assert load(tmp_path) == Settings(paper_mm=58)


def test_a_file_with_an_odd_printer_is_read_and_one_with_unknown_names_is_not(tmp_path: Path) -> None:
    save(tmp_path, Settings(printer="lpt1"))
    assert load(tmp_path).printer == "lpt1"
    (tmp_path / "settings.json").write_text('{"paper": 80}')
    with pytest.raises(BadSettings, match="paper: there is no such setting"):
        load(tmp_path)
