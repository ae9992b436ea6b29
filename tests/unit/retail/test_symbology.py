"""Symbologies by AIM identifier and by the names that decoders use."""

from __future__ import annotations

import pytest
import zxingcpp

from retail.symbology import Symbology, split_aim, symbology_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("]E06901234567892", ("]E0", "6901234567892")),
        ("]Q1UM1:ABC", ("]Q1", "UM1:ABC")),
        ("]d2010950", ("]d2", "010950")),
        ("6901234567892", (None, "6901234567892")),
        ("]", (None, "]")),
        ("]11x", (None, "]11x")),
        ("]C1", ("]C1", "")),
    ],
)
def test_an_aim_identifier_is_taken_off(text: str, expected: tuple[str | None, str]) -> None:
    assert split_aim(text) == expected


@pytest.mark.parametrize(
    ("name", "symbology"),
    [
        (None, Symbology.OTHER),
        ("", Symbology.OTHER),
        ("]E0", Symbology.RETAIL),
        ("]E4", Symbology.RETAIL),
        ("]C1", Symbology.GS1),
        ("]d2", Symbology.GS1),
        ("]Q3", Symbology.GS1),
        ("]e0", Symbology.GS1),
        ("]C0", Symbology.OTHER),
        ("]d1", Symbology.OTHER),
        ("]Q1", Symbology.OTHER),
        ("]E1", Symbology.OTHER),
        ("EAN13", Symbology.RETAIL),
        ("EAN-13", Symbology.RETAIL),
        ("ean_8", Symbology.RETAIL),
        ("UPC-A", Symbology.RETAIL),
        ("ITF14", Symbology.RETAIL),
        ("UPCE", Symbology.UPC_E),
        ("UPC-E", Symbology.UPC_E),
        ("GS1-128", Symbology.GS1),
        ("GS1 DataMatrix", Symbology.GS1),
        ("DATABAR_EXP", Symbology.GS1),
        ("Code128", Symbology.OTHER),
        ("QRCode", Symbology.OTHER),
        ("DataMatrix", Symbology.OTHER),
        ("nonsense", Symbology.OTHER),
    ],
)
def test_what_a_name_promises(name: str | None, symbology: Symbology) -> None:
    assert symbology_of(name) is symbology


def test_the_names_of_the_decoder_that_we_use() -> None:
    formats = zxingcpp.BarcodeFormat
    assert {symbology_of(form.name) for form in (formats.EAN13, formats.EAN8, formats.UPCA)} == {Symbology.RETAIL}
    assert symbology_of(formats.UPCE.name) is Symbology.UPC_E
    assert symbology_of(formats.DataBarExp.name) is symbology_of(str(formats.DataBarOmni)) is Symbology.GS1
    others = (formats.QRCodeModel2, formats.Code128, formats.DataMatrix, formats.PDF417, formats.ITF)
    assert {symbology_of(form.name) for form in others} == {Symbology.OTHER}
