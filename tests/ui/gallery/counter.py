"""The counter: signing in, the basket, payment, and a sale that is done."""

from __future__ import annotations

from dataclasses import replace

from pos_client.errors import Refused, Unavailable
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.customer.state import customer_state
from pos_client.ui.screens.customer.view import CustomerView
from retail.basket import Quantity
from retail.catalogue import Product
from tests.ui.benefits import give_benefits
from tests.ui.gallery.base import OFFLINE, ONLINE, Gallery
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN


def sign_in(gallery: Gallery) -> None:
    till = FakeTill()
    window = till.window(gallery.language)
    window.show_sync(ONLINE)
    window.sign_in.choose("1001")
    for digit in "246":
        window.sign_in_view.press(digit)
    gallery.shoot("01-sign-in", window)
    window = till.window(gallery.language)
    window.show_sync(OFFLINE)
    window.sign_in._on_refused(Refused("wrong_pin", attempts_left=2))
    gallery.shoot("02-sign-in-refused", window)


def empty(gallery: Gallery) -> None:
    till = FakeTill()
    till.sign_in()
    till.fill()
    till.sell(200000)
    window, _ = gallery.signed_in(till)
    gallery.shoot("03-empty", window)


def member(gallery: Gallery) -> None:
    till = FakeTill()
    till.show_code()
    till.fill()
    till.checkout.use_points("max")
    till.checkout.use_points(600)
    window, view = gallery.signed_in(till)
    view.basket.move_selection(-9)
    view.scan_bar.flash("good", {"zh_CN": "已加入", "zh_TW": "已加入"}.get(gallery.language.code, "Added"))
    gallery.shoot("04-member", window)
    till = FakeTill()
    till.show_code()
    till.fill()
    till.checkout.choose_coupons(["C2"])
    window, view = gallery.signed_in(till)
    gallery.shoot("05-by-hand", window)
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window, view = gallery.signed_in(till)
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window.sections.checkout.refresh()
    view.offers.focus_list()
    row = next(row for row in view.offers.model.rows() if row.coupon_id == "C3")
    view.offers.list.setCurrentIndex(view.offers.model.index_of(view.offers.model.key_of(row)))
    view.offers.coupon_toggled.emit(row)
    gallery.shoot("05b-out-of-reach", window)


def many(gallery: Gallery) -> None:
    till = FakeTill()
    till.show_code()
    for number in range(40):
        product = Product(f"N-{number:03d}", f"第 {number + 1} 件商品 · 常规款", "LQX", 1990 + number * 700)
        till.catalogue.products.append(product)
        till.checkout.add_product(product.sku)
    till.checkout.add_product("OWN-0777")
    window, _ = gallery.signed_in(till)
    gallery.shoot("07-forty-lines", window)


def search(gallery: Gallery) -> None:
    till = FakeTill()
    till.fill()
    window, view = gallery.signed_in(till)
    view.scan_bar.type_text("l")
    view.scan_bar.moved.emit(1)
    gallery.shoot("08-search", window)
    window, view = gallery.signed_in(till)
    view.basket.quantity_button.click()
    gallery.shoot("09-quantity", window)


def parked(gallery: Gallery) -> None:
    till = FakeTill()
    till.sign_in()
    for name, pieces in (("红外套的阿姨", 1), ("", 2), ("等朋友来付", 3)):
        till.show_code() if pieces != 2 else None
        for _ in range(pieces):
            till.fill()
        till.parking.park(name)
        till.clock.advance(17 * 60)
    window, view = gallery.signed_in(till)
    view.basket.empty.parked_button.click()
    gallery.shoot("60-parked", window)
    till = FakeTill()
    till.online = False
    window, view = gallery.signed_in(till, OFFLINE)
    till.fill()
    for number in range(24):
        product = replace(till.catalogue.products[2], sku=f"LQX-77{number:02d}-XL", barcodes=())
        till.checkout.add(product, Quantity.units(1))
    assert window.sections.checkout is not None
    window.sections.checkout.refresh()
    view.code_asked.emit()
    gallery.shoot("61-basket-as-codes", window)


def tender(gallery: Gallery) -> None:
    till = FakeTill()
    till.show_code()
    till.fill()
    window, view = gallery.signed_in(till)
    view.pay.button.click()
    for digit in "1500":
        view.tender.press(digit)
    gallery.shoot("10-cash", window)
    window, view = gallery.signed_in(till)
    view.pay.button.click()
    till.checkout.tender_card(50000, "T-884213")
    till.checkout.tender_cash(20000)
    window.sections.checkout.refresh()
    view.tender.card_tab.click()
    gallery.shoot("11-split", window)


def done(gallery: Gallery) -> None:
    till = FakeTill()
    till.show_code()
    till.fill()
    till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:192.168.1.50:9100")
    window, view = gallery.signed_in(till)
    view.pay.button.click()
    for digit in "1500":
        view.tender.press(digit)
    view.tender.take()
    window._operations.stop()
    gallery.shoot("12-done-print-failed", window)
    till.receipts.failure = None
    view.done.reprint_button.click()
    window._operations.stop()
    window.sections.checkout._view.banner.show_notice(None)
    gallery.shoot("13-done", window)


def customer(gallery: Gallery) -> None:
    """What the shopper sees; the till's guides on the cashier's side."""
    settings = {"customer_display": {"qr": "https://pay.example/s01", "qr_label": "微信、支付宝扫码付款"}}
    view = CustomerView("静安寺旗舰店")
    gallery.shoot("61-customer-idle", view)
    till = FakeTill()
    give_benefits(till)
    window, checkout = gallery.signed_in(till)
    shown: list[CheckoutViewState] = []
    window.checkout_shown.connect(shown.append)
    till.show_code()
    till.fill()
    checkout.basket.guide_button.click()
    checkout.guides.picked.emit("1003")
    presenter = window.sections.checkout
    assert presenter is not None
    presenter.refresh()  # the shopper's window hears of it with the panels, when the counter is quiet
    gallery.shoot("62-guides", window)
    view = CustomerView("静安寺旗舰店")
    view.show_state(customer_state(shown[-1], settings))
    gallery.shoot("63-customer-basket", view)
    view = CustomerView("静安寺旗舰店")
    view.show_state(customer_state(replace(shown[-1], phase="tender", remaining_minor=12900), settings))
    gallery.shoot("64-customer-tender", view)
