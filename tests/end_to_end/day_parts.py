"""The parts of a business day, from the float to the Z report, played through the till's window."""

from __future__ import annotations

from datetime import datetime, timedelta

from bench.day import FILES_MAX, QT_OBJECTS_MAX, held
from central_ledger.application.member_codes import member_code
from central_ledger.demo.barcodes import with_check_digit
from tests.desk import CTRL, SHIFT, Key
from tests.end_to_end.business_day import CASHIER, Day, F
from tests.end_to_end.counter import books
from tests.end_to_end.shop_day import GUIDES, PARK

MANAGER = ("E1007", "520131")
BLOCKS_PER_SALE_MAX = 200  # papers, log lines and lists that grow to their limits; a sale kept would be some thousand
FLOAT_MINOR, SHORT_MINOR = 150_000, 1_230
# Of the store's own goods: a notebook of 39.90, a book, a teapot.
NOTEBOOK, BOOK, TEAPOT = "6958419013798", "6958419014160", "6958419013057"
# A wallet behaves by the last digit of its code: 0 pays, 1 wants its password, 2 is poor.
WECHAT, ALIPAY = "13012345678901234", "2812345678901234"
UNDO = CTRL | Key.Key_Z


def morning(day: Day) -> None:
    """Nothing is sold before a float was counted; then plain sales begin."""
    till = day.till
    till.sign_in(*CASHIER)
    till.wait(lambda: till.app.base.connection.online)
    till.scan(day.code())
    till.to_payment()
    till.press(F.Key_F12)
    till.wait(lambda: "开班" in till.said)
    till.press(F.Key_Escape, F.Key_F7, F.Key_F7)
    till.go(5)
    till.press(F.Key_F12)
    till.count(FLOAT_MINOR)
    till.cash_minor += FLOAT_MINOR
    assert till.app.till.shifts.current is not None
    till.go(1)
    for received in ("", "3000", "", "2000"):
        till.sell_cash(day.code(), received=received)
        till.next()
    till.scan(day.code())
    till.to_payment()
    till.take_card("R1")
    till.done()
    till.next()
    till.sell_cash(NOTEBOOK)  # 39.90, in coins of ten fen
    till.next()
    for _ in range(3):
        till.scan(day.code())
    till.press(F.Key_Delete)
    assert len(till.lines()) == 2
    till.press(UNDO)
    assert len(till.lines()) == 3
    till.press(F.Key_Up, F.Key_Delete)
    till.sell_cash()
    till.next()
    till.scan(NOTEBOOK)
    till.press(F.Key_F7, F.Key_F7)
    assert till.lines() == {}


def members_come(day: Day) -> None:
    """Best benefits, a coupon less by hand, points; with a phone's code each time."""
    till = day.till
    for _ in range(6):
        till.scan(day.code())
        day.shows_code(next(day.members))
        till.sell_cash(day.code(), received="5000")
        till.next()
    gold = next(m for m in day.group.members if m.one_id == "M10000133")
    for _ in range(3):
        till.scan(day.code())
    day.shows_code(gold)
    best = till.app.till.checkout.state.payable_minor
    till.press(F.Key_F5, F.Key_Return)
    assert till.app.till.checkout.state.payable_minor != best
    till.press(F.Key_Escape)
    till.sell_cash()
    till.next()
    for one_id in ("M10000199", "M10000088"):
        rich = next(m for m in day.group.members if m.one_id == one_id)
        till.scan(day.code())
        day.shows_code(rich)
        till.press(F.Key_F6, F.Key_F6)
        assert till.app.till.checkout.state.pricing.points_used > 0
        till.to_payment()
        till.take_card("R2")
        till.done()
        till.next()


def odd_goods(day: Day) -> None:
    """Weights, prices in labels, GS1 with a last day, quantities, goods that nobody knows, other prices."""
    till = day.till
    till.scan(with_check_digit("210100900350"))
    assert till.lines() == {"SW44001-11": "0.350"}
    till.sell_cash()
    till.next()
    till.scan(with_check_digit("220004201990"))
    assert till.app.till.checkout.state.payable_minor == 1990
    till.sell_cash(received="20")
    till.next()
    today = datetime.now().astimezone()
    serum = day.code()
    till.scan(f"010{serum}17{today - timedelta(days=40):%y%m%d}10LOT7")
    assert "过期" in till.said or "有效" in till.said, till.said
    till.sell_cash(f"010{serum}17{today + timedelta(days=40):%y%m%d}10LOT8")
    till.next()
    till.press("3*")
    till.scan(NOTEBOOK)
    till.press("2")
    till.scan(BOOK)
    assert till.lines() == {"SW49001-11": "3", "SW50001-11": "2"}
    till.sell_cash()
    till.next()
    till.scan("6999999999994")
    till.press(F.Key_F1, "candle", F.Key_Return, "25", F.Key_Return, "1")
    till.approve(*MANAGER)
    till.sell_cash()
    till.next()
    till.scan(BOOK)
    till.press(F.Key_F9, "60", F.Key_Return, "1")
    till.approve(*MANAGER)  # goods that no discount is meant for
    till.sell_cash()
    till.next()
    till.scan(TEAPOT)
    till.press(F.Key_F9, "%30", F.Key_Return, "2")
    till.approve(*MANAGER)
    till.sell_cash()
    till.next()


def wallets_pay(day: Day) -> None:
    """A scan pays; a password, a poor wallet, a code inside the member's; parts by card, cash and wallet."""
    till, view = day.till, day.till.view
    for code in (WECHAT + "0", ALIPAY + "0"):
        till.scan(day.code())
        till.scan(code)
        till.done()
        till.next()
    till.scan(day.code())
    till.scan(WECHAT + "1")
    till.wait(lambda: any(order.state == "paying" for order in day.wallets.orders.values()))
    (number,) = (number for number, order in day.wallets.orders.items() if order.state == "paying")
    day.wallets.enter_password(number)
    till.done()
    till.next()
    till.scan(day.code())
    till.to_payment()
    till.scan(ALIPAY + "2")
    till.wait(lambda: till.said)
    till.take_cash()
    till.done()
    till.next()
    till.scan(day.code())
    day.shows_code(next(day.members), WECHAT + "0")
    till.press(F.Key_F11)
    till.done()
    till.next()
    for first, then in (("card", "cash"), ("cash", "wallet")):
        till.scan(day.code())
        till.scan(day.code())
        till.to_payment()
        if first == "card":
            till.take_card("R3", "100")
        else:
            till.take_cash("50")
        till.wait(lambda: till.app.till.checkout.state.tenders)
        if then == "cash":
            till.press(F.Key_F9)
            till.take_cash()
        else:
            till.scan(WECHAT + "0")
        till.done()
        till.next()
    assert view.phase == "basket"
    assert day.wallets.bad_requests == []


def parked_and_shared(day: Day) -> None:
    """A basket waits while another shopper pays; two guides share in it."""
    till = day.till
    till.scan(TEAPOT)
    till.scan(BOOK)
    till.press(PARK, "li", F.Key_Return)
    assert till.lines() == {}
    till.sell_cash(day.code())
    till.next()
    till.take_up("1")
    assert till.lines() == {"SW48001-11": "1", "SW50001-11": "1"}
    till.press(GUIDES, "1", "2", F.Key_Return)
    till.sell_cash()
    till.next()
    till.go(5)
    till.move_cash(F.Key_F6, "100", "change")
    till.cash_minor += 10_000
    till.move_cash(F.Key_F8, "2000", "safe")
    till.cash_minor -= 200_000
    till.go(1)
    till.wait(till.in_sync)


def outage(day: Day) -> None:
    """The ledger is killed: goods, members and benefits go on; then it is back, and hears all of it."""
    till = day.till
    codes = []
    for _ in range(4):
        member = next(day.members)
        with books(day.ledger) as opened_books:
            codes.append(member_code(opened_books, member.one_id)[0])
    day.ledger.kill()
    till.sell_cash(day.code())
    till.next()
    till.wait(lambda: not till.app.base.connection.online)
    for code in codes:
        till.scan(day.code())
        till.scan(code)
        assert till.app.till.checkout.state.member is not None, till.said
        till.sell_cash(day.code(), received="5000")
        till.next()
    for _ in range(4):
        till.scan(day.code())
        till.to_payment()
        till.take_card("R4")
        till.done()
        till.next()
    assert till.app.window._sync.waiting >= 9
    day.ledger.start()
    till.sync_now()
    till.wait(till.in_sync)


def surge(day: Day) -> None:
    """Fast scans; the next sale is under way while a slow printer still has the last one's receipt. Thirty sales later
    the till holds no more than before them.
    """
    till, printer = day.till, day.printer
    few = [day.code() for _ in range(5)]
    till.sell_cash(*few)  # words that were drawn once are kept, up to a number
    till.next()
    till.wait(lambda: day.receipts() == till.sold and till.in_sync())
    before, sales = held(till.app), 30
    printer.may_print.clear()
    for number in range(sales):
        codes = few if number < 5 else few[number % 4 :][: 1 + number % 2]
        till.sell_cash(*codes, received="" if number % 2 else "9000")
        if number == 2:
            assert day.receipts() < till.sold
            printer.may_print.set()  # sooner than a till gives a printer up
        # No Enter: the next shopper's goods take the finished sale away.
    till.scan(NOTEBOOK)
    assert till.lines() == {"SW49001-11": "1"}
    till.sell_cash()
    till.wait(lambda: day.receipts() == till.sold and till.in_sync())
    till.next()
    after = held(till.app)
    assert after.qt_objects - before.qt_objects <= QT_OBJECTS_MAX, (before, after)
    assert after.files - before.files <= FILES_MAX, (before, after)
    assert (after.blocks - before.blocks) / sales < BLOCKS_PER_SALE_MAX, (before, after)


def goods_come_back(day: Day) -> None:
    """By the code on the receipt: in cash, by card, of a member's sale; exchanged."""
    till = day.till
    one, two = day.code(), day.code()
    in_cash = day.sold_for(one, two)
    by_card = day.sold_for(NOTEBOOK, card="R9")
    of_member = day.sold_for(day.code(), day.code(), member=next(day.members))
    to_swap = day.sold_for(BOOK)
    till.wait(till.in_sync)

    till.scan(in_cash)
    till.press(F.Key_F8)
    till.scan(one)
    day.taken_back()
    till.cash_minor -= day.refunded()["cash"]

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(by_card)
    till.press(F.Key_F8, F.Key_F8, F.Key_F12)
    till.wait(day.returns.entry.isVisible)  # not before the ledger has said what came back elsewhere
    till.press("RF9", F.Key_Return)
    day.told_refund()
    assert set(day.refunded()) == {"card"}

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(of_member)
    till.press(F.Key_F8, "+")
    day.taken_back()
    till.cash_minor -= day.refunded()["cash"]

    till.press(F.Key_Escape)
    till.go(1)
    till.scan(to_swap)
    till.press(F.Key_F8)
    till.scan(BOOK)
    till.press(F.Key_F4)
    till.wait(lambda: till.app.till.checkout.state.exchange is not None)
    till.sell_cash(TEAPOT)
    till.next()


def goods_come_back_without_a_receipt(day: Day) -> None:
    """With a manager's word; and the last sale is voided."""
    till = day.till
    till.go(2)
    till.press(SHIFT | F.Key_F8)
    till.scan(NOTEBOOK)
    till.press(F.Key_F12)
    till.approve(*MANAGER)
    till.wait(lambda: "cash" in day.refunded())
    till.cash_minor -= day.refunded()["cash"]
    till.press(F.Key_Escape)
    till.go(1)

    day.sold_for(TEAPOT)
    till.wait(till.in_sync)
    till.go(2)
    till.press(F.Key_F9, F.Key_F12)
    till.approve(*MANAGER)
    day.told_refund()
    till.cash_minor -= day.refunded()["cash"]
    till.press(F.Key_Escape)
    till.go(1)


def evening(day: Day) -> None:
    """X report; a blind count that is short; the Z report."""
    till = day.till
    page = till.app.window.page("shift")
    papers = len(day.printer.papers)
    till.go(5)
    till.press(F.Key_F10)
    till.wait(lambda: len(day.printer.papers) == papers + 1)
    till.wait(page.banner.text)
    till.press(F.Key_F12)
    till.count(till.cash_minor - SHORT_MINOR)
    till.press("note of ten missing", F.Key_Return)
    till.wait(lambda: till.app.till.shifts.current is None)
    till.wait(lambda: len(day.printer.papers) == papers + 2)
    till.wait(till.in_sync)


PARTS = (
    morning,
    members_come,
    parked_and_shared,
    goods_come_back,
    goods_come_back_without_a_receipt,
    odd_goods,
    wallets_pay,
    outage,
    surge,
    evening,
)
