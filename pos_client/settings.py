"""What is set at one till: declared once, read once, passed in. Kept in `settings.json` of the data folder.

To add a setting: add a field to `Settings`. The settings page, the checks, the file and `pos-client doctor` follow from
it; nothing else is to be told but the translations. `setting()` takes

- the default, whose type (str, int, bool) is the setting's;
- `group`: one of GROUPS; the page shows the fields in their order here, under their group;
- `title` and `meaning`: marked English texts (context `settings`), what it is called and one sentence about it;
- `choices`: value -> marked text, for what is chosen and not typed; `limits`: (lowest, highest) of a number; `unit`;
- `check`: for typed texts, a function that raises WrongForm with a sentence about the right form, checked when the
  setting is entered (not when the file is read: an odd printer must not keep the till from starting);
- `restart=True` when it takes effect at the next start only;
- `device`: camera, scanner, printer or drawer: the page has a test button beside it, which calls
  `DeviceControl.test(device)` (pos_client/ui/ports.py);
- `anybody=True` for what needs no right (`change_settings`), as the language does.

Whoever uses a setting reads it when it is needed, from `SettingsFile.current` (pos_client/bootstrap/settings_file.py),
or is told of changes by `SettingsFile.subscribe`. Changes go through `SettingsDesk.change`
(pos_client/application/settings_desk.py) and nowhere else: it asks for the right and writes the journal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, cast

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.setting_checks import WrongForm, camera, folder, printer

FILE_NAME = "settings.json"
TEXT_CHARACTERS = 500

Value = str | int | bool
Device = Literal["camera", "scanner", "printer", "drawer"]

# The groups of the settings page, in its order.
GROUPS: Mapping[str, str] = {
    "screen": QT_TRANSLATE_NOOP("settings", "Screen and language"),
    "scanning": QT_TRANSLATE_NOOP("settings", "Cameras and scanners"),
    "printing": QT_TRANSLATE_NOOP("settings", "Receipts and printer"),
    "drawer": QT_TRANSLATE_NOOP("settings", "Cash drawer"),
    "payments": QT_TRANSLATE_NOOP("settings", "Payments"),
    "connection": QT_TRANSLATE_NOOP("settings", "Connection to the ledger"),
    "computer": QT_TRANSLATE_NOOP("settings", "Backups and updates"),
}

_LANGUAGES = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}


class BadSettings(ValueError):
    """A setting that cannot be used. `name` is empty for the whole file; `text` is a marked one, filled by `params`."""

    def __init__(self, name: str, text: str, **params: object) -> None:
        self.name = name
        self.text = text
        self.params = params
        super().__init__(f"{name or FILE_NAME}: {text.format(**params)}")


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything that is known of a setting beside its value; see the module's docstring."""

    name: str
    default: Value
    group: str
    title: str
    meaning: str
    choices: Mapping[Any, str]
    limits: tuple[int, int] | None
    unit: str
    check: Callable[[str], None] | None
    restart: bool
    device: Device | None
    anybody: bool


def setting(
    default: Value,
    *,
    group: str,
    title: str,
    meaning: str,
    choices: Mapping[Any, str] | None = None,
    limits: tuple[int, int] | None = None,
    unit: str = "",
    check: Callable[[str], None] | None = None,
    restart: bool = False,
    device: Device | None = None,
    anybody: bool = False,
) -> Any:
    """One field of Settings; see the module's docstring."""
    return field(
        default=default,
        metadata={
            "group": group,
            "title": title,
            "meaning": meaning,
            "choices": choices or {},
            "limits": limits,
            "unit": unit,
            "check": check,
            "restart": restart,
            "device": device,
            "anybody": anybody,
        },
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """One till's settings. `DECLARED` has what is known of each."""

    language: str = setting(
        "zh_CN",
        group="screen",
        title=QT_TRANSLATE_NOOP("settings", "Language of the screens"),
        meaning=QT_TRANSLATE_NOOP("settings", "Ctrl+T changes it at any time."),
        choices=_LANGUAGES,
        anybody=True,
    )
    text_percent: int = setting(
        100,
        group="screen",
        title=QT_TRANSLATE_NOOP("settings", "Size of the text"),
        meaning=QT_TRANSLATE_NOOP("settings", "Letters, rows and key caps grow together."),
        choices={100: "100 %", 115: "115 %", 130: "130 %"},
        restart=True,
        anybody=True,
    )
    customer_display: str = setting(
        "second",
        group="screen",
        title=QT_TRANSLATE_NOOP("settings", "Window for the customer"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "Basket, savings and amount. Ctrl+S shows, moves or hides it at any time."
        ),
        choices={
            "off": QT_TRANSLATE_NOOP("settings", "none"),
            "second": QT_TRANSLATE_NOOP("settings", "on the second screen, when there is one"),
            "window": QT_TRANSLATE_NOOP("settings", "in a window of its own"),
        },
    )
    camera: str = setting(
        "",
        group="scanning",
        title=QT_TRANSLATE_NOOP("settings", "Camera that reads codes"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "A number (0 is the first camera), a video file, or an address (rtsp://…). Empty for none."
        ),
        check=camera,
        device="camera",
    )
    scanner: str = setting(
        "",
        group="scanning",
        title=QT_TRANSLATE_NOOP("settings", "Serial scanner"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "Its port, or usb:VENDOR:PRODUCT; empty for none. A scanner that types needs no setting."
        ),
        device="scanner",
    )
    scanner_baud: int = setting(
        9600,
        group="scanning",
        title=QT_TRANSLATE_NOOP("settings", "Speed of the scanner's port"),
        meaning=QT_TRANSLATE_NOOP("settings", "As the scanner is set; with an adapter on USB any will do."),
        choices={baud: f"{baud} baud" for baud in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)},
    )
    scanner_end: str = setting(
        "enter",
        group="scanning",
        title=QT_TRANSLATE_NOOP("settings", "What the scanner sends behind a code"),
        meaning=QT_TRANSLATE_NOOP("settings", "In any case a code is complete when nothing more comes."),
        choices={
            "enter": QT_TRANSLATE_NOOP("settings", "Enter"),
            "tab": QT_TRANSLATE_NOOP("settings", "Tab"),
            "pause": QT_TRANSLATE_NOOP("settings", "nothing"),
        },
    )
    scan_sound: bool = setting(
        True,
        group="scanning",
        title=QT_TRANSLATE_NOOP("settings", "Sound at each scan"),
        meaning=QT_TRANSLATE_NOOP("settings", "A high one when it was read, a low one when it was refused."),
        anybody=True,
    )
    printer: str = setting(
        "",
        group="printing",
        title=QT_TRANSLATE_NOOP("settings", "Receipt printer"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none."
        ),
        check=printer,
        device="printer",
    )
    paper_mm: int = setting(
        80,
        group="printing",
        title=QT_TRANSLATE_NOOP("settings", "Width of the receipt paper"),
        meaning=QT_TRANSLATE_NOOP("settings", "As it is written on the roll."),
        choices={58: "58 mm", 80: "80 mm"},
    )
    printer_draws_text: bool = setting(
        False,
        group="printing",
        title=QT_TRANSLATE_NOOP("settings", "The printer has no Chinese font"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "Chinese is then printed as a picture, drawn with a font of this machine: slower, and readable."
        ),
        device="printer",
    )
    receipt_language: str = setting(
        "zh_CN",
        group="printing",
        title=QT_TRANSLATE_NOOP("settings", "Language of the receipts"),
        meaning=QT_TRANSLATE_NOOP("settings", "Receipts, shift reports and their copies."),
        choices=_LANGUAGES,
        restart=True,
    )
    print_after_sale: bool = setting(
        True,
        group="printing",
        title=QT_TRANSLATE_NOOP("settings", "Print the receipt by itself"),
        meaning=QT_TRANSLATE_NOOP("settings", "As soon as the sale is complete; otherwise only when it is asked for."),
    )
    drawer_pin: int = setting(
        2,
        group="drawer",
        title=QT_TRANSLATE_NOOP("settings", "Pin that opens the drawer"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "Of the socket in the printer into which the drawer is plugged; most drawers take pin 2."
        ),
        choices={0: QT_TRANSLATE_NOOP("settings", "no drawer"), 2: "2", 5: "5"},
        device="drawer",
    )
    reservation_timeout_ms: int = setting(
        1_500,
        group="connection",
        title=QT_TRANSLATE_NOOP("settings", "Wait for the ledger at payment"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "After that the sale goes on by the rules for a till without a connection."
        ),
        limits=(100, 10_000),
        unit="ms",
        restart=True,
    )
    till_key_days: int = setting(
        365,
        group="connection",
        title=QT_TRANSLATE_NOOP("settings", "Renew the till's key"),
        meaning=QT_TRANSLATE_NOOP("settings", "The till makes itself a new key when its own is so many days old."),
        limits=(1, 3_650),
        unit=QT_TRANSLATE_NOOP("settings", "days"),
        restart=True,
    )
    backup_folder: str = setting(
        "",
        group="computer",
        title=QT_TRANSLATE_NOOP("settings", "Folder of the daily backups"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "A whole path, best on another disk; empty for a folder beside the till's data."
        ),
        check=folder,
    )
    backups_kept: int = setting(
        7,
        group="computer",
        title=QT_TRANSLATE_NOOP("settings", "Daily backups that are kept"),
        meaning=QT_TRANSLATE_NOOP("settings", "The oldest goes when a newer one was written and read back."),
        limits=(2, 60),
    )
    update_address: str = setting(
        "",
        group="computer",
        title=QT_TRANSLATE_NOOP("settings", "Address of updates"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "Where the group's signed list of updates lies; empty for where the ledger says."
        ),
    )
    update_key: str = setting(
        "",
        group="computer",
        title=QT_TRANSLATE_NOOP("settings", "Key of updates"),
        meaning=QT_TRANSLATE_NOOP(
            "settings", "The public key that signs them, where this program was built without one."
        ),
    )


# Every setting by its name, in the order of the fields.
DECLARED: Mapping[str, Declared] = {
    item.name: Declared(name=item.name, default=cast(Value, item.default), **item.metadata) for item in fields(Settings)
}


def load(folder: Path) -> Settings:
    """The settings of a data folder; defaults where there is no file. Raises BadSettings."""
    path = folder / FILE_NAME
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise BadSettings("", "{detail}", detail=error) from error
    except RecursionError as error:
        raise BadSettings("", "nested too deeply") from error
    if not isinstance(document, dict):
        raise BadSettings("", "not an object")
    return changed(Settings(), document)


def changed(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Settings with other values, each of the right type and range. Raises BadSettings; unknown names are refused."""
    for name, value in values.items():
        declared = DECLARED.get(name)
        if declared is None:
            raise BadSettings(name, "there is no such setting")
        _check_value(declared, value)
    return replace(settings, **values)


def _check_value(declared: Declared, value: Any) -> None:
    name = declared.name
    if type(value) is not type(declared.default):
        raise BadSettings(name, "expected {kind}", kind=type(declared.default).__name__)
    if declared.choices and value not in declared.choices:
        raise BadSettings(
            name,
            QT_TRANSLATE_NOOP("settings", "This is none of the choices: {choices}."),
            choices=", ".join(map(str, declared.choices)),
        )
    low, high = declared.limits or (0, 0)
    if declared.limits is not None and not low <= int(value) <= high:
        raise BadSettings(
            name, QT_TRANSLATE_NOOP("settings", "A whole number from {low} to {high} is needed."), low=low, high=high
        )
    if isinstance(value, str) and (len(value) > TEXT_CHARACTERS or not value.isprintable()):
        raise BadSettings(
            name,
            QT_TRANSLATE_NOOP("settings", "At most {count} characters, all of which can be seen."),
            count=TEXT_CHARACTERS,
        )


def entered(name: str, typed: str) -> Value:
    """What was typed or chosen for a setting, as its value. Raises BadSettings for what cannot be used."""
    declared = DECLARED[name]
    text = typed.strip()
    value: Value = text
    if isinstance(declared.default, bool):
        value = text == "true"
    elif isinstance(declared.default, int):
        if not text.removeprefix("-").isdecimal() or not text.isascii() or len(text) > 12:
            raise BadSettings(name, QT_TRANSLATE_NOOP("settings", "A whole number is needed."))
        value = int(text)
    _check_value(declared, value)
    if declared.check is not None:
        try:
            declared.check(text)
        except WrongForm as error:
            raise BadSettings(name, error.text) from error
    return value


def save(folder: Path, settings: Settings) -> None:
    """Write the file whole or not at all. Raises OSError."""
    path = folder / FILE_NAME
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
