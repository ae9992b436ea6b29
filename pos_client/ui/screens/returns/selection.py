"""What of a sale comes back, as it is chosen on the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_client.application.sold_goods import SoldGoods
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.goods_return import BackGift, BackLine, Condition

LINE, GIFT = "line", "gift"


@dataclass(slots=True)
class Selection:
    """Quantities by key: `line:<line id>` or `gift:<offer>`; what is not there does not come back."""

    sold: SoldGoods
    back: dict[str, int | str] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)

    def left(self, key: str) -> int | str | None:
        """How much may come back; None: nothing."""
        kind, _, name = key.partition(":")
        if kind == GIFT:
            return self.sold.gifts_left().get(name)
        return self.sold.left(next(line for line in self.sold.document["lines"] if line["line_id"] == name))

    def put(self, key: str, quantity: int | str) -> None:
        if quantity in (0, "0.000"):
            self.back.pop(key, None)
        else:
            self.back[key] = quantity

    def more(self, key: str, step: int) -> None:
        """So many pieces more or less. A weight comes back as a whole, unless its quantity is typed."""
        left = self.left(key)
        if isinstance(left, str):
            self.put(key, left if step > 0 else 0)
        elif left is not None:
            self.put(key, max(0, min(left, int(self.back.get(key, 0)) + step)))

    def type(self, key: str, text: str) -> None:
        """A quantity as it was typed. Raises Refused `return_too_much`."""
        left = self.left(key)
        try:
            if isinstance(left, str):
                quantity: int | str = str(Quantity.weight(text))
                fits = Quantity.weight(text).thousandths <= Quantity.weight(left).thousandths
            else:
                quantity, fits = int(text), 0 <= int(text) <= (left or 0)
        except ValueError:
            fits = False
        if not fits:
            raise Refused("return_too_much")
        self.put(key, quantity)

    def turn_damaged(self, key: str) -> None:
        """Damaged or not; goods that were not chosen yet come back with it."""
        self.damaged ^= {key}
        if key not in self.back:
            self.more(key, 1)

    def take_all(self) -> None:
        keys = [f"{LINE}:{line['line_id']}" for line in self.sold.document["lines"]]
        keys += [f"{GIFT}:{offer}" for offer in self.sold.gifts_left()]
        lefts = {key: self.left(key) for key in keys}
        self.back = {key: left for key, left in lefts.items() if left is not None}

    def count(self, sku: str) -> str:
        """Goods were scanned: one more of them comes back; gives their key. Raises Refused `return_goods_unknown`."""
        for line in self.sold.document["lines"]:
            key, left = f"{LINE}:{line['line_id']}", self.sold.left(line)
            now = self.back.get(key, 0)
            if line["sku"] == sku and left is not None and (now == 0 if isinstance(left, str) else int(now) < left):
                self.more(key, 1)
                return key
        raise Refused("return_goods_unknown")

    def lines(self) -> list[BackLine]:
        return [
            BackLine(key.partition(":")[2], quantity, self._condition(key))
            for key, quantity in self.back.items()
            if key.startswith(LINE)
        ]

    def gifts(self) -> list[BackGift]:
        return [
            BackGift(key.partition(":")[2], int(quantity), self._condition(key))
            for key, quantity in self.back.items()
            if key.startswith(GIFT)
        ]

    def _condition(self, key: str) -> Condition:
        return "damaged" if key in self.damaged else "sellable"
