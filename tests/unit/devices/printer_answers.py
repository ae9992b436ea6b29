"""What receipt printers answer to four status requests: printer, cause, error, paper."""

from __future__ import annotations

READY = b"\x12\x12\x12\x12"
NEAR_END = b"\x12\x12\x12\x1e"
PAPER_OUT = b"\x1a\x32\x12\x7e"
COVER_OPEN = b"\x1a\x16\x12\x12"
CUTTER_STUCK = b"\x1a\x52\x1a\x12"
UNASKED = b"\x14\x00\x00\x0f"  # what a printer sends by itself when its state changes
