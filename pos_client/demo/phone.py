"""The demo phone: a member's app in a process of its own, and the counter's camera that sees it.

    python -m pos_client.demo.phone --ledger URL --token-file F --member ONE_ID[=NAME] … --goods-file F --port-file F

The card comes from the ledger once; codes are made here by the phone's own key, so they go on when the ledger is dead.
When the server listens, its port is written to the port file.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from pos_client.demo.camera_feed import CameraFeed
from pos_client.demo.card_wallet import CardFetched, CardFetcher, CardNotFetched, CardWallet
from pos_client.demo.code_drawing import QrMatrix
from pos_client.demo.frames import Shown
from pos_client.demo.phone_server import NotShown, PhoneServer, ShowRequest
from pos_client.demo.phone_style import FONT_FAMILIES, STYLE_SHEET
from pos_client.demo.phone_view import ROTATES_S, PhoneGoods, PhoneMember, PhoneState, PhoneWindow
from pos_client.system import SystemClock
from retail.gtin import is_gtin
from retail.money import format_minor

_HOLD_S = 2.5
_TICK_MS = 200
_RETRY_MS = 5_000
_ANSWER_S = 5.0


@dataclass(slots=True)
class _Asked:
    """A request from a server thread, and where the window's answer goes: `refusal` stays empty when it is shown."""

    request: ShowRequest
    refusal: str = ""
    is_answered: threading.Event = field(default_factory=threading.Event)


class DemoPhone(QObject):
    """Joins window, wallet and camera. Lives in the GUI thread; only `show` and `state` are for other threads."""

    card_wanted = Signal(object)
    show_asked = Signal(object)
    hold_ended = Signal()

    def __init__(
        self,
        *,
        window: PhoneWindow,
        wallet: CardWallet,
        feed: CameraFeed,
        members: Sequence[PhoneMember],
        goods: Sequence[PhoneGoods],
        elapsed_ms: Callable[[], int],
    ) -> None:
        super().__init__()
        self._window, self._wallet, self._feed = window, wallet, feed
        self._members = {member.one_id: member for member in members}
        self._goods = goods
        self._elapsed_ms = elapsed_ms
        self._made_ms = 0
        self._state = PhoneState("zh", "member", members[0], None, None, "waiting", "", 0, is_holding=False)
        self._public: Mapping[str, Any] = {}
        self._waiting: set[str] = set()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._retry = QTimer(self, interval=_RETRY_MS)
        self._tick.timeout.connect(self._on_tick)
        self._retry.timeout.connect(self.ask_for_cards)
        window.member_chosen.connect(self._choose_member)
        window.goods_chosen.connect(self._choose_goods)
        window.page_chosen.connect(self._choose_page)
        window.language_switched.connect(self._switch_language)
        window.hold_asked.connect(self._hold_as_asked)
        self.show_asked.connect(self._on_show_asked)
        self.hold_ended.connect(self._on_hold_ended)
        feed.tell_when_gone(self.hold_ended.emit)
        self._refresh()

    def start(self) -> None:
        """Ask for the cards, and let the time run."""
        self._tick.start()
        self._retry.start()
        self.ask_for_cards()

    def show(self, request: ShowRequest) -> None:
        """From a server thread: have it shown, and wait until it is. Raises NotShown."""
        asked = _Asked(request)
        self.show_asked.emit(asked)
        if not asked.is_answered.wait(_ANSWER_S):
            raise NotShown("the phone's window does not answer")
        if asked.refusal:
            raise NotShown(asked.refusal)

    def state(self) -> Mapping[str, Any]:
        """From a server thread: what the phone is doing. No code is in it."""
        return {**self._public, "watchers": self._feed.watchers}

    @Slot()
    def ask_for_cards(self) -> None:
        """Ask for every card that is missing and not being waited for."""
        for wanted in self._wallet.missing():
            if wanted.one_id not in self._waiting:
                self._waiting.add(wanted.one_id)
                self.card_wanted.emit(wanted)

    @Slot(object)
    def on_card_fetched(self, fetched: CardFetched) -> None:
        self._waiting.discard(fetched.one_id)
        self._wallet.keep(fetched)
        if fetched.one_id == self._state.member.one_id:
            self._rotate()
        else:
            self._refresh()

    @Slot(object)
    def on_card_not_fetched(self, problem: CardNotFetched) -> None:
        self._waiting.discard(problem.one_id)
        self._wallet.remember_problem(problem)
        self._refresh()

    @Slot(str)
    def _choose_member(self, one_id: str) -> None:
        self._state = replace(self._state, member=self._members[one_id], page="member")
        self._rotate()

    @Slot(int)
    def _choose_goods(self, number: int) -> None:
        if 0 <= number < len(self._goods):
            self._state = replace(self._state, goods_number=number)
            self._refresh()

    @Slot(str)
    def _choose_page(self, page: str) -> None:
        self._state = replace(self._state, page=page)
        self._refresh()

    @Slot()
    def _switch_language(self) -> None:
        self._state = replace(self._state, language="en" if self._state.language == "zh" else "zh")
        self._refresh()

    @Slot()
    def _hold_as_asked(self) -> None:
        self._hold(_HOLD_S)

    @Slot(object)
    def _on_show_asked(self, asked: _Asked) -> None:
        try:
            self._show_requested(asked.request)
        except NotShown as refusal:
            asked.refusal = str(refusal)
        finally:
            asked.is_answered.set()

    def _show_requested(self, request: ShowRequest) -> None:
        if request.kind == "member":
            member = self._members.get(request.id)
            if member is None:
                raise NotShown(f"this phone has no member {request.id}")
            if self._wallet.card(request.id) is None:
                raise NotShown(f"there is no card for {request.id} yet")
            self._state = replace(self._state, member=member, page="member")
        else:
            number = next((n for n, goods in enumerate(self._goods) if goods.barcode == request.id), None)
            if number is None:
                raise NotShown(f"no goods on this phone have the barcode {request.id}")
            self._state = replace(self._state, goods_number=number, page="goods")
        self._hold(request.hold_seconds)

    def _hold(self, hold_s: float) -> None:
        """Hold the page before the camera. A member's code is made anew: a till takes the same one only once."""
        self._state = replace(self._state, is_holding=True)
        if self._state.page == "member":
            self._rotate()
        else:
            self._refresh()
        screen, code_area = self._window.picture()
        self._feed.hold(Shown(screen, code_area, self._state.page, hold_s))

    @Slot()
    def _on_hold_ended(self) -> None:
        if not self._feed.is_holding:
            self._state = replace(self._state, is_holding=False)
            self._refresh()

    @Slot()
    def _on_tick(self) -> None:
        left_s = ROTATES_S - (self._elapsed_ms() - self._made_ms) / 1000.0
        if left_s <= 0 and not self._state.is_holding:
            self._rotate()
        else:
            self._window.show_left(left_s)

    def _rotate(self) -> None:
        """A new code for the member who is chosen."""
        one_id = self._state.member.one_id
        code = self._wallet.new_code(one_id)
        card = self._wallet.card(one_id)
        self._made_ms = self._elapsed_ms()
        self._state = replace(
            self._state, code=QrMatrix.of(code) if code is not None else None, tier=card.tier if card else None
        )
        self._window.show_left(ROTATES_S)
        self._refresh()

    def _refresh(self) -> None:
        problem = self._wallet.problem(self._state.member.one_id)
        self._state = replace(
            self._state,
            problem=problem.problem if problem else "waiting",
            problem_detail=problem.detail if problem else "",
        )
        self._public = {
            "member": self._state.member.one_id,
            "page": self._state.page,
            "language": self._state.language,
            "holding": self._state.is_holding,
            "cards": {one_id: self._card_state(one_id) for one_id in self._members},
            "goods": [goods.barcode for goods in self._goods],
        }
        self._window.show_state(self._state)

    def _card_state(self, one_id: str) -> str:
        problem = self._wallet.problem(one_id)
        if self._wallet.card(one_id) is not None:
            return "ready"
        return problem.problem if problem else "waiting"


def read_goods(path: Path) -> list[PhoneGoods]:
    """Those of a JSON list of {"name", "barcode", "price"} that have an EAN-13. `price`: a text, or fen as an int."""
    goods = []
    for item in json.loads(path.read_text(encoding="utf-8")):
        price, barcode = item["price"], str(item["barcode"])
        if len(barcode) == 13 and is_gtin(barcode):
            shown = format_minor(price, "CNY") if isinstance(price, int) else str(price)
            goods.append(PhoneGoods(str(item["name"]), barcode, shown))
    return goods


def read_members(arguments: Sequence[str]) -> list[PhoneMember]:
    """`ONE_ID=NAME` or `ONE_ID` alone, each once."""
    pairs = {one_id: name or one_id for one_id, _, name in (argument.partition("=") for argument in arguments)}
    return [PhoneMember(one_id, name) for one_id, name in pairs.items()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the phone until its window closes or the process is asked to end."""
    options = _options(arguments)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setFont(QFont(FONT_FAMILIES))
    app.setStyleSheet(STYLE_SHEET)
    clock = SystemClock()
    members, goods = read_members(options.member), read_goods(options.goods_file)
    window = PhoneWindow(members, goods)
    wallet = CardWallet([member.one_id for member in members], clock.now)
    feed = CameraFeed()
    phone = DemoPhone(
        window=window, wallet=wallet, feed=feed, members=members, goods=goods, elapsed_ms=clock.elapsed_ms
    )
    server = PhoneServer(feed, phone.show, phone.state, options.port)
    fetcher = CardFetcher(options.ledger, options.token_file.read_text(encoding="utf-8").strip())
    thread = QThread()
    thread.setObjectName("demo-phone-cards")
    fetcher.moveToThread(thread)
    phone.card_wanted.connect(fetcher.fetch)
    fetcher.card_fetched.connect(phone.on_card_fetched)
    fetcher.card_not_fetched.connect(phone.on_card_not_fetched)
    thread.start()
    feed.start()
    server.start()
    for number in (signal.SIGINT, signal.SIGTERM):  # Python sees them at the next tick of the phone's clock
        signal.signal(number, lambda *_: app.quit())
    window.show()
    phone.start()
    _write_whole(options.port_file, str(server.port))
    try:
        return app.exec()
    finally:
        server.stop()
        thread.quit()
        thread.wait()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pos_client.demo.phone", description="A member's phone, for demos.")
    parser.add_argument("--ledger", required=True, help="the ledger's URL, for the cards")
    parser.add_argument("--token-file", required=True, type=Path, help="file with the member app's token")
    parser.add_argument("--member", required=True, nargs="+", help="ONE_ID or ONE_ID=NAME; the first is chosen")
    parser.add_argument("--goods-file", required=True, type=Path, help='JSON list of {"name", "barcode", "price"}')
    parser.add_argument("--port-file", required=True, type=Path, help="where the server's port is written")
    parser.add_argument("--port", type=int, default=0, help="port of 127.0.0.1 to listen on (0: any)")
    return parser.parse_args(arguments)


def _write_whole(path: Path, content: str) -> None:
    """Whoever waits for the file never reads half of it."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(content, encoding="utf-8")
    os.replace(partial, path)


if __name__ == "__main__":
    sys.exit(main())
