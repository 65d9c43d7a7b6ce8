"""Names and addresses written in capitals by official files, made readable."""

from __future__ import annotations

import re

from passerelles.kernel.text import title_case_fr

_ACRONYMS = frozenset(
    re.findall(
        r"\S+",
        """
    ACI ACODEGE ADAPEI ADAPEILA ADAPT ADEI ADMR ADPEP ADSEA ADTP AED AEI AFASER AFEJI AFPA
    AGAPEI AI ALEFPA ALGED AMIPI ANAIS APAJH APEI APEIS APF APH ARIA ARPEP ARSEA ASEI ASPEC ASS
    ATMP AVSEA BTP CAP CAT CCAS CFA CHRS CIAS CRESS EA EATT EBE EHPAD EI EITI EPAS EPIC EPNAK
    ESAT ESMS ETTI EURL FAM FO GEIQ GEM IDF IEM IME IMPRO ITEP LADAPT MAS MDPH MECS MSA PEP SA
    SAS SARL SASU SAVS SCIC SCOP SESSAD SIAE SIPFP SNC UDAPEI UGECAM UNAPEI UNAPEL URIOPSS ZA
    ZAC ZAE ZI
    """,
    )
)
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Without a vowel, and yet not initials.
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "BD BLVD CH CHS CT DR FBG GD GDS LT MR MT MTS ND PL PT QRT R RN RTE SQ SS ST STS VLG",
    )
)
_VOWELS = frozenset("AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")

# « DE L ACHE »: the file dropped the apostrophe; a lone letter before initials is left alone.
_LOST_APOSTROPHE = re.compile(r"\b([LD]) (?=(?!ET\b|OU\b)[AEIOUYHÀÂÉÈÊÎÔÛ][A-ZÀ-Ý]{2})")
_BRACKETED = re.compile(r"\(([A-ZÀ-Ý]{2,6})\)")
# The name itself begins after the kind: "ESAT Les Abeilles", but "ESAT de l'Arve".
_ARTICLE_OF_NAME = re.compile(
    r"^(ESAT|GEIQ|IME|EA|ACI|AI|EI|ETTI|SARL|SAS|SCOP|SCIC) (les?|la|l)\b"
)

_STREETS = {
    "ALL": "allée",
    "AV": "avenue",
    "BD": "boulevard",
    "CHE": "chemin",
    "CRS": "cours",
    "FG": "faubourg",
    "HAM": "hameau",
    "IMP": "impasse",
    "LD": "lieu-dit",
    "LOT": "lotissement",
    "PAS": "passage",
    "PL": "place",
    "QU": "quai",
    "QUAI": "quai",
    "R": "rue",
    "RES": "résidence",
    "RPT": "rond-point",
    "RTE": "route",
    "SQ": "square",
    "VLGE": "village",
    "ZA": "ZA",
    "ZI": "ZI",
}
_NUMBERED = re.compile(r"(?P<number>\d+(?:\s?(?:BIS|TER|QUATER|[A-EQT])(?=\s))?)?\s*(?P<rest>.*)")


def readable_name(text: str) -> str:
    """« ESAT LES ATELIERS DE L'ARVE » → « ESAT Les Ateliers de l'Arve »; initials stay capital."""
    if text == text.upper():
        text = _LOST_APOSTROPHE.sub(r"\1'", text)
    words = set(_WORD.findall(text))
    initials = {
        word for word in words if len(word) > 1 and not _VOWELS & set(word)
    } - _ABBREVIATIONS
    # A lone short word in brackets is initials too: "(ADETH)".
    initials |= set(_BRACKETED.findall(text))
    recased = title_case_fr(text, keep=_ACRONYMS | initials)
    return _ARTICLE_OF_NAME.sub(lambda m: f"{m.group(1)} {m.group(2).capitalize()}", recased)


def readable_address(text: str) -> str:
    """« 548   R D'ORCET » → « 548 rue d'Orcet »; what was typed with care stays as it is."""
    collapsed = " ".join(text.split())
    if collapsed != collapsed.upper():
        return collapsed.strip(" ,")
    match = _NUMBERED.fullmatch(collapsed)
    if match is None:  # pragma: no cover - the pattern takes everything
        return collapsed
    number, rest = (match.group("number") or "").lower(), match.group("rest")
    first, _space, others = rest.partition(" ")
    if first in _STREETS and others:
        # Recased as one text, so that "de" and "la" are small words, then without its first word.
        tail = title_case_fr(f"X {others}", keep=_ACRONYMS)[2:]
        rest = f"{_STREETS[first]} {tail}"
    else:
        rest = title_case_fr(rest, keep=_ACRONYMS)
    return " ".join(part for part in (number, rest) if part)
