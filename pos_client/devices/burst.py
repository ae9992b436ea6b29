"""Telling a keyboard-wedge scanner's burst of keys from a person's typing. No Qt, no clock: times come with the keys.

A scanner is a keyboard to the computer. It sends a key each 5 to 25 ms, where the fastest typists need 60 ms and more,
apart from single pairs of keys that roll off two fingers. Keys are therefore kept back for a moment, until their rhythm
tells who sent them; then they are either one code or are handed back, all of them and in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

GROUP_SEPARATORS = "\x1d\x1e\x04"
"""GS, RS and EOT: scanners send them inside GS1 and ISO/IEC 15434 codes, as Ctrl+], Ctrl+^ and Ctrl+D."""

Held = TypeVar("Held")


class Role(Enum):
    """What a key can be to a burst."""

    TEXT = "a character of a code"
    SEPARATOR = "GS, RS or EOT inside a code; alone, a shortcut with Ctrl that acts at once"
    SUFFIX = "Enter or Tab, the end of a code when one has begun"
    OTHER = "anything else: it ends what has begun and is passed on at once"


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """The rhythm of scanners. All times in milliseconds, by the events' own timestamps.

    `gap_ms_max`: a longer gap among the first keys is a person. `mean_gap_ms_max`: a code's keys come at least this
    fast on average. `hiccup_ms_max`: a gap that an established burst survives; also how long after the last key a code
    without a suffix is complete, so never less than 150. `length_min`: characters of a code that has a suffix;
    `bare_length_min`: of one that has none, which must be longer since nothing else tells it from a drumming finger.
    `caps_lock_inverts`: False for scanners that are set to make up for the caps lock themselves.
    """

    gap_ms_max: int = 100
    mean_gap_ms_max: int = 40
    hiccup_ms_max: int = 150
    length_min: int = 4
    bare_length_min: int = 6
    caps_lock_inverts: bool = True

    def __post_init__(self) -> None:
        if self.hiccup_ms_max < 150:
            raise ValueError("a burst is complete 150 ms after its last key at the earliest")


@dataclass(frozen=True, slots=True)
class Stroke(Generic[Held]):
    """A key going down. `held` is whatever hands it back. `text` is empty for a suffix and for other keys.

    `auto_repeat` is what the system says: X says it also of a scanner that sends the same key twice in a row.
    """

    role: Role
    text: str
    timestamp_ms: int
    held: Held
    auto_repeat: bool = False
    caps_lock: bool = False


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Held]):
    """What a key decided. In this order: `released` is handed back as typing; `scanned` is a complete code; and the
    key itself is passed on when `pass_on`, else kept back or, as a code's suffix, swallowed.
    """

    released: tuple[Held, ...] = ()
    scanned: str | None = None
    pass_on: bool = False


class Burst(Generic[Held]):
    """The keys that are kept back, and the verdict over them."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._strokes: list[Stroke[Held]] = []
        self._held: list[Held] = []  # key presses and, in between, the releases that belong to them
        self._suffix_ms: int | None = None  # when a code ended with a suffix

    @property
    def is_waiting(self) -> bool:
        """Whether keys are kept back, so that `flush` has to be called 150 ms after the last of them."""
        return bool(self._strokes)

    def press(self, stroke: Stroke[Held]) -> Outcome[Held]:
        """A key went down."""
        separator_alone = stroke.role is Role.SEPARATOR and not (self._strokes and self._continues(stroke))
        if stroke.role is Role.OTHER or separator_alone:
            before = self.flush()
            return Outcome(before.released, before.scanned, pass_on=True)
        ended: Outcome[Held] = Outcome() if self._continues(stroke) else self.flush()
        if stroke.role is Role.SUFFIX:
            return self._end(stroke, ended)
        if stroke.auto_repeat and not self._strokes:
            return Outcome(ended.released, ended.scanned, pass_on=True)  # a person who holds the key down
        self._strokes.append(stroke)
        self._held.append(stroke.held)
        released = ended.released
        if self._is_typing():
            released += self._take_held()
        return Outcome(released, ended.scanned)

    def release(self, held: Held) -> None:
        """A key that is kept back went up: that is kept back too, in its place."""
        self._held.append(held)

    def flush(self) -> Outcome[Held]:
        """Nothing more comes: what has been kept back is a code, or it was typed."""
        if not self._strokes:
            return Outcome()
        if self._is_code(self._settings.bare_length_min, self._strokes[-1].timestamp_ms):
            return Outcome(scanned=self._take_text())
        return Outcome(self._take_held())

    def _end(self, stroke: Stroke[Held], ended: Outcome[Held]) -> Outcome[Held]:
        """Enter or Tab: the end of a code, the second half of its end (CR LF), or a person's own key."""
        if self._strokes and self._is_code(self._settings.length_min, stroke.timestamp_ms):
            self._suffix_ms = stroke.timestamp_ms
            return Outcome(scanned=self._take_text())
        if self._suffix_ms is not None and 0 <= stroke.timestamp_ms - self._suffix_ms <= self._settings.gap_ms_max:
            return Outcome(ended.released, ended.scanned)
        return Outcome(ended.released + self._take_held(), ended.scanned, pass_on=True)

    def _continues(self, stroke: Stroke[Held]) -> bool:
        if not self._strokes:
            return True
        gap = stroke.timestamp_ms - self._strokes[-1].timestamp_ms
        established = len(self._strokes) >= self._settings.length_min
        return 0 <= gap <= (self._settings.hiccup_ms_max if established else self._settings.gap_ms_max)

    def _mean_gap_ms(self, end_ms: int, keys: int) -> float:
        return (end_ms - self._strokes[0].timestamp_ms) / (keys - 1)

    def _is_typing(self) -> bool:
        """Three keys or more at a person's pace need not wait any longer."""
        count = len(self._strokes)
        return count >= 3 and self._mean_gap_ms(self._strokes[-1].timestamp_ms, count) > self._slowest_mean_ms(count)

    def _slowest_mean_ms(self, keys: int) -> float:
        """Among few keys one hiccup weighs much, so that the mean may be slower there."""
        limit = self._settings.mean_gap_ms_max
        return limit + (self._settings.hiccup_ms_max - limit) / keys if keys > 4 else limit + 10

    def _is_code(self, length_min: int, end_ms: int) -> bool:
        keys = len(self._strokes)
        if keys < length_min or self._one_key_held_down():
            return False
        span_keys = keys if end_ms == self._strokes[-1].timestamp_ms else keys + 1
        return span_keys < 2 or self._mean_gap_ms(end_ms, span_keys) <= self._slowest_mean_ms(span_keys)

    def _one_key_held_down(self) -> bool:
        first, *others = self._strokes
        return all(stroke.auto_repeat and stroke.text.lower() == first.text.lower() for stroke in others)

    def _take_text(self) -> str:
        text = "".join(_as_sent(self._strokes, self._settings))
        self._strokes.clear()
        self._held.clear()
        return text

    def _take_held(self) -> tuple[Held, ...]:
        held = tuple(self._held)
        self._strokes.clear()
        self._held.clear()
        return held


def _as_sent(strokes: Sequence[Stroke[Held]], settings: WedgeSettings) -> list[str]:
    """The characters that the scanner meant: with the caps lock on, the system turned every letter's case round."""
    return [
        stroke.text.swapcase() if stroke.caps_lock and settings.caps_lock_inverts else stroke.text for stroke in strokes
    ]
