"""`pos-client scan` on real pictures and videos, and what it must never show."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp

from pos_client.commands import scan
from pos_client.devices.decoding.interface import DecoderUnavailable
from retail.claims import MemberClaims
from retail.code import issue_card, issue_code, rotate_code
from retail.payment_code import PaymentCode
from retail.signed import SigningKey

FRAMES = Path(__file__).parents[2] / "data" / "frames"
LABELS: dict[str, list[dict[str, Any]]] = json.loads((FRAMES / "labels.json").read_text(encoding="utf-8"))
PAYMENT = "134567890123456789"


def saved(folder: Path, *symbols: tuple[str, str]) -> str:
    """A picture with these (kind, text) beside each other."""
    made = []
    for kind, text in symbols:
        barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
        made.append(np.pad(np.array(barcode.to_image(scale=4)), 40, constant_values=255))
    height = max(symbol.shape[0] for symbol in made)
    row = [np.pad(one, ((0, height - one.shape[0]), (0, 0)), constant_values=255) for one in made]
    file = folder / f"{len(list(folder.iterdir()))} 图.png"
    file.write_bytes(cv2.imencode(".png", np.hstack(row))[1].tobytes())
    return str(file)


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_photographs_and_clips_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    photo, clip = LABELS["photos"][0], LABELS["clips"][0]
    files = [str(FRAMES / photo["file"]), str(FRAMES / clip["file"])]
    assert scan.run_scan(files) == 0
    first, second = answers(capsys)
    assert [first["file"], second["file"]] == files
    assert [code["text"] for code in first["codes"]] == [photo["text"]]
    assert len(first["codes"][0]["position"]) == 4
    (code,) = second["codes"]
    assert (code["text"], code["symbology"], code["kind"]) == (clip["text"], "QRCode", "unknown")
    assert 0 <= code["at_ms"] < 1_000


def test_all_codes_of_a_picture_are_told_with_their_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    symbols = (
        ("EAN13", "6901234567892"),
        ("QRCode", "UC1:ABC"),
        ("Code128", "SHELF 7"),
        ("DataMatrix", "HELLO"),
    )
    assert scan.run_scan([saved(tmp_path, *symbols)]) == 0
    codes = {code["text"]: (code["symbology"], code["kind"]) for code in answers(capsys)[0]["codes"]}
    assert codes == {
        "6901234567892": ("EAN13", "goods"),
        "UC1:ABC": ("QRCode", "coupon"),
        "SHELF 7": ("Code128", "unknown"),
        "HELLO": ("DataMatrix", "unknown"),
    }


def test_a_payment_code_is_never_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [saved(tmp_path, (kind, PAYMENT)) for kind in ("Code128", "QRCode")]
    files.append(saved(tmp_path, ("QRCode", f"see {PAYMENT} here")))
    files.append(saved(tmp_path, ("QRCode", f"\x07{PAYMENT}")))
    assert scan.run_scan(files) == 0
    out = capsys.readouterr().out
    assert PAYMENT not in out
    kinds = [json.loads(line)["codes"][0]["kind"] for line in out.splitlines()]
    assert kinds == ["payment_code", "payment_code", "unknown", "malformed"]


def test_a_member_code_is_shown_unless_it_holds_a_payment_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, now = SigningKey.generate(), datetime(2026, 11, 11, 10, tzinfo=UTC)
    signed: dict[str, Any] = {"key": key, "kid": key.verifying_key.kid, "now": now}
    member = MemberClaims("M1", {"NORD": "G"})
    plain = issue_code(member, cti=b"8 bytes!", **signed)
    paying = issue_code(member, cti=b"8 byte-2", payment_code=PaymentCode(PAYMENT), **signed)
    phone = SigningKey.generate()
    card = issue_card(member, phone_key=phone.verifying_key, **signed)
    rotating = rotate_code(card, phone, now, b"8 byte-3", PaymentCode(PAYMENT))
    broken = "UM1:" + paying[4:-9]
    assert scan.run_scan([saved(tmp_path, ("QRCode", text)) for text in (plain, paying, rotating, broken)]) == 0
    codes = [answer["codes"][0] for answer in answers(capsys)]
    assert [code["kind"] for code in codes] == ["member_code"] * 4
    assert [code["text"] for code in codes] == [plain, scan.HIDDEN, scan.HIDDEN, scan.HIDDEN]


def test_exit_codes_tell_what_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = saved(tmp_path, ("QRCode", "A"))
    blank = tmp_path / "blank.png"
    blank.write_bytes(cv2.imencode(".png", np.full((200, 200), 255, np.uint8))[1].tobytes())
    broken, empty = tmp_path / "broken.jpg", tmp_path / "empty.png"
    broken.write_bytes(b"\xff\xd8 no picture")
    empty.write_bytes(b"")
    assert scan.run_scan([good]) == 0
    assert scan.run_scan([good, str(blank)]) == 1
    assert scan.run_scan([str(blank), good, str(tmp_path / "missing.png")]) == 2
    assert scan.run_scan([str(broken)]) == scan.run_scan([str(empty)]) == scan.run_scan([str(tmp_path)]) == 2
    told = answers(capsys)
    assert told[2] == {"file": str(blank), "codes": []}
    assert "No such file" in told[5]["error"]
    assert all(answer["error"] for answer in told[5:])


def test_a_missing_decoder_has_its_own_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise DecoderUnavailable("zxing-cpp is missing; install the Python package zxing-cpp")

    monkeypatch.setattr(scan, "PictureDecoder", refuse)
    assert scan.run_scan([saved(tmp_path, ("QRCode", "A"))]) == 3
    assert "install" in capsys.readouterr().err


def test_the_command_starts_without_qt() -> None:
    photo = str(FRAMES / LABELS["photos"][0]["file"])
    code = (
        "import sys; from pos_client.__main__ import main; status = main(['scan', sys.argv[1]]);"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code, photo], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["codes"]
