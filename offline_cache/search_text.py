"""How names and codes are cut up, once when they are stored and in the same way when someone looks for them.

SQLite's trigram tokenizer finds nothing for one or two characters, and most Chinese searches are that short: so every
Chinese character is a token of its own, and a search is a phrase of such tokens.
"""

from __future__ import annotations

import unicodedata

#: From here on scripts are written without spaces between words (CJK radicals, kana, Han, Hangul and what follows).
FIRST_UNSPACED = 0x2E80
GTIN_LENGTHS = (8, 12, 13, 14)

#: Sorts after every text that begins with what is before it.
AFTER_ALL = "\U0010ffff"


def folded(text: str) -> str:
    """Full width becomes half width, capitals become small: `ＳＥＲＵＭ` and `serum` are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def tokens(text: str) -> list[str]:
    """`小棕瓶 50ml Serum` is 小 / 棕 / 瓶 / 50 / ml / serum; whatever is neither letter nor digit only separates."""
    found: list[str] = []
    run = ""
    for character in folded(text):
        if not character.isalnum() or ord(character) >= FIRST_UNSPACED:
            if run:
                found.append(run)
            run = ""
            if character.isalnum():
                found.append(character)
        elif run and run[-1].isdigit() != character.isdigit():
            found.append(run)
            run = character
        else:
            run += character
    if run:
        found.append(run)
    return found


def indexed(*texts: str) -> str:
    """What is stored in a full-text index for these texts."""
    return " ".join(token for text in texts for token in tokens(text))


def match(text: str) -> str:
    """The full-text query for what someone has typed so far; empty when there is nothing to look for.

    Each word is a phrase, all of them must be there, and the last letters or digits of each are a beginning.
    """
    phrases = []
    for word in text.split():
        found = tokens(word)
        if found:
            phrases.append('"' + " ".join(found) + '"' + ("" if _is_whole(found[-1]) else " *"))
    return " AND ".join(phrases)


def _is_whole(token: str) -> bool:
    return ord(token[0]) >= FIRST_UNSPACED


def catalogue_code(code: str) -> str:
    """One form for all writings of a GTIN (8, 12, 13 or 14 digits): 14 digits. Any other code is itself."""
    if len(code) in GTIN_LENGTHS and code.isascii() and code.isdigit():
        return code.zfill(14)
    return code
