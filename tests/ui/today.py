"""A till with members to contact, for tests of the page Today and for its pictures."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.today.view import TodayView
from tests.fake_today import people, today_settings
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

TIERS = {"group": {"days": 365, "steps": [["silver", 200_000], ["gold", 550_000]]}}
GUIDE, MANAGER = "1002", "1009"


def today_till(*, rules: bool = True) -> FakeTill:
    till = FakeTill()
    till.store.contacts.people_known = people()
    if rules:
        points = {**till.reference.settings_document["points"], "tier_rules": TIERS}
        till.reference.settings_document |= {**today_settings(), "points": points}
    return till


def open_today(
    till: FakeTill, language: Language, staff_id: str = GUIDE, size: QSize | None = None
) -> tuple[MainWindow, TodayView]:
    """Signed in, at the page, and the list is read."""
    till.staff.sign_in(till.staff.check_pin(staff_id, PIN))
    operations = Operations()
    window = till.window(language, operations)
    if size is not None:
        window.resize(size)
    window._on_signed_in()
    window.show()
    window.show_section("today")
    settle(operations)
    view = window.page("today")
    assert isinstance(view, TodayView)
    return window, view


def settle(operations: Operations) -> None:
    """What runs on the pool has answered."""
    operations.pool.waitForDone()
    for _ in range(3):
        QApplication.processEvents()
