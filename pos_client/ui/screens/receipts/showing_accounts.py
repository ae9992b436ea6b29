"""From a sale of this till to the panel of who pays and who earns."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.application.benefits import BenefitRules
from pos_client.application.line_account import LineAccounts
from pos_client.ui.naming import Naming
from pos_client.ui.screens.receipts.accounts import AccountsPanel


class LineAccountsShown:
    """`rules` are those of the counter now: names of offers and brands are theirs."""

    def __init__(self, accounts: LineAccounts, rules: Callable[[], BenefitRules], currency: str) -> None:
        self._accounts = accounts
        self._rules = rules
        self._currency = currency

    @property
    def may(self) -> bool:
        return self._accounts.may

    def show(self, panel: AccountsPanel, sale_id: str | None) -> None:
        """Raises Refused as `LineAccounts.of` does."""
        rules = self._rules()
        lines = () if sale_id is None else self._accounts.of(sale_id)
        panel.show_lines(lines, rules.brand_names, Naming(rules), self._currency)
