"""French text made comparable: one folding for search, look-alikes and imports."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and an accent.
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o"})

# Words written in lower case inside a French proper name.
_SMALL_WORD_LIST = (
    "a au aux d de des du en entre et l la le les lès lez ou par pour sans sous sur à"
)
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())
_ACRONYM_LIST = """
ACI ADAPEI AFPA AI APEI APF CAP CAT CCAS CFA CHRS CIAS CRESS EA EATT EBE EHPAD EI EITI EPIC EPNAK
ESAT ESMS ETTI FAM FO GEIQ IEM IME IMPRO ITEP MAS MDPH MECS PEP SA SARL SAS SASU SAVS SCIC SCOP
SESSAD SIAE SIPFP UDAPEI UGECAM ZA ZAC ZI
"""
_ACRONYMS = frozenset(_ACRONYM_LIST.split())
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def strip_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Lower case, no accent, punctuation as spaces, one space between words.

    Two spellings of one name that differ only by these fold to the same string, and folding
    twice changes nothing.
    """
    plain = strip_accents(text.casefold())
    # A second pass: decomposing may reveal capitals (e.g. "㎏" or "ℌ").
    plain = strip_accents(plain.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def title_case_fr(text: str, *, keep: frozenset[str] = _ACRONYMS) -> str:
    """Give a name written in capitals its usual French capitals; acronyms in ``keep`` stay.

    Text that already mixes cases was typed with care and is returned as it is.
    """
    collapsed = " ".join(text.split())
    if collapsed != collapsed.upper():
        return collapsed

    def recase(match: re.Match[str]) -> str:
        word = match.group()
        if word in keep:
            return word
        lower = word.lower()
        if match.start() > 0 and lower in _SMALL_WORDS:
            return lower
        return lower.capitalize()

    return _WORD.sub(recase, collapsed)
