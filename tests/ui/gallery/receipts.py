"""Sales that are over: receipts, returns, who earned of them."""

from __future__ import annotations

import base64
import io
from dataclasses import replace

from PIL import Image
from PySide6.QtWidgets import QApplication

from pos_client.sync.status import Coming
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.devices.presenter import DevicesPresenter
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Quantity
from retail.guides import shares_of
from retail.payment_code import PaymentCode
from tests.fake_earnings import EARNING_RULES
from tests.fake_sold_sales import FakeSoldSales
from tests.fake_wallets import FakeWallet
from tests.ui.collection import give_collection
from tests.ui.gallery.base import OFFLINE, ONLINE, Gallery, picture
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN, SETTINGS


def pages(gallery: Gallery) -> None:
    till = FakeTill()
    till.sign_in()
    for pieces in range(1, 7):
        if pieces % 2:
            till.show_code()
        till.checkout.add_product("LQX-7710", Quantity.units(pieces))
        till.sell()
    logo = io.BytesIO()
    Image.radial_gradient("L").crop((0, 64, 256, 192)).save(logo, "PNG")
    till.reference.settings_document = {
        **SETTINGS,
        "receipt": {
            "header": ["静安寺旗舰店", "南京西路 1601 号 · 021-6288 0000"],
            "footer": ["七天无理由退换，请保留小票"],
            "logo_png": base64.b64encode(logo.getvalue()).decode(),
            "einvoice_url": "https://fapiao.example/a?n={receipt}&t={amount}",
        },
    }
    till.receipts.printed = [(sale.sale_id, False) for sale in till.store.sales[:-2]]
    till.receipts.printed.append((till.store.sales[0].sale_id, True))
    till.draw_receipts()
    window, _ = gallery.signed_in(till)
    window.show_section("receipts")
    window._operations.stop()
    QApplication.processEvents()
    gallery.shoot("14-receipts", window)
    window.page("receipts").preview.paper_button.click()
    window._operations.stop()
    QApplication.processEvents()
    gallery.shoot("14b-receipts-narrow", window)
    window.sections.receipts.return_asked.emit(till.store.sales[-2].sale_id)
    page = window.page("returns")
    page.more_button.click()
    page.more_button.click()
    page.damaged_button.click()
    gallery.shoot("14a-return", window)
    page.confirm_button.click()
    window._operations.stop()
    gallery.shoot("14b-return-done", window)

    window, _ = gallery.signed_in(till, OFFLINE)
    window.show_section("connection")
    gallery.shoot("15-connection-offline", window)
    window, _ = gallery.signed_in(till)
    window.show_section("connection")
    gallery.shoot("16-connection", window)
    coming = (Coming("products", 320_000, 1_000_000), Coming("members", 61_000, 200_000))
    window.show_sync(replace(ONLINE, pulling=coming, waiting=2))
    gallery.shoot("16b-connection-fresh", window)
    window.show_section("checkout")
    gallery.shoot("16c-checkout-fresh", window)
    till.settings.change("camera", "0")
    till.devices.is_low = True
    window, _ = gallery.signed_in(till)
    window.show_section("devices")
    assert isinstance(window.sections.devices, DevicesPresenter)
    window.sections.devices.show_camera("running", 28.6)
    window.sections.devices.show_code("UM1:…", "QRCode")
    window.sections.devices.show_frame(picture())
    gallery.shoot("17-devices", window)


def returns(gallery: Gallery) -> None:
    """Sales of other tills, goods without a receipt, and an exchange on its way to payment."""
    till, far = FakeTill(), FakeTill()
    far.store.store, far.store.till = "S02", "T05"
    far.sign_in()
    for sku in ("LQX-9034", "TPS-0417-39"):
        far.show_code()
        far.checkout.add_product(sku)
        far.sell()
    till.sold_sales = FakeSoldSales([till.store, far.store])
    till.sign_in()
    till.checkout.add_product("LQX-9034")
    till.sell()
    window, _ = gallery.signed_in(till)
    window.show_section("receipts")
    gallery.shoot("14c-receipts-of-all", window)
    window.page("receipts").search_asked.emit()
    finder = window.sections.returns._finder
    gallery.shoot("14d-sales-asked", window)
    finder.find("6021")
    window._operations.stop()
    QApplication.processEvents()
    window.page("returns").entry.hide()
    gallery.shoot("14e-sales-found", window)
    till.online = False
    window.sections.returns.show_elsewhere("S02", "T05", "x")
    window._operations.stop()
    QApplication.processEvents()
    gallery.shoot("14f-elsewhere-offline", window)
    till.online = True
    window.page("receipts").unreceipted_asked.emit()
    page = window.page("unreceipted")
    for code in (b"6935556667778", b"6931112223334", b"6931112223334"):
        window.sections.unreceipted.scan(code, None)
    window.sections.unreceipted._on_answer(Answer("price", "LQX-7710", "99"))
    page.choose("LQX-7710")
    gallery.shoot("14g-no-receipt", window)
    _exchange(gallery, till, window)


def _exchange(gallery: Gallery, till: FakeTill, window: MainWindow) -> None:
    """The newest sale for other goods."""
    window.sections.returns.show_sale(till.store.sales[-1].sale_id)
    window._operations.stop()
    QApplication.processEvents()
    window.page("returns").all_button.click()
    window.page("returns").exchange_button.click()
    till.checkout.add_product("LQX-7710")
    gallery.shoot("14h-exchange-worth-more", window)
    till.checkout.add_product("TPS-0417-39")
    window.sections.checkout.refresh()
    gallery.shoot("14i-exchange", window)
    window.page("checkout").pay.button.click()
    QApplication.processEvents()
    gallery.shoot("14j-exchange-payment", window)
    window.page("checkout").tender.take_button.click()
    window._operations.stop()
    QApplication.processEvents()
    gallery.shoot("14k-exchange-done", window)


def return_by_wallet(gallery: Gallery) -> None:
    till = FakeTill()
    till.wallet_operators = {"wechat": FakeWallet()}
    till.sign_in()
    till.fill()
    till.checkout.tender_cash(50000)
    call = till.wallets.start(PaymentCode("130123456789012345"))
    till.wallets.answered(call, call.run())
    window, _ = gallery.signed_in(till)
    window.stop()
    window.show_section("receipts")
    window.sections.receipts.return_asked.emit(till.store.sales[-1].sale_id)
    window.page("returns").all_button.click()
    gallery.shoot("14g-return-by-wallet", window)


def line_accounts(gallery: Gallery) -> None:
    """Who pays and who earns of each line of a sale, beside the receipts."""
    till = FakeTill()
    give_collection(till)
    till.reference.settings_document["commission"] = EARNING_RULES
    till.checkout.reference_changed()
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    for sku in ("LQX-2201-M", "TPS-0417-39", "MTG-3301"):
        till.checkout.add_product(sku)
    till.checkout.say(guides=shares_of({"1003": 1}))
    till.sell()
    window, _ = gallery.signed_in(till)
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window.show_section("receipts")
    window.sections.receipts.refresh()
    window.page("receipts").accounts_button.click()
    gallery.shoot("28-line-accounts", window)
