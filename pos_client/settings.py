"""What is set at one till: declared once, read once, passed in. Kept in `settings.json` of the data folder."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

FILE_NAME = "settings.json"


class BadSettings(ValueError):
    """A settings file that cannot be used. `name` is the setting, or empty for the whole file."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name or FILE_NAME}: {detail}")
        self.name = name


def _described(default: Any, description: str, choices: tuple[Any, ...] = ()) -> Any:
    return field(default=default, metadata={"description": description, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """The type of a setting is its field's; `choices` and a description stand in its metadata."""

    language: str = _described("zh_CN", "language of the screens", ("zh_CN", "zh_TW", "en"))
    receipt_language: str = _described("zh_CN", "language of the receipts", ("zh_CN", "zh_TW", "en"))
    camera: str = _described("", "camera: empty for none, a number, a device, a video file, or a URL")
    printer: str = _described("", "receipt printer: empty for none, tcp:HOST:PORT, or file:PATH")
    drawer_pin: int = _described(
        2, "pin of the printer's socket that opens the cash drawer; 0 for no drawer", (0, 2, 5)
    )
    paper_mm: int = _described(80, "width of the receipt paper in mm", (58, 80))
    reservation_timeout_ms: int = _described(1_500, "how long a payment waits for the ledger's word")
    till_key_days: int = _described(365, "the till renews its own key when it is so many days old")
    print_after_sale: bool = _described(True, "print the receipt as soon as the sale is complete")


def load(folder: Path) -> Settings:
    """The settings of a data folder; defaults where there is no file. Raises BadSettings."""
    path = folder / FILE_NAME
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise BadSettings("", str(error)) from error
    except RecursionError as error:
        raise BadSettings("", "nested too deeply") from error
    if not isinstance(document, dict):
        raise BadSettings("", "not an object")
    return changed(Settings(), document)


def changed(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Settings with other values, each checked. Raises BadSettings; unknown names are refused, not forgotten."""
    known = {item.name: item for item in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            raise BadSettings(name, "there is no such setting")
        default = known[name].default
        choices = known[name].metadata["choices"]
        if type(value) is not type(default):
            raise BadSettings(name, f"expected {type(default).__name__}")
        if choices and value not in choices:
            raise BadSettings(name, f"expected one of {', '.join(map(str, choices))}")
    return replace(settings, **values)


def save(folder: Path, settings: Settings) -> None:
    """Write the file whole or not at all. Raises OSError."""
    path = folder / FILE_NAME
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
