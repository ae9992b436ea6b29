"""Who the members are, and what drives what they buy: drawn once from the seed, independent of today's date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp
from random import Random

from central_ledger.demo.names import NameSource
from central_ledger.demo.pinyin import person_initials
from central_ledger.demo.shops import COLLECTION_STORE, WEB_SHOP
from central_ledger.demo.vocabulary import Kind

HISTORY_DAYS = 730
# Prefixes that were not given to any network when this was written: nobody's telephone rings.
_PHONE_PREFIXES = ("154", "160", "161", "163", "164", "168", "169", "179", "194")
_MEAN_VISITS = 10.4  # in the whole history of one who was a member all the time
_HOME_STORES = (COLLECTION_STORE, "S02", "S03", WEB_SHOP)
_HOME_SHARES = (46, 19, 17, 18)
_SIZES = {
    ("women", "clothes"): (("XS", "S", "M", "L", "XL"), (8, 27, 36, 21, 8)),
    ("men", "clothes"): (("S", "M", "L", "XL", "XXL"), (7, 24, 35, 25, 9)),
    ("women", "shoes"): (("35", "36", "37", "38", "39", "40"), (6, 18, 28, 27, 15, 6)),
    ("men", "shoes"): (("39", "40", "41", "42", "43", "44"), (5, 13, 23, 28, 20, 11)),
}


@dataclass(frozen=True, slots=True)
class Persona:
    """What is fixed about a member whom the demo's script knows. `birthday_in_days`: from today, None as drawn."""

    name: str
    phone: str
    who: str
    born: int
    visits: int
    tier: str
    points: int
    plans: tuple[str, ...] = ()
    birthday_in_days: int | None = None
    favourite_brand: str = "YR"


PERSONAS = (
    Persona("林若曦", "16012346021", "women", 1994, 21, "gold", 12_480, ("plus",), 3),
    Persona("许嘉言", "16812348807", "men", 1990, 9, "silver", 3_160, favourite_brand="LY"),
    Persona("顾安然", "16912340366", "women", 1985, 38, "platinum", 46_900, ("plus",), favourite_brand="MT"),
    Persona("宋知夏", "16312341314", "women", 2003, 0, "basic", 0),
    Persona("沈奕辰", "17912345270", "men", 1997, 14, "gold", 8_205, birthday_in_days=0, favourite_brand="LY"),
    Persona("叶清欢", "16412349958", "women", 1999, 12, "silver", 2_040, ("skincare-year",), favourite_brand="MT"),
)


@dataclass(frozen=True, slots=True)
class Traits:
    """One person. `tastes` weigh the kinds of goods in order; `price_level` is 0 (cheap) to 1; `visits` is a count."""

    one_id: str
    name: str
    pinyin: str
    phone: str
    birthday: str | None
    who: str
    home_store: str
    stores: tuple[str, ...]
    joined_days_ago: int
    visits: int
    tastes: tuple[float, ...]
    price_level: float
    colour_taste: float
    sizes: dict[str, str]
    persona: Persona | None = None


def people(random: Random, count: int, kinds: tuple[tuple[str, Kind], ...]) -> tuple[Traits, ...]:
    """`count` people; the personas come first. `kinds` are (brand, kind) in the order that `tastes` follow."""
    names = NameSource(random, 2026)
    phones = {persona.phone for persona in PERSONAS}
    found: list[Traits] = []
    number = 10_000_000
    for place in range(count):
        number += random.randint(1, 37)
        drawn = names.person()
        persona = PERSONAS[place] if place < len(PERSONAS) else None
        who = persona.who if persona else drawn.who
        joined = min(2600, int(random.gammavariate(1.6, 560)) + 2)
        home = random.choices(_HOME_STORES, _HOME_SHARES)[0]
        traits = Traits(
            one_id=f"M{number}",
            name=drawn.name,
            pinyin=person_initials(drawn.name),
            phone=_phone(random, phones),
            birthday=_birthday(random),
            who=who,
            home_store=home,
            stores=_stores(random, home),
            joined_days_ago=joined,
            visits=_visits(random, min(joined, HISTORY_DAYS) / HISTORY_DAYS),
            tastes=_tastes(random, who, kinds, persona),
            price_level=random.betavariate(2.0, 2.6),
            colour_taste=random.random(),
            sizes={measure: random.choices(*_SIZES[who, measure])[0] for measure in ("clothes", "shoes")},
        )
        found.append(traits if persona is None else _as_persona(traits, persona))
    return tuple(found)


def _as_persona(traits: Traits, persona: Persona) -> Traits:
    return replace(
        traits,
        name=persona.name,
        pinyin=person_initials(persona.name),
        phone=persona.phone,
        home_store=COLLECTION_STORE,
        stores=(COLLECTION_STORE, WEB_SHOP),
        joined_days_ago=1 if persona.visits == 0 else 1_400,
        visits=persona.visits,
        price_level=0.6,
        sizes={"clothes": "M" if persona.who == "women" else "L", "shoes": "38" if persona.who == "women" else "42"},
        persona=persona,
    )


def _phone(random: Random, taken: set[str]) -> str:
    while True:
        phone = f"{random.choice(_PHONE_PREFIXES)}{random.randrange(100_000_000):08d}"
        if phone not in taken:
            taken.add(phone)
            return phone


def _birthday(random: Random) -> str | None:
    if random.random() < 0.07:  # some never told
        return None
    month = random.choices(range(1, 13), (9, 8, 8, 8, 8, 7, 8, 9, 9, 10, 9, 9))[0]
    return f"{month:02d}-{random.randint(1, 28 if month == 2 else 30):02d}"


def _stores(random: Random, home: str) -> tuple[str, ...]:
    others = [
        store for store in _HOME_STORES if store != home and random.random() < (0.4 if store == WEB_SHOP else 0.18)
    ]
    return (home, *others)


def _visits(random: Random, share_of_history: float) -> int:
    """A Poisson count whose mean is gamma-distributed: few come often, many come once or never."""
    mean = random.gammavariate(0.85, _MEAN_VISITS / 0.85) * share_of_history
    if mean > 60:
        return min(160, max(0, round(random.gauss(mean, mean**0.5))))
    threshold, product, count = exp(-mean), random.random(), 0
    while product > threshold:
        product *= random.random()
        count += 1
    return count


def _tastes(
    random: Random, who: str, kinds: tuple[tuple[str, Kind], ...], persona: Persona | None
) -> tuple[float, ...]:
    """How much this person likes each kind: a brand's part, times a kind's part, both far from even."""
    brands: dict[str, float] = {}
    for brand, _ in kinds:
        if brand not in brands:
            brands[brand] = random.gammavariate(0.9, 1.0) + 0.05
    if persona is not None:
        brands[persona.favourite_brand] = 2.0 * max(brands.values())
    tastes = []
    for brand, kind in kinds:
        fits = kind.who in {"all", who}
        if "beauty" in kind.parents and who == "men":
            fits = random.random() < 0.25
        taste: float = brands[brand] * (random.random() ** 3 + 0.02) * (1.0 if fits else 0.05)
        tastes.append(taste)
    return tuple(tastes)
