"""Reading codes from camera frames: the cascade against zxing-cpp alone and against zbar alone, in one run.

    BENCH_FRAMES=FOLDER ./run bench decoding --write

The folder holds `labels.json` with `stills`, `clips`, `photos` and, where there are any, `bars` (photographs of EAN and
UPC codes, `text` their digits); default: the small set of the tests. Each decoder sees the same frames one after the
other in the same minute, so that the ratios hold on any machine, while the milliseconds are this machine's. Without
`bars`, made pictures of bars are shown, which say little about real ones and count for no target. A machine that is
busy with other things gives the cascade fewer readings inside its budget: look at the load that is printed. With
BENCH_OWN_TIME=1 every time, the budget's too, is the decoding thread's own: what it is on a machine that is not busy.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import zxingcpp

from bench.figures import Peer, Target, at_least, at_most, ratio_at_least, ratio_at_most, report
from pos_client.devices.debounce import Debounce
from pos_client.devices.decoding.cascade import BUDGET_MS
from pos_client.devices.decoding.interface import Decoded, Decoder, Frame
from pos_client.devices.decoding.readers import ZxingDecoder
from pos_client.devices.decoding.strategies import till_decoder
from pos_client.devices.decoding.zbar import ZbarDecoder

_DEFAULT = Path(os.environ.get("BENCH_FRAMES") or Path(__file__).parents[1] / "tests" / "data" / "frames")
_FRAMES_PER_SECOND = 30
_BARS_MADE = 120

_OWN_TIME = bool(os.environ.get("BENCH_OWN_TIME"))
_clock = time.thread_time if _OWN_TIME else time.perf_counter

DECODERS: dict[str, Callable[[], Decoder]] = {
    "zxing-cpp": ZxingDecoder,
    "zbar": ZbarDecoder,
    "cascade": lambda: till_decoder(clock=_clock),
    "cascade+zbar": lambda: till_decoder(28, with_zbar=True, clock=_clock),
}


@dataclass
class Score:
    """What one decoder did. Times in ms, a frame each."""

    read: dict[str, float] = field(default_factory=dict)
    wrong_qr: int = 0
    wrong_bars: int = 0
    wrong_bars_twice: int = 0
    clip_ms: float = 0.0
    clips_in_time: float = 0.0
    frame_ms: list[float] = field(default_factory=list)
    clip_frame_ms: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        every = sorted(self.frame_ms + self.clip_frame_ms)
        return every[min(len(every) - 1, int(len(every) * share))]


@dataclass(frozen=True)
class Sample:
    frame: Frame
    wanted: bytes


def main(folder: Path = _DEFAULT) -> int:
    """Prints the table; 1 when a target of docs/decoding.md was missed that these frames can show."""
    if _OWN_TIME:
        cv2.setNumThreads(1)  # what other threads do for it would not be counted
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    stills = [Sample(_picture(folder / one["file"]), one["text"].encode()) for one in labels["stills"]]
    photos = [Sample(_picture(folder / one["file"]), bytes.fromhex(one["hex"])) for one in labels["photos"]]
    clips = [(_frames(folder / one["file"]), one["text"].encode()) for one in labels["clips"]]
    bars = [Sample(_picture(folder / one["file"]), one["text"].encode()) for one in labels.get("bars", [])]
    told = f"{len(bars)} photographs of bars" if bars else f"{_BARS_MADE} made pictures of bars"
    size = f"{len(stills)} stills, {len(photos)} photographs, {len(clips)} clips, {told}"
    size += "; the thread's own time" if _OWN_TIME else ""
    bars = bars or _made_bars()
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"{size}; load {load}")
    scores = {name: _measure(make, stills, photos, clips, bars) for name, make in DECODERS.items()}
    _print_scores(scores)
    return _print_targets(scores, size, large=len(clips) >= 10, real_bars="bars" in labels)


def _measure(
    make: Callable[[], Decoder],
    stills: Sequence[Sample],
    photos: Sequence[Sample],
    clips: Sequence[tuple[list[Frame], bytes]],
    bars: Sequence[Sample],
) -> Score:
    score = Score()
    for name, samples in (("stills", stills), ("photos", photos)):
        right = 0
        decoder = make()
        for sample in samples:
            found = _timed(decoder, sample.frame, score.frame_ms)
            right += any(code.data == sample.wanted for code in found)
            # A photograph may show other codes besides the labelled one: only a single other reading is a wrong one.
            score.wrong_qr += bool(found) and not any(code.data == sample.wanted for code in found)
        score.read[name] = right / len(samples)
    _measure_clips(make, clips, score)
    _measure_bars(make, bars, score)
    return score


def _measure_clips(make: Callable[[], Decoder], clips: Sequence[tuple[list[Frame], bytes]], score: Score) -> None:
    times = []
    for frames, wanted in clips:
        decoder = make()
        read_at = None
        for number, frame in enumerate(frames[:_FRAMES_PER_SECOND]):
            found = _timed(decoder, frame, score.clip_frame_ms)
            score.wrong_qr += any(code.data != wanted and code.is_two_dimensional for code in found)
            if any(code.data == wanted for code in found):
                read_at = number
                break
        times.append(1000.0 if read_at is None else 1000 * read_at / _FRAMES_PER_SECOND)
    score.clip_ms = statistics.mean(times)
    score.clips_in_time = sum(one < 1000 for one in times) / len(times)


def _measure_bars(make: Callable[[], Decoder], bars: Sequence[Sample], score: Score) -> None:
    right = 0
    decoder = make()
    random = Random(11)
    for sample in bars:
        found = _timed(decoder, sample.frame, score.frame_ms)
        right += any(_same_number(code.data, sample.wanted) for code in found)
        score.wrong_bars += any(not _same_number(code.data, sample.wanted) for code in found)
        # What a till would report: the same bars in a hand that moves a little, believed when seen twice.
        now_s = 0.0
        debounce = Debounce(clock=lambda: now_s)  # noqa: B023
        reported: list[Decoded] = []
        for _ in range(3):
            now_s += 0.033
            reported += debounce.new_codes(decoder.decode(_nudged(sample.frame, random)))
        score.wrong_bars_twice += any(not _same_number(code.data, sample.wanted) for code in reported)
    score.read["bars"] = right / len(bars)


def _timed(decoder: Decoder, frame: Frame, times: list[float]) -> list[Decoded]:
    started = _clock()
    found = decoder.decode(frame)
    times.append((_clock() - started) * 1000)
    return found


def _same_number(data: bytes, wanted: bytes) -> bool:
    """UPC-A with and without the zero that makes it an EAN-13 is the same number."""
    return data.zfill(13) == wanted.zfill(13) if data.isdigit() and wanted.isdigit() else data == wanted


def _nudged(frame: Frame, random: Random) -> Frame:
    """As the next frame of a hand: moved and turned a little, with the noise of another exposure."""
    height, width = frame.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-2, 2), 1)
    turn[:, 2] += (random.uniform(-3, 3), random.uniform(-3, 3))
    moved = cv2.warpAffine(frame, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return _noisy(moved, 4, random)


def _noisy(frame: Any, sigma: float, random: Random) -> Frame:
    noise = np.random.default_rng(random.randrange(2**32)).normal(0, sigma, frame.shape)
    return np.clip(frame + noise, 0, 255).astype(np.uint8)


def _made_bars() -> list[Sample]:
    random = Random(5)
    return [_made_bar(random) for _ in range(_BARS_MADE)]


def _made_bar(random: Random) -> Sample:
    digits = "".join(random.choices("0123456789", k=12))
    digits = "69" + digits[2:]
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    text = digits + str(check)
    module = random.uniform(1.3, 3.2)
    symbol = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.EAN13).to_image(scale=8))
    symbol = cv2.copyMakeBorder(symbol, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)
    small = cv2.resize(symbol, None, fx=module / 8, fy=module / 8, interpolation=cv2.INTER_AREA)
    frame = np.full((480, 640), random.randint(90, 200), np.float32)
    height, width = min(small.shape[0], 400), min(small.shape[1], 560)
    top, left = random.randint(20, 460 - height), random.randint(20, 620 - width)
    frame[top : top + height, left : left + width] = small[:height, :width]
    turn = cv2.getRotationMatrix2D((320, 240), random.choice([0, 0, 90]) + random.gauss(0, 7), 1)
    frame = cv2.warpAffine(frame, turn, (640, 480), borderMode=cv2.BORDER_REPLICATE)
    frame = cv2.GaussianBlur(frame, (0, 0), random.uniform(0.4, 1.5))
    light = np.linspace(random.uniform(0.25, 1), random.uniform(0.25, 1), 640, dtype=np.float32)
    return Sample(_noisy(frame * light, random.uniform(2, 12), random), text.encode())


def _picture(file: Path) -> Frame:
    frame = cv2.imread(str(file))
    if frame is None:
        raise SystemExit(f"bench decoding: {file} cannot be read")
    return frame.astype(np.uint8)


def _frames(file: Path) -> list[Frame]:
    clip = cv2.VideoCapture(str(file))
    frames = []
    while True:
        read, frame = clip.read()
        if not read:
            return frames
        frames.append(frame.astype(np.uint8))


def _print_scores(scores: dict[str, Score]) -> None:
    print(
        f"{'':14}{'stills':>8}{'photos':>8}{'bars':>8}{'clips<1s':>10}{'mean ms':>9}{'median':>9}{'p95':>7}{'max':>7}"
    )
    for name, score in scores.items():
        print(
            f"{name:14}{score.read['stills']:8.3f}{score.read['photos']:8.3f}{score.read['bars']:8.3f}"
            f"{score.clips_in_time:10.3f}{score.clip_ms:9.0f}{score.percentile(0.5):9.1f}"
            f"{score.percentile(0.95):7.1f}{score.percentile(1.0):7.1f}"
            f"   wrong: QR {score.wrong_qr}, bars {score.wrong_bars}, after two sightings {score.wrong_bars_twice}"
        )


def _print_targets(scores: dict[str, Score], size: str, *, large: bool, real_bars: bool) -> int:
    """The table of docs/decoding.md. What the smaller set is too small for is told without a target."""
    cascade, alone = scores["cascade"], {name: scores[name] for name in ("zxing-cpp", "zbar")}
    rows: list[tuple[str, float, str, Peer | None, Target]] = []
    shares = [("stills", 1.08, 1.30), ("photos", 1.04, 1.25)] + ([("bars", 1.08, 1.08)] if real_bars else [])
    for name, *bounds in shares:
        for (peer, score), bound in zip(alone.items(), bounds, strict=True):
            beside = Peer(peer, 100 * score.read[name])
            rows.append((f"{name} read", 100 * cascade.read[name], "%", beside, ratio_at_least(bound)))
    for (peer, score), bound in zip(alone.items(), (0.60, 0.45), strict=True):
        rows.append(("time to read a clip", cascade.clip_ms, "ms", Peer(peer, score.clip_ms), ratio_at_most(bound)))
    rows.append(("clips read within a second", 100 * cascade.clips_in_time, "%", None, at_least(96)))
    budget = Peer("budget", BUDGET_MS)
    rows.append(("p95 of a frame", cascade.percentile(0.95), "ms", budget, ratio_at_most(1.10)))
    rows.append(("wrong QR texts", cascade.wrong_qr, "", None, at_most(0)))
    rows.append(("wrong bars after two sightings", cascade.wrong_bars_twice, "", None, at_most(0)))
    met = [
        report(name, value, unit, peer=beside, target=target if large else None, size=size)
        for name, value, unit, beside, target in rows
    ]
    for name, score in alone.items():
        whole = [kind for kind, share in score.read.items() if share > 0.999]
        if whole:
            print(f"{name} alone reads all of: {', '.join(whole)}; no reader can be better there")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:2])))
