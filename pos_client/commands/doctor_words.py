"""Findings in words: how bad it is, what it means, what is safe, what to do next, in the till's language."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pos_client.error_texts import TEXTS, filled
from pos_client.fault_texts import ALL_WELL, FAULTS, Fault
from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.settings import BadSettings, Settings, load

# The worst first.
LEVELS = ("damage", "fault", "warning", "note")
_LEVEL_WORDS: Mapping[str, str] = {
    "damage": QT_TRANSLATE_NOOP("errors", "Damage"),
    "fault": QT_TRANSLATE_NOOP("errors", "Does not work"),
    "warning": QT_TRANSLATE_NOOP("errors", "Look at it soon"),
    "note": QT_TRANSLATE_NOOP("errors", "Worth knowing"),
}
_SAFE = QT_TRANSLATE_NOOP("errors", "Safe:")
_TODO = QT_TRANSLATE_NOOP("errors", "Next:")


def own_language(folder: Path) -> str:
    """The language of a till whose data cannot be opened."""
    try:
        return load(folder).language
    except BadSettings:
        return Settings().language


def settings_findings(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Of a till whose data cannot be opened."""
    try:
        load(folder)
    except BadSettings as error:
        return [("settings_wrong", {"detail": str(error)})]
    return []


class Words:
    """What a finding says in one language."""

    def __init__(self, language: str) -> None:
        self._translate: Callable[[str, str], str] = lambda context, source: source
        if language != "en":
            # Qt is imported for those who do not read the source's language.
            self._translate = importlib.import_module("pos_client.bootstrap.words").Translations(language)

    def finding(self, code: str, params: Mapping[str, Any]) -> dict[str, Any]:
        fault = FAULTS.get(code) or Fault("fault", TEXTS.get(code, TEXTS["store_failed"]))
        parts = {
            name: filled(self._translate("errors", part), params) if part else ""
            for name, part in (("what", fault.text.what), ("safe", fault.text.safe), ("todo", fault.text.todo))
        }
        return {
            "code": code,
            "level": fault.level,
            "damage": fault.level == "damage",
            "level_word": self._translate("errors", _LEVEL_WORDS[fault.level]),
            **parts,
            "message": " ".join(part for part in parts.values() if part),
            "params": dict(params),
        }

    def text(self, document: Mapping[str, Any]) -> str:
        """A document of doctor's for people: one paragraph for each finding."""
        if not document["findings"]:
            return self._translate("errors", ALL_WELL) + "\n"
        safe, todo = self._translate("errors", _SAFE), self._translate("errors", _TODO)
        blocks = []
        for found in document["findings"]:
            lines = [f"[{found['level_word']}] {found['what']} ({found['code']})"]
            lines += [f"    {safe} {found['safe']}"] if found["safe"] else []
            lines += [f"    {todo} {found['todo']}"] if found["todo"] else []
            blocks.append("\n".join(lines))
        return "\n".join(blocks) + "\n"
