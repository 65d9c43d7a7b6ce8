"""My right to come back, in plain words, with what the law really asks.

The record keeps the way open for ever; the ESAT takes somebody back while the orientation of the
MDPH holds.  Both are said, and what to do: nothing here is a refusal.
"""

from __future__ import annotations

from passerelles.law.findings import Severity
from passerelles.pathways.rules.returns import ReturnWay

FOR_EVER = ("Vous pouvez revenir.", "Pour toujours.", "Revenir n’est pas un échec.")
NO_ESAT_BEFORE = (
    "Avant ce travail, vous n’étiez pas dans un ESAT.",
    "Si le travail s’arrête, vous pouvez demander un ESAT.",
    "C’est la MDPH qui répond.",
    "On vous aide à faire le dossier.",
)
_ASK_AGAIN = (
    "Pour revenir, il faut une nouvelle décision de la MDPH.",
    "On vous aide à la demander.",
    "Votre demande de retour reste possible.",
)


def plain_return(way: ReturnWay, severity: Severity, until: str) -> tuple[str, ...]:
    """Sentences said to the person about one way back; ``until``: a day in words, or empty."""
    if way is ReturnWay.ORIENTATION_REQUEST:
        return NO_ESAT_BEFORE
    return (*FOR_EVER, *_limit(severity, until))


def _limit(severity: Severity, until: str) -> tuple[str, ...]:
    match severity:
        case Severity.WARN:
            return ("Votre décision pour aller en ESAT est finie.", *_ASK_AGAIN)
        case Severity.UNKNOWN if until:
            return (
                f"Votre dossier note une décision de la MDPH, bonne jusqu’au {until}.",
                "On ne sait pas si cette décision est pour un ESAT.",
                "Demandez à la personne qui vous suit.",
            )
        case Severity.UNKNOWN:
            return (
                "On ne sait pas si votre décision pour aller en ESAT est encore bonne.",
                "Demandez à la personne qui vous suit.",
            )
        case _ if until:
            return (
                f"Votre décision pour aller en ESAT est bonne jusqu’au {until}.",
                "Pensez à la demander à nouveau avant ce jour.",
                "Après ce jour, il faut une nouvelle décision de la MDPH.",
            )
        case _:
            return ("Votre décision pour aller en ESAT est bonne.",)
