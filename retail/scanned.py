"""What a scanner said, sorted into kinds: a cashier never says first what is going to be scanned.

Contract: docs/spec/member-code.md, section 2, whose order of tests `classify` follows. Nothing is verified here but
check digits: signed codes are opened by `retail.code` and `retail.paper_codes`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from retail.clientele import JOIN_PREFIX, typed_code
from retail.gs1 import Gs1Facts, is_digital_link, read_digital_link, read_elements, starts_with_gtin
from retail.gtin import expanded_upc_e, gtin_14, is_gtin, lookup_keys
from retail.in_store import InStoreLayout, InStoreMisread, read_in_store
from retail.payment_code import PaymentCode, provider_of
from retail.stored_value import CODE_PREFIX, GiftCardCode, read_card
from retail.symbology import Symbology, split_aim, symbology_of

MAX_BYTES = 4096
_ALLOWED_CONTROLS = frozenset("\x1d\x1e\x04")  # GS, RS and EOT, which structure GS1 and ISO/IEC 15434 data
_LONG_DIGITS = re.compile(r"\d{16,}")
_DIGITS_TO_ZERO = str.maketrans("123456789", "000000000")

SignedKind = Literal["member_code", "coupon", "receipt", "staff_badge", "rain_check", "basket"]
_PREFIXES: dict[str, SignedKind] = {
    "UM1:": "member_code",
    "UC1:": "coupon",
    "UR1:": "receipt",
    "US1:": "staff_badge",
    "UK1:": "rain_check",
    "UB1:": "basket",
}


@dataclass(frozen=True, slots=True)
class MemberCardRange:
    """Numbers of plastic member cards, `first` to `last`, of one length and one form (letters where `first` has them).

    `printed_as_ean_13`: these cards carry an EAN-13, so an EAN-13 in the range is a card and not goods, unless the
    catalogue has it. Raises ValueError when first and last do not fit each other.
    """

    first: str
    last: str
    printed_as_ean_13: bool = False

    def __post_init__(self) -> None:
        if not self.first or _form(self.first) != _form(self.last) or self.first > self.last:
            raise ValueError(f"not a range of card numbers: {self.first} to {self.last}")

    def __contains__(self, number: str) -> bool:
        return _form(number) == _form(self.first) and self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """What a store decides about codes. `currency_exponent` turns a price in a GS1 code into minor units."""

    in_store_layouts: tuple[InStoreLayout, ...] = ()
    member_card_ranges: tuple[MemberCardRange, ...] = ()
    currency_exponent: int = 2


@dataclass(frozen=True, slots=True)
class Goods:
    """A product's code. `catalogue_key` is the text that the catalogue knows it by, None when it knows none of
    `lookup_keys`. `gtin` has 14 digits. Weight in thousandths of the unit; price for the whole, in minor units.
    """

    lookup_keys: tuple[str, ...]
    catalogue_key: str | None = None
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    best_before: date | None = None
    weight_thousandths: int | None = None
    price_minor: int | None = None


@dataclass(frozen=True, slots=True)
class InStoreGoods:
    """A scale's label: the item, and either the price for the whole or the weight. `catalogue_key` as in Goods."""

    item: str
    lookup_keys: tuple[str, ...]
    catalogue_key: str | None = None
    price_minor: int | None = None
    weight_thousandths: int | None = None


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A member code, coupon, receipt or staff badge, not yet opened. The text may hold a payment code, so no repr."""

    kind: SignedKind
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class WalletPayment:
    """A wallet's payment code, for the tender alone."""

    code: PaymentCode


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A plastic card's number: it names a member and proves nothing."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GoodsOrCard:
    """Both goods of the catalogue and a number that a brand gave a member: only who sees the thing can tell which."""

    goods: Goods | InStoreGoods
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A gift card: its number, and its PIN when the code under the scratched field was read."""

    card: GiftCardCode


@dataclass(frozen=True, slots=True)
class JoinCode:
    """The code of a guide, or of a place: who joins by it is theirs. It proves nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that we know. `shown` is what was read, fit for a screen: runs of 16 digits or more are masked."""

    shown: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Refused before it was read, or misread."""

    reason: Literal["empty", "too_long", "control_characters", "in_store_check_digit"]


Scanned = (
    Goods
    | InStoreGoods
    | GoodsOrCard
    | SignedCode
    | WalletPayment
    | MemberCard
    | GiftCard
    | JoinCode
    | Unknown
    | Malformed
)

#: Of some writings of one number, the one that is the number of a member's card; None: it is nobody's.
LinkedCard = Callable[[Sequence[str]], str | None]


def classify(
    data: bytes | str,
    symbology: str | None = None,
    *,
    settings: ScanSettings,
    in_catalogue: Callable[[str], bool],
    linked_card: LinkedCard = lambda numbers: None,
) -> Scanned:
    """The kind of what was read, whatever was read: this raises nothing of its own.

    `symbology` is an AIM identifier (`]E0`) or a decoder's name (`EAN13`, `QRCode`, …); an AIM identifier at the start
    of the data is taken off and wins. `in_catalogue` tells whether the store's catalogue has a product by this text.
    """
    text = text_of(data)
    if refused := _refused(text, data):
        return refused
    aim, text = split_aim(text)
    told = symbology_of(aim or symbology)
    return _or_card(_by_form(text, told, settings, in_catalogue), text, linked_card)


def _or_card(found: Scanned, text: str, linked_card: LinkedCard) -> Scanned:
    """A number that a brand gave before there was one membership may have any form, that of goods too: the member
    behind it goes before goods that nobody has, and beside goods that are there.
    """
    if isinstance(found, Goods) and text not in found.lookup_keys:
        return found  # what GS1 wrote about goods, or a UPC-E: no card has that
    if isinstance(found, Goods | InStoreGoods):
        writings = lookup_keys(text) if is_gtin(text) else (text,)
        number = linked_card(writings)
        if number is None:
            return found
        return MemberCard(number) if found.catalogue_key is None else GoodsOrCard(found, number)
    if isinstance(found, Unknown) or found == Malformed("in_store_check_digit"):
        number = linked_card((text,))
        return found if number is None else MemberCard(number)
    return found


def _by_form(text: str, told: Symbology | None, settings: ScanSettings, in_catalogue: Callable[[str], bool]) -> Scanned:
    if text[:4] in _PREFIXES:
        return SignedCode(_PREFIXES[text[:4]], text)
    if text.startswith(JOIN_PREFIX):
        return JoinCode(typed_code(text))
    if text.startswith(CODE_PREFIX):
        card = read_card(text)
        return Unknown(CODE_PREFIX) if card is None else GiftCard(card)  # what is torn may still hold a PIN
    if told is Symbology.RETAIL or told is Symbology.UPC_E:
        return _retail_symbol(text, told, settings, in_catalogue)
    if told is Symbology.GS1 or is_digital_link(text):
        facts = read_digital_link(text) or (read_elements(text) if told is Symbology.GS1 else None)
        return _gs1_goods(facts, settings, in_catalogue) if facts else _any_code(text, in_catalogue)
    return _untold(text, settings, in_catalogue)


def _retail_symbol(text: str, told: Symbology, settings: ScanSettings, in_catalogue: Callable[[str], bool]) -> Scanned:
    """EAN and UPC are goods, whatever their digits look like. An add-on after a space is not part of the number."""
    number = text.partition(" ")[0]
    if told is Symbology.UPC_E or not is_gtin(number):
        number = expanded_upc_e(number) or number
    if not is_gtin(number):
        return _any_code(text, in_catalogue)
    found = _found(lookup_keys(number), in_catalogue) or _in_store(number, settings, in_catalogue)
    if found:
        return found
    if any(number in cards for cards in settings.member_card_ranges if cards.printed_as_ean_13):
        return MemberCard(number)
    return Goods(lookup_keys(number), gtin=gtin_14(number))


def _untold(text: str, settings: ScanSettings, in_catalogue: Callable[[str], bool]) -> Scanned:
    """A symbology that says nothing about its content, or none: the catalogue first, then by the digits."""
    # Six or seven digits may be anything; eight with a right check digit may be a UPC-E whose scanner tells nothing.
    upc_e = expanded_upc_e(text) if len(text) == 8 else None
    numbers = [number for number in (text, upc_e) if number and is_gtin(number)]
    keys = tuple(key for number in numbers for key in lookup_keys(number))
    found = _found(tuple(dict.fromkeys((text, *keys))), in_catalogue)
    if found:
        return found
    if is_gtin(text) and (label := _in_store(text, settings, in_catalogue)):
        return label
    if provider_of(text):
        return WalletPayment(PaymentCode(text))
    if any(text in cards for cards in settings.member_card_ranges):
        return MemberCard(text)
    if (card := read_card(text)) is not None:
        return GiftCard(card)
    if is_gtin(text):
        return Goods(lookup_keys(text), gtin=gtin_14(text))
    if starts_with_gtin(text) and (facts := read_elements(text)):
        return _gs1_goods(facts, settings, in_catalogue)
    return _unknown(text)


def _found(keys: tuple[str, ...], in_catalogue: Callable[[str], bool]) -> Goods | None:
    key = next((key for key in keys if in_catalogue(key)), None)
    return Goods(keys, key, gtin=gtin_14(key) if is_gtin(key) else None) if key is not None else None


def _any_code(text: str, in_catalogue: Callable[[str], bool]) -> Goods | Unknown:
    return _found((text,), in_catalogue) or _unknown(text)


def _in_store(
    number: str, settings: ScanSettings, in_catalogue: Callable[[str], bool]
) -> InStoreGoods | Malformed | None:
    """`number` has a right check digit."""
    if len(number) != 13:
        return None
    try:
        label = read_in_store(number, settings.in_store_layouts)
    except InStoreMisread:
        return Malformed("in_store_check_digit")
    if label is None:
        return None
    key = next((key for key in label.lookup_keys if in_catalogue(key)), None)
    return InStoreGoods(label.item, label.lookup_keys, key, label.price_minor, label.weight_thousandths)


def _gs1_goods(facts: Gs1Facts, settings: ScanSettings, in_catalogue: Callable[[str], bool]) -> Goods:
    keys = lookup_keys(facts.gtin)
    return Goods(
        lookup_keys=keys,
        catalogue_key=next((key for key in keys if in_catalogue(key)), None),
        gtin=facts.gtin,
        lot=facts.lot,
        serial=facts.serial,
        expiry=facts.expiry,
        best_before=facts.best_before,
        weight_thousandths=facts.weight_thousandths,
        price_minor=_minor(facts.price, settings.currency_exponent),
    )


def _minor(price: tuple[int, int] | None, exponent: int) -> int | None:
    """A price with its decimals in minor units; None when it is finer than the currency: a till rounds no label."""
    if price is None:
        return None
    value, decimals = price
    minor, rest = divmod(value * int(10**exponent), int(10**decimals))
    return None if rest else minor


def text_of(data: bytes | str) -> str:
    """What was read, as a text."""
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")  # what Chinese scanners and code makers use beside UTF-8


def _refused(text: str, data: bytes | str) -> Malformed | None:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", errors="surrogatepass"))
    if size > MAX_BYTES:
        return Malformed("too_long")
    if any(unicodedata.category(character) == "Cc" for character in set(text) - _ALLOWED_CONTROLS):
        return Malformed("control_characters")
    return None if text else Malformed("empty")


def _unknown(text: str) -> Unknown:
    """Visible and harmless: separators become their pictures (U+241D …), what cannot be printed a middle dot."""
    visible = "".join(
        chr(0x2400 + ord(character))
        if character in _ALLOWED_CONTROLS
        else character
        if character.isprintable()
        else "·"
        for character in text
    )
    return Unknown(_LONG_DIGITS.sub(lambda run: "*" * len(run.group()), visible))


def _form(number: str) -> str:
    return number.translate(_DIGITS_TO_ZERO)
