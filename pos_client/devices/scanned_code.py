"""What every scanner hands over, whichever device it is."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """One code, once. The data may be a payment code, so that it is not in the repr and reaches no log by accident.

    `data` is what the symbol holds; `symbology` is an AIM identifier (`]E0`), a name (`EAN13`) or empty when the device
    does not tell, as `retail.scanned.classify` takes it; `source` names the device for the screen (`wedge`, `webcam`).
    """

    data: bytes = field(repr=False)
    symbology: str
    source: str
