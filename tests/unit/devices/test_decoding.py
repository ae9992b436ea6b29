"""Decoders on real picture and video files, and the cascade's sharing of time."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp

from pos_client.devices.decoding.cascade import CascadeDecoder, Reading
from pos_client.devices.decoding.interface import Decoded, DecoderUnavailable, Frame, text_of
from pos_client.devices.decoding.linear import LinearReader
from pos_client.devices.decoding.preparation import View
from pos_client.devices.decoding.readers import ZxingDecoder, ZxingReader
from pos_client.devices.decoding.strategies import SuspectReader, till_decoder
from pos_client.devices.decoding.zbar import ZbarDecoder

FRAMES = Path(__file__).parents[2] / "data" / "frames"
LABELS: dict[str, list[dict[str, Any]]] = json.loads((FRAMES / "labels.json").read_text(encoding="utf-8"))
PATIENT_MS = 60_000.0  # so that a busy machine changes no verdict


def picture(file: str) -> Frame:
    frame = cv2.imread(str(FRAMES / file))
    assert frame is not None
    return frame


def symbol(data: str | bytes, kind: str = "QRCode", scale: int = 4, margin: int = 40) -> Frame:
    made = zxingcpp.create_barcode(data, getattr(zxingcpp.BarcodeFormat, kind))
    return np.pad(np.array(made.to_image(scale=scale)), margin, constant_values=255)


@pytest.mark.parametrize("label", LABELS["photos"], ids=lambda label: label["file"])
def test_photographs_are_read_to_the_byte(label: dict[str, Any]) -> None:
    found = till_decoder(PATIENT_MS).decode(picture(label["file"]))
    assert bytes.fromhex(label["hex"]) in [code.data for code in found]
    assert {code.symbology for code in found} == {"QRCode"}


def test_the_cascade_reads_stills_that_the_library_alone_does_not() -> None:
    alone, cascade, wrong = set(), set(), []
    for label in LABELS["stills"]:
        frame, wanted = picture(label["file"]), label["text"].encode()
        if any(code.data == wanted for code in ZxingDecoder().decode(frame)):
            alone.add(label["file"])
        found = till_decoder(PATIENT_MS).decode(frame)
        if any(code.data == wanted for code in found):
            cascade.add(label["file"])
        wrong += [code.text for code in found if code.data != wanted]
    assert wrong == []
    assert alone <= cascade
    assert len(cascade) == len(LABELS["stills"])
    assert len(alone) < len(cascade)


@pytest.mark.parametrize("label", LABELS["clips"], ids=lambda label: label["file"])
def test_a_phone_held_by_hand_is_read_within_its_second(label: dict[str, Any]) -> None:
    clip = cv2.VideoCapture(str(FRAMES / label["file"]))
    decoder = till_decoder(PATIENT_MS)
    texts: set[str] = set()
    while not texts:
        read, frame = clip.read()
        assert read, "the clip ended without a reading"
        texts = {code.text for code in decoder.decode(frame)}
    assert texts == {label["text"]}


@pytest.mark.parametrize(
    "make", [ZxingDecoder, ZbarDecoder, lambda: till_decoder(PATIENT_MS)], ids=["zxing", "zbar", "cascade"]
)
@pytest.mark.parametrize(
    "data",
    ["会员码：一二三".encode(), "会员码一二三四五".encode("gb18030"), bytes(range(200)), b"https://m.ex/1"],
    ids=["utf-8", "gb18030", "binary", "ascii"],
)
def test_bytes_are_exact_whatever_the_encoding(make: Any, data: bytes) -> None:
    frame = symbol(data)
    (found,) = make().decode(frame)
    assert (found.data, found.symbology) == (data, "QRCode")
    (left, top), _, (right, bottom), _ = found.position
    height, width = frame.shape
    assert 30 <= left < width / 2 < right <= width - 30
    assert 30 <= top < height / 2 < bottom <= height - 30


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("中文".encode(), "中文"),
        ("会员码".encode("gb18030"), "会员码"),
        (b"\xff\xfe\x00", "\xff\xfe\x00"),
        (b"", ""),
    ],
)
def test_text_is_derived_from_the_bytes(data: bytes, text: str) -> None:
    assert text_of(data) == text


@pytest.mark.parametrize(
    ("kind", "data", "wanted"),
    [
        ("EAN13", "6901234567892", b"6901234567892"),
        ("EAN8", "96385074", b"96385074"),
        ("UPCA", "012345678905", b"0012345678905"),
        ("Code128", "CARD-0007", b"CARD-0007"),
        ("DataMatrix", "0106901234567892", b"0106901234567892"),
    ],
)
def test_goods_are_read_upright_and_sideways(kind: str, data: str, wanted: bytes) -> None:
    upright = symbol(data, kind, scale=3)
    for frame in (upright, np.ascontiguousarray(np.rot90(upright))):
        (found,) = till_decoder(PATIENT_MS).decode(frame)
        assert found.data == wanted
        assert found.is_two_dimensional == (kind == "DataMatrix")


def test_zbar_names_upc_a_as_zxing_does() -> None:
    (found,) = ZbarDecoder().decode(symbol("012345678905", "UPCA", scale=3))
    assert (found.data, found.symbology) == (b"0012345678905", "EAN13")


@pytest.mark.parametrize(
    "make", [ZxingDecoder, ZbarDecoder, lambda: till_decoder(with_zbar=True)], ids=["zxing", "zbar", "cascade"]
)
@pytest.mark.parametrize("shape", [(0, 0), (0, 640, 3), (480, 0), (1, 1), (1, 300), (3, 3, 3), (20, 20, 7), (5,)])
def test_frames_of_no_size_are_survived(make: Any, shape: tuple[int, ...]) -> None:
    assert make().decode(np.zeros(shape, np.uint8)) == []


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_frames_of_any_usual_kind_are_read(channels: int) -> None:
    frame = np.repeat(symbol("HELLO")[:, :, None], channels, axis=2)
    assert [code.text for code in till_decoder(PATIENT_MS).decode(frame)] == ["HELLO"]


def test_noise_is_no_code() -> None:
    chance = np.random.default_rng(3)
    decoder = till_decoder()
    for _ in range(4):
        assert decoder.decode(chance.integers(0, 256, (480, 640, 3), np.uint8)) == []


def test_micro_qr_numbers_are_never_invented() -> None:
    made = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.MicroQRCode)
    frame = np.pad(np.array(made.to_image(scale=6)), 60, constant_values=255)
    assert till_decoder(PATIENT_MS).decode(frame) == []


def test_a_suspect_in_a_large_frame_is_read_from_close_by_and_placed_in_the_frame() -> None:
    label = next(label for label in LABELS["stills"] if label["condition"] == "tiny")
    frame = cv2.imread(str(FRAMES / label["file"]), cv2.IMREAD_GRAYSCALE)
    view = View(frame)
    ZxingReader(downscale=True, invert=True).read_and_note(view)
    assert view.suspects
    (found,) = SuspectReader().read(view)
    assert found.text == label["text"]
    xs = [x for x, _ in view.suspects[0]]
    ys = [y for _, y in view.suspects[0]]
    assert all(min(xs) - 20 <= x <= max(xs) + 20 and min(ys) - 20 <= y <= max(ys) + 20 for x, y in found.position)


class Misreader:
    """Reads what it was told to, look after look."""

    def __init__(self, *looks: str) -> None:
        self.looks = list(looks)

    def read(self, view: View) -> list[Decoded]:
        text = self.looks.pop(0)
        return [Decoded(text.encode(), text, "EAN13", "]E0", ((9, 9), (90, 9), (90, 40), (9, 40)))] if text else []


@pytest.mark.parametrize(
    ("looks", "believed"),
    [
        (("A", "A"), ["A"]),  # confirmed by the first check
        (("A", "B", "A"), ["A"]),  # contradicted, and then confirmed
        (("A", "", ""), ["A"]),  # nothing says otherwise
        (("A", "B", ""), []),
        (("A", "", "B"), []),
        (("A", "B", "B"), []),
    ],
)
def test_bars_are_believed_unless_a_second_look_contradicts(looks: tuple[str, ...], believed: list[str]) -> None:
    reader = LinearReader(("EAN13",))
    reader._reader = Misreader(*looks)  # type: ignore[assignment]
    assert [code.text for code in reader.read(View(np.zeros((100, 100), np.uint8)))] == believed


@pytest.mark.parametrize(
    ("module", "make"), [("zxingcpp", till_decoder), ("pyzbar.wrapper", ZbarDecoder)], ids=["zxing", "zbar"]
)
def test_a_missing_library_is_a_named_error(monkeypatch: pytest.MonkeyPatch, module: str, make: Any) -> None:
    original = importlib.import_module

    def refuse(name: str, package: str | None = None) -> Any:
        if name == module:
            raise ImportError(name)
        return original(name, package)

    monkeypatch.setattr(importlib, "import_module", refuse)
    with pytest.raises(DecoderUnavailable, match="install"):
        make()


def test_the_till_reads_on_without_zbar(monkeypatch: pytest.MonkeyPatch) -> None:
    original = importlib.import_module

    def refuse(name: str, package: str | None = None) -> Any:
        if name == "pyzbar.wrapper":
            raise ImportError(name)
        return original(name, package)

    monkeypatch.setattr(importlib, "import_module", refuse)
    assert [code.text for code in till_decoder(PATIENT_MS, with_zbar=True).decode(symbol("HELLO"))] == ["HELLO"]


class Bench:
    """Readings whose costs are set, on a clock that only they move."""

    def __init__(self, costs_ms: dict[str, float], finds: str = "") -> None:
        self.now_s = 0.0
        self.ran: list[str] = []
        self.finds = finds
        self.costs_ms = costs_ms

    def clock(self) -> float:
        return self.now_s

    def reading(self, name: str, usual_cost: float = 1.0, *, applies: bool = True) -> Reading:
        def read(view: View) -> list[Decoded]:
            self.now_s += self.costs_ms[name] / 1000
            self.ran.append(name)
            return [Decoded(b"1", "1", "QRCode", "", ())] if name == self.finds else []

        return Reading(name, read, usual_cost, lambda view: applies)

    def frame(self, decoder: CascadeDecoder) -> list[str]:
        self.ran = []
        decoder.decode(np.zeros((20, 20), np.uint8))
        return self.ran


def test_a_costly_reading_comes_first_on_the_next_frame_and_starves_never() -> None:
    bench = Bench({"A": 4, "b": 4, "c": 15, "d": 4})
    decoder = CascadeDecoder(
        [bench.reading("A")], [bench.reading("b"), bench.reading("c", 3.75), bench.reading("d")], 20, bench.clock
    )
    # b fits; c would not, and waits; on the next frame c runs alone; then d and b.
    assert [bench.frame(decoder) for _ in range(4)] == [["A", "b"], ["A", "c"], ["A", "d", "b"], ["A", "c"]]


def test_one_reading_in_turn_runs_even_when_the_budget_is_spent() -> None:
    bench = Bench({"A": 30, "b": 1, "c": 1})
    decoder = CascadeDecoder([bench.reading("A")], [bench.reading("b"), bench.reading("c")], 20, bench.clock)
    assert [bench.frame(decoder) for _ in range(3)] == [["A", "b"], ["A", "c"], ["A", "b"]]


def test_costs_are_learned() -> None:
    bench = Bench({"A": 4, "b": 1, "c": 12})
    decoder = CascadeDecoder([bench.reading("A")], [bench.reading("b", 0.2), bench.reading("c", 0.2)], 16, bench.clock)
    assert bench.frame(decoder) == ["A", "b", "c"]  # believed cheap, and was not: 17 ms
    assert bench.frame(decoder) == ["A", "b", "c"]  # the mean of both says 6 ms
    assert bench.frame(decoder) == ["A", "b", "c"]
    bench.costs_ms["A"] = 8  # a busier picture: everything takes as much longer
    assert bench.frame(decoder) == ["A", "b"]


def test_a_reading_that_found_something_stays_first() -> None:
    bench = Bench({"A": 4, "b": 4, "c": 4, "d": 4}, finds="c")
    decoder = CascadeDecoder([bench.reading("A")], [bench.reading(name) for name in "bcd"], 100, bench.clock)
    assert [bench.frame(decoder) for _ in range(2)] == [["A", "b", "c"], ["A", "c"]]


def test_a_reading_that_does_not_apply_takes_no_turn() -> None:
    bench = Bench({"A": 4, "b": 4, "c": 4})
    decoder = CascadeDecoder(
        [bench.reading("A")], [bench.reading("b", applies=False), bench.reading("c")], 6, bench.clock
    )
    assert [bench.frame(decoder) for _ in range(2)] == [["A", "c"], ["A", "c"]]


def test_two_cameras_share_no_state() -> None:
    bench = Bench({"A": 4, "b": 9, "c": 9})
    make = lambda: CascadeDecoder([bench.reading("A")], [bench.reading("b", 3), bench.reading("c", 3)], 10, bench.clock)  # noqa: E731
    first, second = make(), make()
    assert bench.frame(first) == ["A", "b"]
    assert bench.frame(second) == ["A", "b"]
