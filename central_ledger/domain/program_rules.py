"""The rules of the group's programs as data: who owns each, what its points are worth, and what they are exchanged for.

Source: docs/spec/line.md, "Programs". Reading refuses what breaks the contract, with its JSON path and what was
expected; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from central_ledger.domain.points_expiry import ExpiryRule
from central_ledger.domain.redemptions import Gift, Reward, read_gift, read_reward
from central_ledger.domain.rule_reading import BadProgramRules, id_at, integer, list_at, object_at, text_at
from retail.money import round_half_up

PERIODS = ("day", "month", "year")

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Program:
    """`owner` is a party (`platform`, `brand:YR`). So many `points` are worth `amount` minor units between owners."""

    owner: str
    points: int
    amount: int
    expires: ExpiryRule | None = None

    def worth(self, points: int) -> int:
        """In minor units, rounded half up."""
        return round_half_up(points * self.amount, self.points)


@dataclass(frozen=True, slots=True)
class Exchange:
    """`points` of one program give `gives` of another: in multiples of `step`, rounded down, at most `per_day` points
    of a member in a day (None: no limit).
    """

    from_program: str
    to_program: str
    points: int
    gives: int
    step: int
    per_day: int | None = None

    def given(self, points: int) -> int:
        return points * self.gives // self.points


@dataclass(frozen=True, slots=True)
class ProgramRules:
    """Programs by id; exchanges, rewards and gifts as published."""

    programs: Mapping[str, Program] = field(default_factory=dict)
    exchanges: Sequence[Exchange] = ()
    catalogue: Sequence[Reward] = ()
    welcome: Sequence[Gift] = ()

    def exchange(self, from_program: str, to_program: str) -> Exchange | None:
        wanted = (from_program, to_program)
        return next((each for each in self.exchanges if (each.from_program, each.to_program) == wanted), None)

    def reward(self, reward_id: str) -> Reward | None:
        return next((each for each in self.catalogue if each.reward_id == reward_id), None)


def read_program_rules(document: object) -> ProgramRules:
    """Raises BadProgramRules."""
    whole = object_at(document, "$", ("programs", "exchanges", "catalogue", "welcome"))
    programs = {
        id_at(name, "$.programs"): _program(row, f"$.programs.{name}")
        for name, row in object_at(whole.get("programs", {}), "$.programs").items()
    }
    exchanges = _each(whole, "exchanges", lambda row, path: _exchange(row, path, programs))
    pairs = [(each.from_program, each.to_program) for each in exchanges]
    catalogue = _each(whole, "catalogue", lambda row, path: read_reward(row, path, programs))
    welcome = _each(whole, "welcome", lambda row, path: read_gift(row, path, programs))
    for name, keys in (
        ("exchanges", pairs),
        ("catalogue", [each.reward_id for each in catalogue]),
        ("welcome", [each.gift_id for each in welcome]),
    ):
        for place, key in enumerate(keys):
            if key in keys[:place]:
                raise BadProgramRules(f"$.{name}[{place}]", "one that stands once")
    return ProgramRules(programs, exchanges, catalogue, welcome)


def _each(whole: Mapping[str, Any], name: str, read: Callable[[object, str], Read]) -> tuple[Read, ...]:
    return tuple(read(row, f"$.{name}[{place}]") for place, row in enumerate(list_at(whole.get(name, []), f"$.{name}")))


def _program(value: object, path: str) -> Program:
    row = object_at(value, path, ("owner", "worth", "expires"))
    worth = object_at(row.get("worth"), f"{path}.worth", ("points", "amount"))
    expires = row.get("expires")
    return Program(
        text_at(row, "owner", path),
        integer(worth, "points", f"{path}.worth", 1),
        integer(worth, "amount", f"{path}.worth", 0),
        None if expires is None else _expiry(expires, f"{path}.expires"),
    )


def _expiry(value: object, path: str) -> ExpiryRule:
    row = object_at(value, path, ("months", "to"))
    months, to = integer(row, "months", path, 1), row.get("to", "day")
    if to not in PERIODS or months > 120:
        raise BadProgramRules(f"{path}.to", "day, month or year, and at most 120 months")
    period: Literal["day", "month", "year"] = to
    return ExpiryRule(months, period)


def _exchange(value: object, path: str, programs: Mapping[str, Program]) -> Exchange:
    row = object_at(value, path, ("from", "to", "points", "gives", "step", "per_day"))
    names = []
    for name in ("from", "to"):
        program = text_at(row, name, path)
        if program not in programs:
            raise BadProgramRules(f"{path}.{name}", "a program of $.programs")
        names.append(program)
    if names[0] == names[1]:
        raise BadProgramRules(f"{path}.to", "another program than from")
    points, gives = integer(row, "points", path, 1), integer(row, "gives", path, 1)
    step = integer(row, "step", path, 1) if "step" in row else points
    if step * gives // points == 0:
        raise BadProgramRules(f"{path}.step", "enough points to give one")
    per_day = None if row.get("per_day") is None else integer(row, "per_day", path, step)
    return Exchange(names[0], names[1], points, gives, step, per_day)
