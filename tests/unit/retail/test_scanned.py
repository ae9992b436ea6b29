"""Whatever a scanner says is sorted into its kind, in the contract's order of tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retail.gtin import check_digit
from retail.in_store import InStoreLayout
from retail.payment_code import PaymentCode
from retail.scanned import (
    Goods,
    GoodsOrCard,
    InStoreGoods,
    Malformed,
    MemberCard,
    MemberCardRange,
    Scanned,
    ScanSettings,
    SignedCode,
    Unknown,
    WalletPayment,
    classify,
)

EAN = "6901234567892"
WECHAT, ALIPAY, UNIONPAY = "134567890123456789", "2812345678901234", "6212345678901234567"
CARD = "5200000000000042"
EAN_CARD = "9912345678908"
GTIN = "09501101530003"
SETTINGS = ScanSettings(
    in_store_layouts=(InStoreLayout("21IIIIIWWWWWC"), InStoreLayout("22IIIIKPPPPPC")),
    member_card_ranges=(
        MemberCardRange("5200000000000000", "5299999999999999"),
        MemberCardRange("TC000001", "TC999999"),
        MemberCardRange("2980000000000", "2989999999999"),
        MemberCardRange("9912345000000", "9912345999999", printed_as_ean_13=True),
    ),
)


def said(
    data: bytes | str, symbology: str | None = None, catalogue: tuple[str, ...] = (), settings: ScanSettings = SETTINGS
) -> Scanned:
    return classify(data, symbology, settings=settings, in_catalogue=catalogue.__contains__)


def ean(payload: str) -> str:
    return payload + str(check_digit(payload))


def goods(data: bytes | str, symbology: str | None = None, catalogue: tuple[str, ...] = ()) -> Goods:
    scanned = said(data, symbology, catalogue)
    assert isinstance(scanned, Goods), scanned
    return scanned


# --- refused before it is read


@pytest.mark.parametrize("control", ["\n", "\r", "\t", "\x00", "\x1b", "\x1c", "\x7f", "\x85", "\x03"])
@pytest.mark.parametrize("text", ["UM1:ABC", EAN, WECHAT, ""])
def test_control_characters_are_refused_before_anything_else(text: str, control: str) -> None:
    assert said(text + control) == Malformed("control_characters")
    assert said((control + text).encode(), "EAN13", (control + text,)) == Malformed("control_characters")


def test_more_than_4_kib_is_refused_and_4_kib_is_not() -> None:
    assert said("UM1:" + "A" * 4093) == Malformed("too_long")
    assert said("UM1:" + "A" * 4092) == SignedCode("member_code", "UM1:" + "A" * 4092)
    assert said("茶" * 1366) == Malformed("too_long")
    assert said(b"\xff" * 4097) == Malformed("too_long")


@pytest.mark.parametrize("nothing", [b"", ""])
def test_nothing_is_malformed(nothing: bytes | str) -> None:
    assert said(nothing) == Malformed("empty")


# --- numbers that a brand gave before there was one membership

OLD = {"MT004711": "MT004711", EAN: EAN, "012345678905": "012345678905"}


def with_old(data: bytes | str, symbology: str | None = None, catalogue: tuple[str, ...] = ()) -> Scanned:
    def linked(numbers: Sequence[str]) -> str | None:
        return next((OLD[number] for number in numbers if number in OLD), None)

    return classify(data, symbology, settings=SETTINGS, in_catalogue=catalogue.__contains__, linked_card=linked)


@pytest.mark.parametrize("symbology", [None, "EAN13", "]E0", "]C0"])
def test_an_old_number_that_reads_as_a_barcode_is_its_members_where_no_goods_have_it(symbology: str | None) -> None:
    assert with_old(EAN, symbology) == MemberCard(EAN)
    other = ean("690123456780")
    assert isinstance(with_old(other, symbology), Goods | Unknown), "nobody's number stays what it was"


def test_an_old_number_of_12_digits_is_found_when_the_scanner_says_13() -> None:
    assert with_old("0012345678905", "EAN13") == MemberCard("012345678905")


def test_goods_that_have_a_members_number_are_not_guessed_at() -> None:
    both = with_old(EAN, "EAN13", (EAN,))
    assert both == GoodsOrCard(goods(EAN, "EAN13", (EAN,)), EAN)


def test_an_old_number_that_reads_as_a_misread_label_is_its_members(monkeypatch: pytest.MonkeyPatch) -> None:
    label = ean("220123812990")
    assert with_old(label) == Malformed("in_store_check_digit")
    monkeypatch.setitem(OLD, label, label)
    assert with_old(label) == MemberCard(label)


@pytest.mark.parametrize("ours", [WECHAT, "UM1:ABC", "]C10109501101530003"])
def test_what_is_a_payment_or_a_code_of_ours_is_never_asked_of_the_cards(ours: str) -> None:
    def ask(numbers: Sequence[str]) -> str | None:
        raise AssertionError(numbers)

    found = classify(ours, None, settings=SETTINGS, in_catalogue=lambda text: False, linked_card=ask)
    assert isinstance(found, WalletPayment | SignedCode | Goods)


# --- the prefixes


@pytest.mark.parametrize(
    ("prefix", "kind"), [("UM1:", "member_code"), ("UC1:", "coupon"), ("UR1:", "receipt"), ("US1:", "staff_badge")]
)
def test_the_prefixes_come_first(prefix: str, kind: str) -> None:
    text = prefix + "6BF-$7"
    for data, symbology in (
        (text, None),
        (text.encode(), "QRCode"),
        ("]Q1" + text, None),
        (text, "]C1"),
        (text, "EAN13"),
    ):
        scanned = said(data, symbology, (text,))
        assert isinstance(scanned, SignedCode)
        assert (scanned.kind, scanned.text) == (kind, text)
        assert "6BF" not in repr(scanned)


def test_a_prefix_is_exact() -> None:
    for text in ("um1:ABC", "UM1", "UM2:ABC", " UM1:ABC"):
        assert isinstance(said(text), Unknown)


# --- EAN and UPC


@pytest.mark.parametrize("symbology", ["EAN13", "EAN-13", "]E0", "UPCA"])
def test_a_retail_symbol_is_goods(symbology: str) -> None:
    assert goods(EAN, symbology, (EAN,)) == Goods((EAN, "0" + EAN), EAN, "0" + EAN)
    assert goods(EAN, symbology) == Goods((EAN, "0" + EAN), None, "0" + EAN)


def test_an_aim_identifier_in_the_data_is_taken_off_and_wins() -> None:
    assert goods("]E0" + EAN, "QRCode", (EAN,)).catalogue_key == EAN
    assert said("]C0" + WECHAT, "EAN13") == WalletPayment(PaymentCode(WECHAT))


@pytest.mark.parametrize("in_catalogue", ["0012345678905", "012345678905", "00012345678905"])
@pytest.mark.parametrize("read", ["0012345678905", "012345678905"])
@pytest.mark.parametrize("symbology", ["EAN13", "UPCA", None, "Code128"])
def test_an_ean_13_with_a_leading_0_and_its_upc_a_find_one_product(
    read: str, in_catalogue: str, symbology: str | None
) -> None:
    assert goods(read, symbology, (in_catalogue,)).catalogue_key == in_catalogue


@pytest.mark.parametrize(
    ("read", "symbology"),
    [("01234565", "UPCE"), ("123456", "UPCE"), ("0123456", "UPC-E"), ("0012345000065", "UPCE"), ("123456", "]E0")],
)
def test_a_upc_e_is_its_upc_a(read: str, symbology: str) -> None:
    assert goods(read, symbology, ("012345000065",)).catalogue_key == "012345000065"
    assert goods(read, symbology).gtin == "00012345000065"


def test_a_upc_e_of_a_scanner_that_tells_nothing_is_found_but_never_guessed() -> None:
    assert goods("06543217", None, ("065100004327",)).catalogue_key == "065100004327"
    assert said("06543217") == Unknown("06543217")
    assert said("123456", None, ("012345000065",)) == Unknown("123456")


def test_an_ean_8_and_an_add_on() -> None:
    assert goods("96385074", "EAN8", ("96385074",)).catalogue_key == "96385074"
    assert goods("9771234567003 12", "EAN13").gtin == "09771234567003"


def test_a_retail_symbol_is_goods_whatever_its_digits_look_like() -> None:
    card_like = ean("298000000001")
    assert said(card_like) == MemberCard(card_like)
    assert goods(card_like, "EAN13").gtin == "0" + card_like
    assert isinstance(said("28123456789012", "ITF14"), Goods | Unknown)


def test_a_retail_symbol_with_a_wrong_check_digit_is_only_what_the_catalogue_says() -> None:
    assert said("6901234567893", "EAN13") == Unknown("6901234567893")
    assert goods("6901234567893", "EAN13", ("6901234567893",)).gtin is None
    assert said(WECHAT, "EAN13") == Unknown("*" * 18)


def test_cards_that_are_printed_as_ean_13_are_cards_unless_the_catalogue_has_them() -> None:
    number = ean("991234567890")
    assert said(number, "EAN13") == MemberCard(number)
    assert said(number) == MemberCard(number)
    assert goods(number, "EAN13", (number,)).catalogue_key == number


# --- GS1


def test_a_gs1_symbol_is_goods_with_its_facts() -> None:
    read = goods(f"]C101{GTIN}310300175039221995\x1d10L7\x1d17261231", None, (GTIN[1:],))
    assert read == Goods(
        lookup_keys=(GTIN, GTIN[1:]),
        catalogue_key=GTIN[1:],
        gtin=GTIN,
        lot="L7",
        expiry=date(2026, 12, 31),
        weight_thousandths=1750,
        price_minor=1995,
    )


@pytest.mark.parametrize("symbology", ["]C1", "]d2", "]Q3", "]e0", "GS1-128", "DataBarExp"])
def test_gs1_by_every_name(symbology: str) -> None:
    assert goods(f"01{GTIN}10A".encode(), symbology).lot == "A"


def test_a_gs1_symbol_is_never_a_payment_code() -> None:
    lot = "10" + "1234567890123456"
    assert said(lot) == WalletPayment(PaymentCode(lot))
    assert said(lot, "]C1") == Unknown("*" * 18)
    assert goods(lot, "]C1", (lot,)).catalogue_key == lot


@pytest.mark.parametrize(
    ("decimals_and_price", "exponent", "minor"),
    [
        ("21995", 2, 1995),
        ("0199", 2, 19900),
        ("319950", 2, 1995),
        ("319955", 2, None),
        ("0199", 0, 199),
        ("21995", 0, None),
    ],
)
def test_a_price_in_minor_units_is_exact_or_left_out(decimals_and_price: str, exponent: int, minor: int | None) -> None:
    scanned = said(f"01{GTIN}392{decimals_and_price}", "]C1", settings=ScanSettings(currency_exponent=exponent))
    assert isinstance(scanned, Goods)
    assert scanned.price_minor == minor


@pytest.mark.parametrize("symbology", [None, "QRCode", "]Q1", "DataMatrix"])
def test_a_digital_link_is_goods_in_any_symbol(symbology: str | None) -> None:
    read = goods(f"https://id.gs1.org/01/{GTIN}/10/A1?17=261231", symbology, (GTIN,))
    assert (read.catalogue_key, read.lot, read.expiry) == (GTIN, "A1", date(2026, 12, 31))


def test_another_link_is_nothing_that_we_know() -> None:
    assert said("https://example.com/menu", "QRCode") == Unknown("https://example.com/menu")
    assert said("https://id.gs1.org/01/09501101530004") == Unknown("https://id.gs1.org/01/09501101530004")


@pytest.mark.parametrize("text", [f"01{GTIN}10A", f"(01){GTIN}(10)A", f"[)>\x1e05\x1d01{GTIN}\x1d10A\x1e\x04"])
def test_element_strings_of_a_scanner_that_tells_nothing_are_goods(text: str) -> None:
    assert goods(text, "DataMatrix").lot == "A"
    assert goods(text).gtin == GTIN


def test_separators_alone_make_nothing_goods() -> None:
    assert said(f"01{GTIN}9") == Unknown("*" * 17)


# --- the catalogue, the scale, the wallet, the card, in this order


def test_any_code_in_the_catalogue_is_goods() -> None:
    for text in ("SKU-77", "17", WECHAT, CARD, "龙井"):
        assert goods(text, None, (text,)).catalogue_key == text
        assert goods(text, "Code128", (text,)).catalogue_key == text
    assert goods("SKU-77", None, ("SKU-77",)) == Goods(("SKU-77",), "SKU-77")


@pytest.mark.parametrize("symbology", [None, "EAN13", "Code128"])
def test_a_scales_label_carries_its_weight(symbology: str | None) -> None:
    label = ean("211234501250")
    keys = (ean("211234500000"), "2112345", "12345")
    assert said(label, symbology, ("2112345",)) == InStoreGoods("12345", keys, "2112345", weight_thousandths=1250)
    assert said(label, symbology) == InStoreGoods("12345", keys, weight_thousandths=1250)
    assert goods(label, symbology, (label,)).catalogue_key == label


def test_a_scales_label_carries_its_price_and_checks_it() -> None:
    good = next(
        ean(f"221234{inner}01980") for inner in range(10) if isinstance(said(ean(f"221234{inner}01980")), InStoreGoods)
    )
    scanned = said(good, "EAN13")
    assert isinstance(scanned, InStoreGoods)
    assert scanned.price_minor == 1980
    changed = ean(good[:6] + str((int(good[6]) + 1) % 10) + good[7:12])
    assert said(changed, "EAN13") == Malformed("in_store_check_digit")
    assert said(changed) == Malformed("in_store_check_digit")


def test_without_a_layout_a_store_number_is_goods_like_others() -> None:
    assert goods(ean("240000000017"), "EAN13").gtin == "0" + ean("240000000017")


@pytest.mark.parametrize(("digits", "provider"), [(WECHAT, "wechat"), (ALIPAY, "alipay"), (UNIONPAY, "unionpay")])
@pytest.mark.parametrize("symbology", [None, "QRCode", "]Q1", "Code128"])
def test_payment_codes_go_to_their_provider_and_are_not_shown(
    digits: str, provider: str, symbology: str | None
) -> None:
    scanned = said(digits.encode(), symbology)
    assert isinstance(scanned, WalletPayment)
    assert scanned.code.provider == provider
    assert scanned.code.reveal() == digits
    assert digits[4:10] not in repr(scanned)


def test_a_payment_code_goes_before_a_members_card() -> None:
    cards = ScanSettings(member_card_ranges=(MemberCardRange("1" + "0" * 17, "1" + "9" * 17),))
    assert said(WECHAT, settings=cards) == WalletPayment(PaymentCode(WECHAT))
    assert said("16" + "0" * 16, settings=cards) == MemberCard("16" + "0" * 16)


@pytest.mark.parametrize("number", [CARD, "5200000000000000", "5299999999999999", "TC000001", "TC123456"])
@pytest.mark.parametrize("symbology", [None, "Code128", "]C0", "QRCode"])
def test_member_cards_by_their_ranges(number: str, symbology: str | None) -> None:
    scanned = said(number, symbology)
    assert scanned == MemberCard(number)
    assert number not in repr(scanned)


@pytest.mark.parametrize("number", ["5300000000000000", "TC000000", "TCA00001", "tc123456", "TC12345", "TD123456"])
def test_numbers_outside_the_ranges_are_unknown(number: str) -> None:
    assert isinstance(said(number), Unknown)


@pytest.mark.parametrize(("first", "last"), [("", ""), ("2", "1"), ("100", "99"), ("A1", "B2"), ("A1", "12")])
def test_a_range_that_holds_nothing_is_refused(first: str, last: str) -> None:
    with pytest.raises(ValueError):
        MemberCardRange(first, last)


def test_an_ean_that_nobody_named_is_goods_that_the_catalogue_does_not_have() -> None:
    assert goods(EAN) == Goods((EAN, "0" + EAN), None, "0" + EAN)


# --- nothing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hello", "hello"),
        ("a 123456789012345 b", "a 123456789012345 b"),
        ("a 9876543210987654 b", "a **************** b"),
        ("9999999999999999991", "*" * 19),
        ("1234567890123456:9876543210987654", "*" * 16 + ":" + "*" * 16),
        ("１２３４５６７８９０１２３４５６", "*" * 16),
        ("a\x1db\x1ec\x04", "a␝b␞c␄"),
        ("a\u202eb\u200bc", "a·b·c"),
        ("优惠", "优惠"),
    ],
)
def test_the_unknown_is_shown_with_long_runs_of_digits_masked(text: str, shown: str) -> None:
    assert said(text) == Unknown(shown)
    assert said(text.encode(), "QRCode") == Unknown(shown)


def test_chinese_text_in_gb18030_is_readable() -> None:
    assert said("龙井".encode("gb18030"), "QRCode") == Unknown("龙井")
    assert said("龙井".encode("gb18030"), None, ("龙井",)) == Goods(("龙井",), "龙井")


symbologies = (
    st.none() | st.sampled_from(["EAN13", "UPCE", "QRCode", "]C1", "]d2", "]E0", "Code128", "x"]) | st.text(max_size=4)
)
looks_like = st.sampled_from(
    ["UM1:", "01", GTIN, "https://a/01/", "]C1", "]E0", "[)>\x1e05\x1d", "\x1d", "21", "(01)", EAN, WECHAT]
)


@settings(deadline=None, max_examples=400)
@given(st.binary(max_size=60) | st.lists(looks_like | st.text(max_size=8), max_size=6).map("".join), symbologies)
@example("\ud800", None)
@example("https://[/01/95011015", "QRCode")
def test_whatever_is_said_has_a_kind(data: bytes | str, symbology: str | None) -> None:
    scanned = said(data, symbology)
    assert isinstance(scanned, Goods | InStoreGoods | SignedCode | WalletPayment | MemberCard | Unknown | Malformed)
