"""What a device's test says, wherever it is asked for."""

from __future__ import annotations

from pos_client.errors import UserFacing
from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.failures import notice_of
from pos_client.ui.language import translate
from pos_client.ui.widgets.banner import Notice

# What is true when a test has gone through. Whether paper came out or a drawer sprang open a person must see.
PASSED = {
    "printer": QT_TRANSLATE_NOOP("devices", "The test print went out."),
    "drawer": QT_TRANSLATE_NOOP("devices", "The drawer was told to open."),
    "camera": QT_TRANSLATE_NOOP("devices", "The camera gives pictures."),
    "scanner": QT_TRANSLATE_NOOP("devices", "Scan any code now."),
}


def passed_words(device: str) -> str:
    return translate("devices", PASSED[device])


# What is wrong with a printer, and what to do. The words for a receipt speak of a sale that is safe: here is none.
FAILED = {
    "printer_unavailable": (
        QT_TRANSLATE_NOOP("devices", "The printer {printer} does not answer."),
        QT_TRANSLATE_NOOP("devices", "Check power, paper, cable and the address, then test again."),
    ),
    "printer_paper_out": (
        QT_TRANSLATE_NOOP("devices", "The printer {printer} is out of paper."),
        QT_TRANSLATE_NOOP("devices", "Put in a roll, then test again."),
    ),
    "printer_cover_open": (
        QT_TRANSLATE_NOOP("devices", "The cover of {printer} is open."),
        QT_TRANSLATE_NOOP("devices", "Close it, then test again."),
    ),
    "printer_offline": (
        QT_TRANSLATE_NOOP("devices", "The printer {printer} says that it is offline."),
        QT_TRANSLATE_NOOP("devices", "Look at its lamps and its cutter, then press its button for online."),
    ),
}


def failed_notice(error: UserFacing) -> Notice:
    """A test that failed."""
    if error.code not in FAILED:
        return notice_of(error)
    what, todo = (translate("devices", text) for text in FAILED[error.code])
    return Notice("warn", what.format(printer=error.params.get("printer", "")), "", todo)
