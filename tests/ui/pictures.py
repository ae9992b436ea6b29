"""The pictures of README and the handbooks, made anew from scenes of the gallery: ./run pictures [NAME …]

Each is one scene's picture in the language of the text that shows it, in few colours: a screen is flat. phone.png is
the window of `./run demo`'s phone with a card of a made-up issuer; architecture.svg was drawn.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.demo.camera_feed import CameraFeed
from pos_client.demo.card_wallet import CardFetched, CardWallet
from pos_client.demo.phone import DemoPhone
from pos_client.demo.phone_style import FONT_FAMILIES, STYLE_SHEET
from pos_client.demo.phone_view import PhoneMember, PhoneWindow
from pos_client.ui.language import Language
from pos_client.ui.theme import apply_theme
from retail.claims import MemberClaims
from retail.code import issue_card
from retail.signed import SigningKey, VerifyingKey
from tests.ui.gallery.base import Gallery
from tests.ui.gallery.scenes import SCENES

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = QSize(1366, 768)
COLOURS = 96
PHONE = "phone"

#: Language, scene of the gallery, its picture -> the file.
PICTURES: Mapping[tuple[str, str, str], str] = {
    ("zh_CN", "sign_in", "01-sign-in"): "sign-in",
    ("zh_CN", "shift", "51-shift-open"): "shift",
    ("zh_CN", "shift", "52-shift-counting"): "counting",
    ("zh_CN", "member", "04-member"): "checkout",
    ("zh_CN", "search", "08-search"): "search",
    ("zh_CN", "staff", "30-price"): "price",
    ("zh_CN", "staff", "32-approval"): "approval",
    ("zh_CN", "tender", "10-cash"): "tender",
    ("zh_CN", "tender", "11-split"): "split",
    ("zh_CN", "done", "13-done"): "done",
    ("zh_CN", "parked", "60-parked"): "parked",
    ("zh_CN", "pages", "14a-return"): "return",
    ("zh_CN", "held_offline", "15b-possible-offline"): "offline",
    ("zh_CN", "today", "47-today"): "today",
    ("zh_CN", "profile", "61-profile"): "profile",
    ("zh_CN", "suggestions", "04b-suggestions"): "suggestions",
    ("zh_CN", "wanted", "63-wanted"): "wanted",
    ("zh_CN", "wanted", "63a-guide-coupon"): "guide-coupon",
    ("zh_CN", "clientele", "64-clientele"): "join-code",
    ("zh_CN", "earnings", "45a-earnings-tasks"): "earnings",
    ("zh_CN", "collection", "26b-programs"): "programs",
    ("zh_CN", "earnings", "46c-figures-district"): "figures",
    ("zh_CN", "machine", "63-machine"): "machine",
    ("zh_CN", "first_run", "72-first-scanner"): "first-start",
    ("en", "member", "04-member"): "checkout-en",
}


class Pictures(Gallery):
    """Keeps the pictures that a document shows, and only looks at the others."""

    def __init__(self, folder: Path, language: Language, wanted: Mapping[tuple[str, str], str]) -> None:
        super().__init__(folder, SIZE, language)
        self._wanted = wanted
        self._scene = ""

    def play(self, scene: str) -> None:
        self._scene = scene
        SCENES[scene](self)

    def shoot(self, name: str, widget: QWidget) -> None:
        picture = self._wanted.get((self._scene, name))
        if picture is not None:
            widget.resize(self.size)
            widget.show()
            for _ in range(4):
                QApplication.processEvents()
            path = self.folder / f"{picture}.png"
            path.write_bytes(small_png(widget))
            told(path)
        widget.close()


def shoot_phone(path: Path) -> None:
    """The demo phone as a member holds it, some seconds into a code."""
    now = datetime.now(UTC)
    member, issuer = PhoneMember("M10005918", "李艳萍"), SigningKey.generate()
    wallet = CardWallet([member.one_id], lambda: now)
    window, elapsed_ms = PhoneWindow([member], []), [0]
    phone = DemoPhone(
        window=window,
        wallet=wallet,
        feed=CameraFeed(),
        members=[member],
        goods=[],
        elapsed_ms=lambda: elapsed_ms[0],
    )
    (wanted,) = wallet.missing()
    holder = VerifyingKey(wanted.public_key)
    tiers, points = {"group": "platinum", "LQX": "gold"}, {"group": 12_480, "LQX": 860}
    claims = MemberClaims(member.one_id, tiers=tiers, plans=("plus",), points=points)
    card = issue_card(claims, phone_key=holder, key=issuer, kid=b"i", now=now)
    phone.on_card_fetched(CardFetched(member.one_id, card, now + timedelta(days=30), "platinum"))
    window.show_left(23.0)
    window.show()
    for _ in range(4):
        QApplication.processEvents()
    path.write_bytes(small_png(window))
    window.close()
    told(path)


def told(path: Path) -> None:
    sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")


def small_png(widget: QWidget) -> bytes:
    """What the widget shows, in a palette of its own."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    few = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def main(names: Sequence[str]) -> int:
    """Make these pictures, or all; the exit code is 2 for a name that none has."""
    unknown = set(names) - set(PICTURES.values()) - {PHONE}
    if unknown:
        sys.stderr.write(f"no such picture: {', '.join(sorted(unknown))}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="onetill-pictures-") as folder:
        # Nothing of whoever runs this gets into a picture.
        os.environ |= {"ONETILL_SECRETS": folder, "ONETILL_KEY_STORE": "files"}
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        apply_theme(application)
        chosen = {key: name for key, name in PICTURES.items() if not names or name in names}
        for code in dict.fromkeys(key[0] for key in chosen):
            wanted = {key[1:]: name for key, name in chosen.items() if key[0] == code}
            pictures = Pictures(FOLDER, Language(code), wanted)
            for scene in dict.fromkeys(key[0] for key in wanted):
                pictures.play(scene)
        if not names or PHONE in names:
            # As its own program does; nothing of the till is drawn after this.
            application.setFont(QFont(FONT_FAMILIES))
            application.setStyleSheet(STYLE_SHEET)
            shoot_phone(FOLDER / f"{PHONE}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
