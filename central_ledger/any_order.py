"""A command line whose words may stand in any order."""

from __future__ import annotations

import argparse
from typing import Any


class AnyOrder(argparse.ArgumentParser):
    """One command, whose FILE may come after its options: argparse by itself takes what may be left out for left out as
    soon as an option stands before it.
    """

    _is_between = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._is_between:
            return super().parse_known_args(args, namespace)
        self._is_between = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_between = False
