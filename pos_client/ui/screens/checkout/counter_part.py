"""What the parts of the counter's flow share: the screen, the use cases, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from retail.ports import StoreFailed


@dataclass(frozen=True, slots=True)
class CounterTools:
    """`do` runs a use case, tells what came of it, and says whether it worked; `refuse` says why something was not
    done; `refresh` shows the counter again.
    """

    view: CheckoutView
    use: CheckoutUseCases
    operations: Operations
    do: Callable[[Callable[[], Changes]], bool]
    refuse: Callable[[UserFacing | StoreFailed], None]
    refresh: Callable[[], None]


class CounterPart(QObject):
    """One thing that the counter does, on the tools that it shares with the others."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._use, self._operations = tools.view, tools.use, tools.operations
        self._do, self._refuse, self._refresh = tools.do, tools.refuse, tools.refresh
