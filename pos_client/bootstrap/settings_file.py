"""The settings of one data folder: read once, kept as they change, and told to whoever uses them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pos_client import settings as till_settings
from pos_client.errors import Unavailable
from pos_client.settings import Settings, Value

log = logging.getLogger(__name__)


class SettingsFile:
    """`current` is what counts now. `overrides` hold for this run and are not kept."""

    def __init__(self, folder: Path, settings: Settings, overrides: Mapping[str, Any] | None = None) -> None:
        """Raises BadSettings for an override that is none."""
        self._folder = folder
        self._kept = settings
        self._listeners: list[tuple[str, Callable[[], None]]] = []
        self.current = till_settings.changed(settings, overrides or {})

    def subscribe(self, name: str, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever this setting has another value, after it was kept, on the thread that changed
        it."""
        self._listeners.append((name, listener))

    def change(self, name: str, value: Value) -> None:
        """Keep it durably, then tell who listens. For `SettingsDesk`, which asks for the right to do so.

        Raises BadSettings, and Unavailable `settings_unwritable` when the file cannot be written: nothing has changed.
        """
        kept = till_settings.changed(self._kept, {name: value})
        try:
            till_settings.save(self._folder, kept)
        except OSError as error:
            log.error("settings: %s", error)
            raise Unavailable("settings_unwritable", path=str(self._folder)) from error
        before = getattr(self.current, name)
        self._kept = kept
        self.current = till_settings.changed(self.current, {name: value})
        if value != before:
            for told, listener in self._listeners:
                if told == name:
                    listener()


def text_percent(folder: Path) -> int:
    """The size of the text, which every window needs from the first on; a file that is wrong is told of later."""
    try:
        return till_settings.load(folder).text_percent
    except till_settings.BadSettings:
        return 100
