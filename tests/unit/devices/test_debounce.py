"""Each code once, and bars only when they were read twice alike."""

from __future__ import annotations

from pos_client.devices.debounce import Debounce
from pos_client.devices.decoding.interface import Decoded


def code(text: str, symbology: str = "QRCode") -> Decoded:
    return Decoded(text.encode(), text, symbology, "", ())


class Counter:
    """A debounce on a clock of frames, 33 ms each."""

    def __init__(self) -> None:
        self.now_s = 10.0
        self.debounce = Debounce(out_of_sight_ms=1_000, confirm_within_ms=500, clock=lambda: self.now_s)

    def frame(self, *codes: Decoded, after_ms: int = 33) -> list[str]:
        self.now_s += after_ms / 1000
        return [found.text for found in self.debounce.new_codes(codes)]


def test_a_qr_code_is_reported_at_first_sight_and_once_while_it_stays() -> None:
    counter = Counter()
    assert counter.frame(code("M")) == ["M"]
    assert [counter.frame(code("M")) for _ in range(60)] == [[]] * 60


def test_bars_are_reported_when_seen_twice_and_then_once() -> None:
    counter = Counter()
    bars = code("6901234567892", "EAN13")
    assert [counter.frame(bars) for _ in range(5)] == [[], ["6901234567892"], [], [], []]


def test_a_misreading_of_one_frame_is_never_reported() -> None:
    counter = Counter()
    right, wrong = code("6901234567892", "EAN13"), code("7034759003930", "EAN13")
    assert counter.frame(wrong, right) == []
    assert counter.frame(right) == ["6901234567892"]
    assert counter.frame(wrong, after_ms=600) == []  # too late to confirm the first one


def test_the_same_bars_twice_in_one_frame_are_one_sighting() -> None:
    bars = code("6901234567892", "EAN13")
    assert Counter().frame(bars, bars) == []


def test_frames_that_fail_in_between_do_not_make_a_code_new() -> None:
    counter = Counter()
    assert counter.frame(code("M")) == ["M"]
    assert [counter.frame(code("M"), after_ms=900) for _ in range(3)] == [[], [], []]


def test_a_code_that_was_taken_away_and_shown_again_is_new() -> None:
    counter = Counter()
    assert counter.frame(code("M")) == ["M"]
    assert counter.frame(code("M"), after_ms=1_050) == ["M"]
    bars = code("6901234567892", "EAN13")
    assert [counter.frame(bars), counter.frame(bars)] == [[], ["6901234567892"]]
    assert [counter.frame(bars, after_ms=1_050), counter.frame(bars)] == [[], ["6901234567892"]]


def test_another_code_is_reported_beside_the_first() -> None:
    counter = Counter()
    assert counter.frame(code("M")) == ["M"]
    assert counter.frame(code("M"), code("N")) == ["N"]


def test_the_same_digits_in_another_symbol_are_another_code() -> None:
    counter = Counter()
    assert counter.frame(code("1234")) == ["1234"]
    assert [counter.frame(code("1234", "Code128")) for _ in range(2)] == [[], ["1234"]]


def test_two_cameras_share_no_state() -> None:
    first, second = Counter(), Counter()
    assert first.frame(code("M")) == second.frame(code("M")) == ["M"]
