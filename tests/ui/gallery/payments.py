"""Payment by wallet, gift card and stored value, and promises at a price."""

from __future__ import annotations

from pos_client.application.changes import Changes
from pos_client.application.receipt_codes import ShownRainCheck
from retail.payment_code import PaymentCode
from retail.stored_value import GiftCardCode, ValueHeld, ValueSeen
from retail.wallet_refunds import RefundState, WalletRefund
from retail.wallets import WalletOutcome
from tests.fake_value import CARD_PIN, GOOD, NEW, SETTING, FakeValue
from tests.fake_wallets import FakeWallet
from tests.ui.gallery.base import OFFLINE, ONLINE, Gallery
from tests.ui.till import FakeTill


def wallets(gallery: Gallery) -> None:
    """Payment by wallet: offered, a code that waits for a key, under way, and out of reach."""
    stages = {
        "60-wallet-offered": None,
        "61-wallet-sending": WalletOutcome("pending", "password"),
        "62-wallet-password": WalletOutcome("pending", "password"),
        "63-wallet-unknown": WalletOutcome("unknown", "no_answer"),
        "64-wallet-cancelling": WalletOutcome("unknown", "no_answer"),
    }
    for name, outcome in stages.items():
        till = FakeTill()
        till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        till.fill()
        window, view = gallery.signed_in(till)
        window.stop()
        window.sections.checkout._wallets.hold(PaymentCode("130123456789012345"))
        window.sections.checkout.refresh()
        if name == "60-wallet-offered":
            gallery.shoot("59-wallet-held", window)
            window.show()
        view.pay.button.click()
        if outcome is not None:
            call = till.wallets.start(PaymentCode("130123456789012345"))
            if name != "61-wallet-sending":
                till.wallets.answered(call, outcome)
            till.clock.advance(17)
            if name == "64-wallet-cancelling":
                till.wallets.cancel(call.attempt_id)
        window.sections.checkout.refresh()
        gallery.shoot(name, window)
    till = FakeTill()
    till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
    till.wallets.reach.told("wechat", reached=False)
    till.wallets.reach.told("alipay", reached=False)
    till.fill()
    window, view = gallery.signed_in(till, OFFLINE)
    window.stop()
    view.pay.button.click()
    gallery.shoot("65-wallet-unreachable", window)
    till = FakeTill()
    till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
    window, view = gallery.signed_in(till)
    window.stop()
    for digits, outcome in (
        ("130123456789012345", WalletOutcome("unknown", "no_answer")),
        ("280123456789012345", WalletOutcome("failed", "insufficient_funds")),
        ("130123456789012345", WalletOutcome("pending", "password")),
    ):
        till.fill()
        call = till.wallets.start(PaymentCode(digits))
        till.wallets.set_aside()
        till.wallets.answered(call, outcome)
        till.clock.advance(31)
    window.show_section("payments")
    window._operations.announce(Changes.of("tenders"))
    gallery.shoot("66-open-payments", window)


def wallet_parts(gallery: Gallery) -> None:
    """A part that a wallet pays before the others, and what goes back through wallets."""
    till = FakeTill()
    till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
    till.fill()
    window, view = gallery.signed_in(till)
    window.stop()
    view.pay.button.click()
    for digit in "500":
        view.tender.press(digit)
    gallery.shoot("67-wallet-part-typed", window)
    window.show()
    call = till.wallets.start(PaymentCode("130123456789012345"), 50000)
    news = till.wallets.answered(call, call.run())
    window.sections.wallets.ended.emit(news)
    window._operations.announce(news.changes)
    gallery.shoot("68-wallet-part-paid", window)
    till = FakeTill()
    till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
    window, _ = gallery.signed_in(till)
    window.stop()
    states: tuple[tuple[RefundState, str], ...] = (
        ("refused", "insufficient_funds"),
        ("giving", ""),
        ("waiting", ""),
        ("held", ""),
    )
    for number, (state, reason) in enumerate(states):
        till.store.refunds[f"r{number}"] = WalletRefund(
            refund_id=f"r{number}",
            attempt_id=f"a{number}",
            wallet="alipay" if number % 2 else "wechat",
            amount_minor=(12900, 158500, 4900, 50000)[number],
            total_minor=200000,
            currency="CNY",
            return_id=None if state == "held" else "return",
            basket_id="basket" if state == "held" else None,
            staff_id="1001",
            started_at=till.clock.now().isoformat(timespec="seconds"),
            state=state,
            reason=reason,
            document={"goods": ["云柔羊毛混纺圆领针织衫", "帆布托特包（限定）"][: number + 1]},
        )
    till.refunds.look()
    window.show_section("payments")
    window._operations.announce(Changes.of("refunds"))
    gallery.shoot("69-refunds", window)
    till.shifts.open(50000)
    window.show()
    window.show_section("shift")
    gallery.shoot("55-shift-refunds-under-way", window)


def gift_cards(gallery: Gallery) -> None:
    """A card that is sold, one that is looked at, one that has paid a part, also with a wallet's code in hand and a
    second part, one whose PIN is typed, and no line.
    """
    names = ("85-card-sold", "86-card-shown", "87-card-paid-a-part", "87b-two-parts", "88-card-pin", "89-card-offline")
    for name in (*names, "90-top-up", "91-value-pays"):
        till = FakeTill()
        if name == "87b-two-parts":
            till.wallet_operators = {"wechat": FakeWallet(), "alipay": FakeWallet("alipay")}
        till.reference.settings_document = {**till.reference.settings_document, "stored_value": SETTING}
        till.online = name != "89-card-offline"
        till.ask_value = FakeValue()
        till.checkout.reference_changed()
        till.fill()
        if name >= "90":
            till.show_code()
        window, view = gallery.signed_in(till, ONLINE if till.online else OFFLINE)
        checkout = window.sections.checkout
        seen = ValueSeen(GOOD, "active", "group", "CNY", left_minor=15_000, expires_at="2029-11-11T00:00:00")
        if name == "85-card-sold":
            till.value.sell_card(ValueSeen(NEW, "issued", "group", "CNY", 20_000))
        elif name == "90-top-up":
            till.value.top_up(20_000)
            checkout.refresh()
            checkout._value._tell_member(seen)
            view.member.value_button.click()
        elif name == "86-card-shown":
            checkout._value._tell(GiftCardCode(GOOD, CARD_PIN), seen)
        else:
            view.pay.button.click()
        if name == "87b-two-parts":
            checkout._wallets.hold(PaymentCode("130123456789012345"))
            till.checkout.tender_cash(10_000)
        if name.startswith("87"):
            till.value.held(till.value.begin("gift_card", GOOD, 10**9), ValueHeld(15_000, 0))
        if name == "91-value-pays":
            account, one_id = till.value.member_account()
            till.value.held(till.value.begin("stored_value", account, 50_000, one_id), ValueHeld(50_000, 12_000))
        checkout.refresh()
        if name == "88-card-pin":
            checkout._value.card(GiftCardCode(GOOD))
            view.entry.field.setText("2468")
        gallery.shoot(name, window)


def rain_checks(gallery: Gallery) -> None:
    """What is sold out may be promised; the promise is printed; and one that was shown is sold at its price."""
    for name in ("92-rain-check-offered", "93-rain-check-issued", "94-rain-check-sold"):
        till = FakeTill()
        till.reference.settings_document = {**till.reference.settings_document, "rain_checks": {"days": 30}}
        till.stock.pieces = {"LQX-7710": 0}
        till.checkout.reference_changed()
        window, view = gallery.signed_in(till)
        checkout = window.sections.checkout
        checkout.scan(b"6931112223334", "]E0")
        if name != "92-rain-check-offered":
            _changes, promise = till.rain_checks.issue("1")
            checkout._rain_checks._print(promise)
            checkout.refresh()
        if name == "94-rain-check-sold":
            till.rain_checks.redeem(ShownRainCheck(promise.code, "S01"), "open")
            till.checkout.add_product("LQX-9034")
            view.banner.show_notice(None)
            checkout.refresh()
        gallery.shoot(name, window)
