"""How names and codes are cut up, once when they are stored and in the same way when someone looks for them.

SQLite's trigram tokenizer finds nothing for one or two characters, and most Chinese searches are that short: so every
Chinese character is a token of its own, and so is every pair of neighbours, which keeps the lists short that a longer
search must intersect (in 1,000,000 names a phrase of single characters took 5 times as long).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

#: From here on scripts are written without spaces between words (CJK radicals, kana, Han, Hangul and what follows).
FIRST_UNSPACED = "\u2e80"
_TOKEN = re.compile(r"(?=\w)[\u2e80-\U0010ffff]|[^\W\d_\u2e80-\U0010ffff]+|\d+")
GTIN_LENGTHS = (8, 12, 13, 14)

#: Sorts after every text that begins with what is before it.
AFTER_ALL = "\U0010ffff"


def folded(text: str) -> str:
    """Full width becomes half width, capitals become small: `ＳＥＲＵＭ` and `serum` are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> list[str]:
    """`小棕瓶 50ml Serum` is 小 / 棕 / 瓶 / 50 / ml / serum; whatever is neither letter nor digit only separates."""
    return _TOKEN.findall(folded(text))


def index_terms(*texts: str) -> list[str]:
    """What a full-text index keeps for these texts: tokens, and the pairs of neighbouring Chinese characters."""
    found: list[str] = []
    for word in folded(" ".join(texts)).split():
        parts = _TOKEN.findall(word)
        found += parts
        if not word.isascii():
            found += [one + two for one, two in pairwise(parts) if one >= FIRST_UNSPACED <= two]
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text asks for: all of `whole`, and for each of `beginnings` a word that begins so."""

    whole: tuple[str, ...]
    beginnings: tuple[str, ...]


def wanted(text: str) -> Wanted:
    """What someone has typed so far, as terms of the index. The last letters or digits of each word are a beginning."""
    whole: list[str] = []
    beginnings: list[str] = []
    for word in text.split():
        parts = tokens(word)
        for place, part in enumerate(parts):
            follows = place + 1 < len(parts)
            if not is_unspaced(part):
                (whole if follows else beginnings).append(part)
            elif follows and is_unspaced(parts[place + 1]):
                whole.append(part + parts[place + 1])
            elif place == 0 or not is_unspaced(parts[place - 1]):
                whole.append(part)
    return Wanted(tuple(whole), tuple(beginnings))


def is_unspaced(token: str) -> bool:
    """Whether a token is a character of a script without spaces between words."""
    return token >= FIRST_UNSPACED


def catalogue_code(code: str) -> str:
    """One form for all writings of a GTIN (8, 12, 13 or 14 digits): 14 digits. Any other code is itself."""
    if len(code) in GTIN_LENGTHS and code.isascii() and code.isdigit():
        return code.zfill(14)
    return code
