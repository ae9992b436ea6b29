"""What a store sells: products, and what one store changes about them (its overlay)."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Product:
    """One thing with one SKU and one price, tax included, for one unit, or for 1.000 of the unit when weighed."""

    sku: str
    name: str
    brand: str
    unit_price_minor: int
    tax_bps: int = 1300
    name_en: str = ""
    pinyin: str = ""  # initials of the name, lower case, as one types them
    variant: str = ""  # colour, size: what tells it from its sisters
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    barcodes: tuple[str, ...] = ()
    weighed: bool = False
    discountable: bool = True
    unit: str = "件"
    own: bool = False  # a store's own product, outside every brand's range
    priced_by_label: bool = False  # the unit price is what the piece's own label said


@dataclass(frozen=True, slots=True)
class StoreOverlay:
    """What one store says of one SKU: its own price (None: as the group says), or that it does not sell it."""

    sku: str
    unit_price_minor: int | None = None
    listed: bool = True


def overlaid(product: Product, overlay: StoreOverlay | None) -> Product | None:
    """The product as this store sells it, or None when it does not."""
    if overlay is None:
        return product
    if not overlay.listed:
        return None
    if overlay.unit_price_minor is None:
        return product
    return replace(product, unit_price_minor=overlay.unit_price_minor)
