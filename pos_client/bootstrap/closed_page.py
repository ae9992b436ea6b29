"""The page of a machine whose till was closed. Imported where one is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.bootstrap.closed_till import ClosedMachine
from pos_client.bootstrap.desk import TillStore
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.closed.presenter import ClosedPresenter
from pos_client.ui.screens.closed.view import ClosedView


def make_closed_page(
    base: TillStore, operations: Operations, language: Language, parent: QObject, move_to: str
) -> tuple[ClosedView, ClosedPresenter]:
    view = ClosedView()
    return view, ClosedPresenter(view, ClosedMachine(base), operations, language, parent, move_to=move_to)
