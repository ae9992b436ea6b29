"""A number that is both goods and a member's old card: whoever sees the thing says which it is."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.application.scanning import Meaning
from pos_client.errors import Refused, UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.language import translate
from pos_client.ui.screens.checkout.view import BANNER_KEY, CheckoutView
from pos_client.ui.widgets.banner import BannerAction
from retail.ports import StoreFailed


def asks_which(view: CheckoutView, error: UserFacing | StoreFailed, choose: Callable[[Meaning], object]) -> bool:
    """Offer both in the banner; `choose` is told. False: the refusal is another one, and nothing was shown."""
    if not isinstance(error, Refused) or error.code != "goods_or_card":
        return False

    def goods() -> None:
        choose("goods")

    def member() -> None:
        choose("member")

    view.banner.show_notice(
        lambda: notice_of(error),
        BannerAction("scan-barcode", "F1", lambda: translate("CheckoutPresenter", "The goods"), goods),
        BannerAction("user-round", BANNER_KEY, lambda: translate("CheckoutPresenter", "The member"), member),
    )
    view.scan_bar.flash("bad", translate("CheckoutPresenter", "Which is it?"))
    return True
