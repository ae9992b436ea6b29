"""Qt's own checks of every model, and what the lists do when rows change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.models.basket import BasketDelegate, BasketModel, shown_name, tile_of
from pos_client.ui.models.offers import OffersModel
from pos_client.ui.models.painting import in_two_lines
from pos_client.ui.models.rows import ROW_ROLE, RowsModel
from pos_client.ui.models.search import SearchModel
from pos_client.ui.screens.checkout.state import Adjustment, LineRow, OfferRow, SearchRow, ShelfRow
from pos_client.ui.screens.receipts.view import ReceiptRow, ReceiptsModel
from pos_client.ui.widgets.row_list import row_list

LINE = LineRow("1", "A", "甲", "Ay", "红", "clothing/women", "2", False, "件", 1000, 2000, 1500, "CNY",
               (Adjustment("会员价", 300), Adjustment("券", 200, of_sale=True)))  # fmt: skip
ROWS: dict[type[RowsModel], list[object]] = {
    BasketModel: [replace(LINE, line_id=str(number)) for number in range(5)],
    OffersModel: [OfferRow(f"O{number}", "满减", "applied", "CNY", saving_minor=100) for number in range(5)],
    SearchModel: [SearchRow("product", str(number), "甲", "A", 100) for number in range(5)],
    ReceiptsModel: [ReceiptRow(str(number), f"R{number}", None, 100, "CNY", False) for number in range(5)],
}


@pytest.mark.parametrize("kind", ROWS)
def test_the_model_behaves_as_qt_wants(kind: type[RowsModel], qtmodeltester: ModelTester, language: Language) -> None:
    model, rows = kind(), ROWS[kind]
    qtmodeltester.check(model)
    model.show_rows(rows[:3])
    qtmodeltester.check(model)
    model.show_rows(rows)
    model.show_rows(rows[:2])
    model.show_rows(rows[::-1])
    model.show_rows([])
    assert model.rowCount() == 0
    model.show_rows(rows)
    assert model.rowCount() == 5
    assert model.data(model.index(4), ROW_ROLE) == rows[4]
    assert all(model.data(model.index(number)) for number in range(5)), "every row reads aloud"


def test_a_changed_row_keeps_the_selection(language: Language, qtbot: QtBot) -> None:
    model, view = BasketModel(), QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    rows = ROWS[BasketModel]
    model.show_rows(rows)
    view.setCurrentIndex(model.index(3))
    with qtbot.waitSignal(model.dataChanged):
        model.show_rows([*rows[:4], replace(rows[4], quantity_text="7")])
    model.show_rows(rows[:4])
    assert view.currentIndex().row() == 3


def test_a_line_reads_aloud_with_what_it_costs_and_why(language: Language) -> None:
    text = BasketModel().text_of(LINE)
    assert text == "甲, 红, × 2, ¥17.00, 会员价"
    language.use("en")
    assert BasketModel().text_of(LINE).startswith("Ay")
    assert shown_name(replace(LINE, name_en="")) == "甲"


def test_a_picture_of_a_row_is_to_the_pixel_what_would_be_drawn(
    language: Language, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        LINE,
        replace(LINE, line_id="2", quantity_text="0.350", weighed=True, unit="kg", note="Ohne Tüte, fj"),
        replace(LINE, line_id="3", adjustments=(), net_minor=2000, shelf=ShelfRow("3", 75, is_short=True)),
        replace(LINE, line_id="4", gift_of="O1", stock=1, quantity_text="2"),
        replace(LINE, line_id="5", name="很长的名字" * 30, adjustments=(Adjustment("满减" * 9, 12345),) * 7),
    ]
    model, delegate = BasketModel(), BasketDelegate()
    view = row_list("basket", model, delegate)
    qtbot.addWidget(view)
    view.stand_on("#FFFFFF")
    view.resize(700, 400)
    model.show_rows(rows)

    def drawn(selected: int) -> QImage:
        view.setCurrentIndex(model.index(selected))
        return view.grab().toImage()

    for locked in (False, True):
        delegate.locked = locked
        for selected in (0, 4, 0, 4, 0):  # the last time of pictures alone
            pictures = drawn(selected)
            with monkeypatch.context() as patch:
                patch.setattr("pos_client.ui.models.pictures._ratio_on_whole_pixels", lambda painter: None)
                assert drawn(selected) == pictures
    changed = drawn(0)
    model.show_rows([replace(LINE, net_minor=1400), *rows[1:]])
    assert drawn(0) != changed
    language.use("en")
    model.retranslate()
    assert drawn(1) != changed


@pytest.mark.parametrize(
    ("category", "icon"),
    [
        ("accessories/bags/bags", "shopping-bag"),
        ("clothing/women/knitwear", "shirt"),
        ("", "package"),
        ("x/y", "package"),
    ],
)
def test_the_tile_is_that_of_the_narrowest_known_category(category: str, icon: str) -> None:
    assert tile_of(category)[0] == icon


def test_a_long_name_takes_two_lines_and_loses_no_word_that_fits(themed: QApplication) -> None:
    name = "Heavyweight Cotton Set-in-shoulder Long-sleeve Tee"
    first, second = in_two_lines(name, 230, 15, True)
    assert (first + second).replace(" ", "") == name.replace(" ", "")
    assert in_two_lines("Canvas tote", 230, 15, True) == ("Canvas tote",)
    assert "".join(in_two_lines("轻薄防泼水立领连帽中长款羽绒服", 120, 15, True)).startswith("轻薄防泼水立领连")
