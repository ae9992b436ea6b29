"""Every colour of the till, once. The style sheet names them as `@name@`; painted widgets take them from here.

Text colours have a contrast of at least 4.5 on the surfaces on which they are used (tests/ui/test_every_page.py).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """sRGB colours as `#RRGGBB`; one that lets the screen through is for the style sheet alone."""

    page: str = "#EDF1F6"
    card: str = "#FFFFFF"
    card_soft: str = "#F6F8FB"
    veil: str = "rgba(14, 27, 44, 90)"  # over the screen while a question must be answered first
    border: str = "#DCE3EC"
    border_strong: str = "#B4C0CF"
    text: str = "#0E1B2C"
    text_soft: str = "#4A5A70"
    text_disabled: str = "#8290A3"
    accent: str = "#0A63C2"
    accent_hover: str = "#0855A8"
    accent_down: str = "#06458A"
    accent_soft: str = "#E8F2FE"
    accent_border: str = "#9CC6F5"
    on_accent: str = "#FFFFFF"
    rail: str = "#0D2540"
    rail_active: str = "#1B4470"
    rail_hover: str = "#15365A"
    rail_text: str = "#D3DFEC"
    rail_mark: str = "#66D0FA"
    good: str = "#12703A"
    good_soft: str = "#E3F6EA"
    good_border: str = "#93D6AC"
    bad: str = "#B3261E"
    bad_soft: str = "#FDEBE9"
    bad_border: str = "#F0AFA9"
    warn: str = "#8A4B00"
    warn_soft: str = "#FFF3DC"
    warn_border: str = "#EFC67F"
    saving: str = "#B93A0B"
    chip: str = "#E0F1FE"
    chip_text: str = "#075784"
    tier: str = "#FCC33C"
    tier_text: str = "#3B2600"
    member_top: str = "#1C2A41"
    member_bottom: str = "#33496B"
    member_text: str = "#FFFFFF"
    member_soft: str = "#C3CFE0"


COLOURS = Colours()


def substituted(sheet: str) -> str:
    """A style sheet with each `@name@` replaced. Raises KeyError when it names a colour that is not here."""
    known = asdict(COLOURS)
    parts = sheet.split("@")
    if len(parts) % 2 == 0:
        raise KeyError("an @ without its partner")
    return "".join(part if index % 2 == 0 else known[part] for index, part in enumerate(parts))
