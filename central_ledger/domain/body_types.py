"""The types that the fields of journal bodies have: bounded, so that no entry overflows a book or a log line."""

from __future__ import annotations

from typing import Annotated

import msgspec

from retail.cash_rounding import STEP_MAX_MINOR

#: Beyond any sale of the trade, and far within 64 bits when summed over all of them.
AMOUNT_MAX = 10**13

Amount = Annotated[int, msgspec.Meta(ge=0, le=AMOUNT_MAX)]
SignedAmount = Annotated[int, msgspec.Meta(ge=-AMOUNT_MAX, le=AMOUNT_MAX)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=2**40)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Basis = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
#: An id: no control characters, because it becomes part of an account's name and of a log line.
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=128, pattern=r"^[^\x00-\x1f\x7f]+$")]
#: A brand's id; empty for a store's own goods, which belong to no brand.
Brand = Annotated[str, msgspec.Meta(max_length=128, pattern=r"^[^\x00-\x1f\x7f]*$")]
Text = Annotated[str, msgspec.Meta(max_length=1000)]
OneId = Annotated[str, msgspec.Meta(min_length=1, max_length=24, pattern=r"^[^\x00-\x1f\x7f ]+$")]
Hex32 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$", max_length=64)]
Word = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
Day = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length=10)]
#: A note or coin in minor units, as the key of a JSON object.
Denomination = Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]{0,12}$", max_length=13)]
CurrencyCode = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$", max_length=3)]
#: What cash is above (below: less) what was to be paid: less than the largest step of a rule.
Rounding = Annotated[int, msgspec.Meta(gt=-STEP_MAX_MINOR, lt=STEP_MAX_MINOR)]
