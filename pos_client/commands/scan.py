"""`pos-client scan FILE…`: every code in images and videos, one JSON object a line for each file.

Exit codes: 0 all files were read and each holds at least one code; 1 some file holds no code; 2 some file cannot be
read, or the arguments are wrong; 3 a decoding library is missing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pos_client.devices.debounce import Debounce
from pos_client.devices.decoding.files import PictureDecoder, UnreadableFile, read_picture, read_video
from pos_client.devices.decoding.interface import Decoded, DecoderUnavailable
from pos_client.devices.decoding.strategies import till_decoder
from retail.claims import CARD, PAYMENT
from retail.scanned import (
    GiftCard,
    Goods,
    GoodsOrCard,
    InStoreGoods,
    JoinCode,
    Malformed,
    MemberCard,
    Scanned,
    ScanSettings,
    SignedCode,
    Unknown,
    WalletPayment,
    classify,
)
from retail.signed import CodeRefused, read, read_message
from retail.stored_value import masked_account

ALL_HAVE_CODES, SOME_HAVE_NONE, UNREADABLE, DECODER_MISSING = 0, 1, 2, 3
HIDDEN = "(hidden: holds a payment code)"

_VIDEO_BUDGET_MS = 100.0  # a frame; a file waits for us, where a camera does not
_LONG_DIGITS = re.compile(r"\d{16,}")


def run_scan(argv: list[str]) -> int:
    """Reads the files that are named and prints what they hold; the module's text tells the exit codes."""
    parser = argparse.ArgumentParser(
        prog="pos-client scan",
        description="Read every code in images and videos. Payment codes are never shown.",
        epilog="exit codes: 0 each file holds a code; 1 some file holds none; 2 some file cannot be read; "
        "3 a decoding library is missing",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    files: list[Path] = parser.parse_args(argv).files
    results = []
    for file in files:
        try:
            codes = _codes_of(file)
        except UnreadableFile as problem:
            _say({"file": str(file), "codes": [], "error": str(problem)})
            results.append(UNREADABLE)
        except DecoderUnavailable as problem:
            sys.stderr.write(f"pos-client scan: {problem}\n")
            return DECODER_MISSING
        else:
            _say({"file": str(file), "codes": codes})
            results.append(ALL_HAVE_CODES if codes else SOME_HAVE_NONE)
    return max(results)


def _codes_of(file: Path) -> list[dict[str, Any]]:
    picture = read_picture(file)
    if picture is not None:
        return [_document(code) for code in PictureDecoder().decode(picture)]
    return list(_codes_of_video(file))


def _codes_of_video(file: Path) -> Iterable[dict[str, Any]]:
    """As the till's camera would report them: bars only when they were read twice, each code once while in view."""
    now_s = 0.0
    decoder, debounce = till_decoder(_VIDEO_BUDGET_MS), Debounce(clock=lambda: now_s)
    for shown in read_video(file):
        now_s = shown.at_s
        for code in debounce.new_codes(decoder.decode(shown.frame)):
            yield _document(code) | {"at_ms": round(now_s * 1000)}


def _document(code: Decoded) -> dict[str, Any]:
    scanned = classify(code.data, code.aim or code.symbology, settings=ScanSettings(), in_catalogue=lambda text: False)
    return {
        "text": _shown_text(code, scanned),
        "symbology": code.symbology,
        "kind": _kind_of(scanned),
        "position": [list(corner) for corner in code.position],
    }


def _kind_of(scanned: Scanned) -> str:
    match scanned:
        case Goods() | GoodsOrCard():
            return "goods"
        case InStoreGoods():
            return "in_store_goods"
        case SignedCode(kind=kind):
            return kind
        case WalletPayment():
            return "payment_code"
        case MemberCard():
            return "member_card"
        case GiftCard():
            return "gift_card"
        case JoinCode():
            return "join_code"
        case Unknown():
            return "unknown"
        case Malformed():
            return "malformed"


def _shown_text(code: Decoded, scanned: Scanned) -> str:
    match scanned:
        case WalletPayment():
            return HIDDEN
        case GiftCard(card=card):
            return masked_account(card.number)
        case SignedCode(kind="member_code", text=text):
            return HIDDEN if _may_hold_payment(text) else text
        case SignedCode(text=text):
            return text
        case Unknown(shown=shown):
            return shown
        case Malformed():
            return _LONG_DIGITS.sub(lambda run: "*" * len(run.group()), code.text)
    return code.text


def _may_hold_payment(text: str) -> bool:
    """Whether a member code carries a wallet's payment code, verified or not; yes when that cannot be told."""
    try:
        payload = read("UM1", text).payload
        if not isinstance(payload, dict) or PAYMENT in payload:
            return True
        card = payload.get(CARD)
        inner = read_message("CARD", card).payload if isinstance(card, bytes) else {}
    except CodeRefused:
        return True
    return not isinstance(inner, dict) or PAYMENT in inner


def _say(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
