"""What the check of this till found: how bad it is, what it means, what is safe, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from pos_client.error_texts import filled
from pos_client.fault_texts import FAULTS, Level
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import number, sentences
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.ports import Finding
from pos_client.ui.widgets.base import Card, View, breakable, cleared, label

_MARKS: dict[Level, tuple[str, str]] = {
    "damage": ("circle-x", COLOURS.bad),
    "fault": ("triangle-alert", COLOURS.bad),
    "warning": ("triangle-alert", COLOURS.warn),
    "note": ("info", COLOURS.text_soft),
}


class FindingsPanel(View):
    """One row for each finding, the worst first. Written anew when the language changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._title = label("cardTitle")
        column.addWidget(self._title)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(10)
        self._rows.setColumnStretch(1, 1)
        column.addLayout(self._rows)

    def retranslate(self) -> None:
        self.show_findings(self._findings)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        count = number(len(findings))
        self._title.setText(self.tr("What the check found: {count}").format(count=count) if findings else "")
        cleared(self._rows)
        for row, finding in enumerate(findings):
            self._add(row, finding)

    def texts(self) -> list[str]:
        """Every finding as one text, as a screen reader says it."""
        return [_words(finding) for finding in self._findings]

    def _add(self, row: int, finding: Finding) -> None:
        icon, colour = _MARKS[FAULTS[finding.code].level]
        mark = QLabel()
        mark.setPixmap(pixmap(icon, colour, 22, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        text = FAULTS[finding.code].text
        what = label("strong", wraps=True)
        what.setText(breakable(_filled(text.what, finding)))
        words.addWidget(what)
        rest = sentences(*(_filled(part, finding) for part in (text.safe, text.todo) if part))
        after = label("muted", wraps=True)
        after.setText(breakable(rest))
        words.addWidget(after)
        holder = QWidget()
        words.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(words)
        holder.setAccessibleName(_words(finding))
        self._rows.addWidget(mark, row, 0)
        self._rows.addWidget(holder, row, 1)


def _filled(source: str, finding: Finding) -> str:
    return filled(translate("errors", source), finding.params)


def _words(finding: Finding) -> str:
    text = FAULTS[finding.code].text
    return sentences(*(_filled(part, finding) for part in (text.what, text.safe, text.todo) if part))
