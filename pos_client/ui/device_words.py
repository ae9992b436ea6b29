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


def failed_notice(error: UserFacing) -> Notice:
    """A test that failed. The words for a receipt speak of a sale that is safe: here there is none."""
    if error.code != "printer_unavailable":
        return notice_of(error)
    what = translate("devices", "The printer {printer} does not answer.")
    todo = translate("devices", "Check power, paper, cable and the address, then test again.")
    return Notice("warn", what.format(printer=error.params.get("printer", "")), "", todo)
