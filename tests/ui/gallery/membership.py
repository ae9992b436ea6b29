"""What a member gets: benefits, programs, suggestions, the profile, and joining."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from pos_client.application.guide_coupons import GiftAsk
from pos_client.errors import Unavailable
from pos_client.sync.status import SyncStatus
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.widgets.entry_bar import Answer
from retail.guide_coupons import Given
from tests.fake_profile import NEWCOMER, NOON, bought, facts_of, give_profile, give_wanted
from tests.ui.benefits import give_benefits, give_group_rules, give_rewards, give_tags
from tests.ui.collection import FakeAskLine, give_collection
from tests.ui.gallery.base import OFFLINE, ONLINE, Gallery
from tests.ui.joining import let_people_join
from tests.ui.suggesting import give_suggestions, show_buyer
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN, SETTINGS


class NoGifts:
    """A ledger that is asked for no coupon here."""

    def give(self, ask: GiftAsk) -> Given:
        raise Unavailable("ask_no_answer")


def suggestions(gallery: Gallery) -> None:
    """A member at an empty counter, with a basket, with nothing to go by; and for a basket alone."""
    for name, fills, shows in (("a", False, True), ("b", True, True), ("c", True, False)):
        till = FakeTill()
        give_suggestions(till)
        if shows:
            show_buyer(till)
        if fills:
            till.fill()
        window, _ = gallery.signed_in(till)
        gallery.shoot(f"04{name}-suggestions", window)
    till = FakeTill()
    till.show_code()
    window, _ = gallery.signed_in(till)
    gallery.shoot("04d-suggestions-none", window)


def benefits(gallery: Gallery) -> None:
    """Gifts, services, funding, coupons that grow, steps, and all points by a question."""
    for name in ("20-benefits", "21-services", "21b-rewards", "22-funding", "23-points", "24-handouts"):
        till = FakeTill()
        give_benefits(till)
        till.show_code()
        if name == "21b-rewards":
            give_rewards(till)
            shown = till.checkout.state.member
            assert shown is not None
            ends = replace(shown.member, points_end={"group": (300, "2026-11-30")})
            till.checkout.set_member(replace(shown, member=ends))
        till.fill()
        window, view = gallery.signed_in(till)
        till.staff.sign_in(till.staff.check_pin("1009", PIN))
        window.sections.checkout.refresh()
        if name == "21-services":
            view.member.services_button.click()
            view.offers.services.use_button.click()
        elif name == "21b-rewards":
            view.member.services_button.click()
            services = view.offers.services
            services.list.setCurrentIndex(services.model.index_of("reward:MUG"))
            services.use_button.click()
        elif name == "22-funding":
            view.offers.funding_button.click()
        elif name == "23-points":
            view.offers.points_button.click()
            view.pay.button.click()
        elif name == "24-handouts":
            till.sell()
            window.sections.checkout._show_done(till.checkout.state.last_sale)
            window._operations.stop()
        gallery.shoot(name, window)


def group_rules(gallery: Gallery) -> None:
    """A brand that has not joined yet, a tier that does not count for it, and the campaigns."""
    till = FakeTill()
    give_group_rules(till)
    give_tags(till)
    till.show_code()
    till.fill()
    window, _ = gallery.signed_in(till)
    gallery.shoot("25-group-rules", window)
    till = FakeTill()
    give_group_rules(till)
    window, _ = gallery.signed_in(till)
    gallery.shoot("25b-campaigns", window)


def collection(gallery: Gallery) -> None:
    """Brands of one basket: whose tier counts where, tiers and points side by side, and points exchanged."""
    for name in ("26-collection", "26b-programs", "26c-exchange", "26d-exchanged", "26e-draw", "26f-drawn"):
        till = FakeTill()
        give_collection(till)
        till.ask_for_member = FakeAskLine()
        for sku in ("LQX-2201-M", "LQX-7710", "TPS-0417-39", "MTG-3301", "OWN-0777"):
            till.checkout.add_product(sku)
        window, view = gallery.signed_in(till)
        points = window.sections.checkout._points.exchanging
        if name != "26-collection":
            view.offers.programs_button.click()
            view.offers.programs.list.setCurrentIndex(view.offers.programs.model.index(1))
        if name in ("26e-draw", "26f-drawn"):
            view.offers.programs.list.setCurrentIndex(view.offers.programs.model.index(2))
            view.offers.programs.exchange_button.click()
        if name == "26f-drawn":
            window.sections.checkout._points.drawing.confirm()
            window._operations.stop()
            QApplication.processEvents()
        if name in ("26c-exchange", "26d-exchanged"):
            view.offers.programs.exchange_button.click()
            points.answer(Answer("exchange_points", "", "1000"))
            view.entry.hide()
        if name == "26d-exchanged":
            points.confirm()
            window._operations.stop()
            QApplication.processEvents()
        gallery.shoot(name, window)


def wanted(gallery: Gallery) -> None:
    till = FakeTill()
    till.reference.settings_document = {**SETTINGS, "put_aside": {"days": 3}}
    till.ask_gift = NoGifts()
    till.stock.pieces = {"LQX-7710": 4, "LQX-9034": 0, "LQX-2201-M": 7, "TPS-0417-39": 2}
    window, view = gallery.signed_in(till)
    till.show_code()
    for sku in ("LQX-7710", "LQX-9034", "LQX-2201-M"):
        till.checkout.add_product(sku)
    use = till.use_cases().wanted
    use.put_aside("1")
    use.wish("2", "等到货")
    till.clock.advance(26 * 3600)
    till.checkout.add_product("TPS-0417-39")
    assert window.sections.checkout is not None
    window.sections.checkout.refresh()
    view.wanted_asked.emit()
    gallery.shoot("63-wanted", window)
    window.show()
    budgets = [{"offer_id": "BEAUTY", "pieces": 20, "days": 14}, {"offer_id": "OFF30", "pieces": 5, "days": 7}]
    till.reference.settings_document["guide_coupons"] = {"offers": budgets}
    view.gift_asked.emit()
    view.gifts.picked.emit("OFF30")
    gallery.shoot("63a-guide-coupon", window)


def joining(gallery: Gallery) -> None:
    till = FakeTill()
    let_people_join(till)
    till.fill()
    window, view = gallery.signed_in(till)
    view.member.join_button.click()
    view.join.phone.setText("139 0000 0001")
    view.join.name.setText("林小满")
    view.join._buttons[0].setChecked(True)
    view.join._buttons[0].setFocus()
    gallery.shoot("37-joining", window)
    window, view = gallery.signed_in(till)
    view.member.join_button.click()
    view.join.phone_typed.emit("13812346021")
    gallery.shoot("38-joining-known", window)
    till.show_code()
    window, view = gallery.signed_in(till)
    view.member.consents_button.click()
    view.consents.buttons[0].setChecked(True)
    gallery.shoot("39-consents", window)


def profile(gallery: Gallery) -> None:
    """Whom nobody has looked up, a member with everything, without a connection, and one with nothing yet."""
    till = FakeTill()
    till.clock.time = NOON
    give_suggestions(till)
    give_profile(till)
    till.store.member_facts.rows = {"M1": facts_of(recent=bought()[:2])}
    give_wanted(till)
    give_tags(till)
    gallery.shoot("60-profile-nobody", at_profile(gallery, till))
    till.show_code()
    gallery.shoot("61-profile", at_profile(gallery, till))
    till.online = False
    window = at_profile(gallery, till, OFFLINE)
    view = window.page("profile")
    assert isinstance(view, ProfileView)
    view.unmask_asked.emit()
    gallery.shoot("62-profile-offline", window)
    till.online = True
    give_suggestions(till)
    gallery.shoot("62b-profile-suggestions", at_profile(gallery, till))
    window = at_profile(gallery, till)
    view = window.page("profile")
    assert isinstance(view, ProfileView)
    view.wish_asked.emit()
    view.entry.answered.emit(Answer("wish", "M1", "LQX"))
    view.entry.hide()
    gallery.shoot("62c-profile-wish", window)
    till.directory.members.append(NEWCOMER)
    window = at_profile(gallery, till)
    view = window.page("profile")
    assert isinstance(view, ProfileView)
    view.member_picked.emit(NEWCOMER.one_id)
    gallery.shoot("63-profile-nothing-yet", window)


def at_profile(gallery: Gallery, till: FakeTill, sync: SyncStatus = ONLINE) -> MainWindow:
    window, _ = gallery.signed_in(till, sync)
    window.show_section("profile")
    return window
