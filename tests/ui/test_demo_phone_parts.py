"""The demo phone's parts: what is drawn can be read, what is shown fits the state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pos_client.demo.camera_feed import CameraFeed
from pos_client.demo.card_wallet import CardFetched, CardNotFetched, CardWallet, CardWanted
from pos_client.demo.code_drawing import QrMatrix, draw_ean_13, draw_qr, ean_13_modules
from pos_client.demo.frames import FrameMaker, Shown
from pos_client.demo.phone import DemoPhone, read_goods, read_members
from pos_client.demo.phone_view import PhoneGoods, PhoneMember, PhoneWindow
from pos_client.devices.decoding.readers import LINEAR, QR
from retail.claims import MemberClaims
from retail.code import issue_card
from retail.gtin import check_digit
from retail.signed import SigningKey, VerifyingKey

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
MEMBERS = [PhoneMember("M1", "林若曦"), PhoneMember("M2", "许嘉言")]
GOODS = [PhoneGoods("针织衫", "6927153202492", "¥599.00"), PhoneGoods("跑鞋", "6941868104070", "¥469.00")]


def white(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    return image


# What the till reads: everything else that a library may see in a blurred picture is nothing to it.
FORMATS = [getattr(zxingcpp.BarcodeFormat, name) for name in (*QR, *LINEAR)]


def texts_in(image: QImage) -> list[str]:
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return [found.text for found in zxingcpp.read_barcodes(pixels[:, : image.width()].copy(), formats=FORMATS)]


@pytest.mark.parametrize("first", "0123456789")
def test_an_ean_13_is_read_back_whatever_its_first_digit(qtbot: QtBot, first: str) -> None:
    payload = f"{first}92715320249"
    code = payload + str(check_digit(payload))
    image = white(400, 160)
    painter = QPainter(image)
    draw_ean_13(painter, code, QRectF(10, 10, 380, 140), QColor("black"), QFont())
    painter.end()
    # A UPC-A is an EAN-13 that starts with 0, without that 0.
    assert texts_in(image) == [code if first != "0" else code[1:]] or texts_in(image) == [code]


def test_an_ean_13_with_a_wrong_check_digit_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="6927153202493"):
        ean_13_modules("6927153202493")


@pytest.mark.parametrize("text", ["UM1:A", "UM1:" + "7WM" * 180, "会员码"])
def test_a_qr_code_is_read_back(qtbot: QtBot, text: str) -> None:
    image = white(700, 700)
    painter = QPainter(image)
    draw_qr(painter, QrMatrix.of(text), QRectF(0, 0, 700, 700), QColor("black"))
    painter.end()
    assert texts_in(image) == [text]


def test_the_same_hand_trembles_the_same_way(qtbot: QtBot) -> None:
    screen = white(752, 1460).convertToFormat(QImage.Format.Format_RGB32)
    shown = Shown(screen, QRectF(36, 422, 680, 680), "member", 2.5)
    first, second = FrameMaker(3), FrameMaker(3)
    assert [first.frame(shown, at / 15) for at in range(5)] == [second.frame(shown, at / 15) for at in range(5)]
    assert first.frame(shown, 1.0) != FrameMaker(4).frame(shown, 1.0)


def test_goods_without_an_ean_13_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "goods.json"
    path.write_text(
        '[{"name": "a", "barcode": "6927153202492", "price": 1290},'
        ' {"name": "b", "barcode": "6927153202493", "price": 1}, {"name": "c", "barcode": "12", "price": "x"}]',
        encoding="utf-8",
    )
    assert read_goods(path) == [PhoneGoods("a", "6927153202492", "¥12.90")]


def test_members_have_names_or_their_ids() -> None:
    assert read_members(["M1=林若曦", "M2", "M1=林"]) == [PhoneMember("M1", "林"), PhoneMember("M2", "M2")]


class Bench:
    """A phone without processes: time stands still until it is moved."""

    def __init__(self, qtbot: QtBot) -> None:
        self.now = NOW
        self.elapsed_ms = 0
        self.issuer = SigningKey.generate()
        self.window = PhoneWindow(MEMBERS, GOODS)
        qtbot.addWidget(self.window)
        self.wallet = CardWallet([member.one_id for member in MEMBERS], lambda: self.now)
        self.feed = CameraFeed()
        self.phone = DemoPhone(
            window=self.window,
            wallet=self.wallet,
            feed=self.feed,
            members=MEMBERS,
            goods=GOODS,
            elapsed_ms=lambda: self.elapsed_ms,
        )
        self.wanted: list[CardWanted] = []
        self.phone.card_wanted.connect(self.wanted.append)

    def give_card(self, one_id: str, tier: str = "gold") -> None:
        wanted = next(wanted for wanted in self.wanted if wanted.one_id == one_id)
        card = issue_card(
            MemberClaims(one_id, tiers={"group": tier}),
            phone_key=VerifyingKey(wanted.public_key),
            key=self.issuer,
            kid=b"i",
            now=self.now,
        )
        self.phone.on_card_fetched(CardFetched(one_id, card, self.now + timedelta(days=30), tier))

    def button(self, name: str) -> QPushButton:
        found = self.window.findChild(QPushButton, name)
        assert found is not None
        return found

    def code(self) -> list[str]:
        return texts_in(self.window.picture()[0])


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = Bench(qtbot)
    bench.phone.ask_for_cards()
    return bench


def test_cards_are_asked_for_once_while_the_answer_is_awaited_and_again_after_a_failure(bench: Bench) -> None:
    bench.phone.ask_for_cards()
    assert [wanted.one_id for wanted in bench.wanted] == ["M1", "M2"]
    bench.phone.on_card_not_fetched(CardNotFetched("M2", "unreachable"))
    bench.phone.ask_for_cards()
    assert [wanted.one_id for wanted in bench.wanted] == ["M1", "M2", "M2"]


def test_a_card_that_is_over_is_asked_for_again(bench: Bench) -> None:
    bench.give_card("M1")
    assert "M1" not in [wanted.one_id for wanted in bench.wallet.missing()]
    bench.now += timedelta(days=30)
    assert "M1" in [wanted.one_id for wanted in bench.wallet.missing()]


def test_without_a_card_there_is_a_message_and_nothing_to_hold(bench: Bench) -> None:
    assert not bench.button("hold").isEnabled()
    assert bench.code() == []
    bench.phone.on_card_not_fetched(CardNotFetched("M1", "refused", "401 no such token"))
    assert "401 no such token" in bench.window._qr.words
    bench.button("language").click()
    assert "The ledger gave no card" in bench.window._qr.words


def test_the_code_changes_after_thirty_seconds_and_not_before(bench: Bench) -> None:
    bench.give_card("M1")
    first = bench.code()
    assert first[0].startswith("UM1:")
    bench.elapsed_ms += 29_900
    bench.phone._tick.timeout.emit()
    assert bench.code() == first
    bench.elapsed_ms += 100
    bench.phone._tick.timeout.emit()
    assert bench.code() != first


def test_holding_makes_a_new_code_and_frees_the_button_when_it_has_gone(qtbot: QtBot, bench: Bench) -> None:
    bench.give_card("M1")
    first = bench.code()
    bench.button("hold").click()
    assert bench.feed.is_holding
    assert not bench.button("hold").isEnabled()
    assert bench.code() != first
    bench.feed.start()
    with qtbot.waitSignal(bench.phone.hold_ended, timeout=20_000):
        pass
    bench.feed.stop()
    assert bench.button("hold").isEnabled()


@pytest.mark.parametrize("page", ["member", "goods"])
def test_most_frames_of_a_hold_can_be_read_and_none_wrongly(bench: Bench, page: str) -> None:
    bench.give_card("M1")
    bench.window.page_chosen.emit(page)
    code = bench.code()
    screen, area = bench.window.picture()
    maker = FrameMaker()
    frames = [QImage.fromData(maker.frame(Shown(screen, area, page, 2.5), number / 15)) for number in range(38)]
    read = [texts_in(frame) for frame in frames]
    assert all(texts in ([], code) for texts in read)
    assert sum(texts == code for texts in read) > 0.7 * len(read)


def test_another_member_has_another_code_and_goods_have_theirs(bench: Bench) -> None:
    bench.give_card("M1")
    first = bench.code()
    bench.window.member_chosen.emit("M2")
    assert bench.code() == []
    bench.give_card("M2")
    assert bench.code() != first
    bench.window.page_chosen.emit("goods")
    bench.window.goods_chosen.emit(1)
    assert bench.code() == ["6941868104070"]
