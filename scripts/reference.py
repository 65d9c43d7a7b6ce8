"""Produces the reference pages and ``.env.example`` from the code (``make docs``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def pages() -> dict[Path, str]:
    """Path of each generated file and its text."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.config.settings")
    import django

    django.setup()
    from passerelles.config.environment import example

    return {
        ROOT / ".env.example": example(),
        ROOT / "docs/reference/journal.md": _journal(),
        ROOT / "docs/reference/routes.md": _routes(),
        ROOT / "docs/reference/roles.md": _roles(),
        ROOT / "docs/reference/volets.md": _volets(),
    }


def _journal() -> str:
    from passerelles.journal.catalogue import all_events

    rows = [
        f"| `{e.tag}` | {e.kind.value} | {e.sentence} | {', '.join(e.keeps) or '—'} |"
        for e in all_events()
    ]
    return (
        "# Le journal : ce qu’il peut contenir\n\n"
        "Liste fermée, produite depuis le code. Aucun nom ni texte n’y est gardé : des identifiants et des codes.\n\n"
        "| événement | sorte | phrase | détails gardés |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def _routes() -> str:
    from passerelles.web.routes import all_routes

    rows = [
        f"| `/{pattern}` | {entry.audience.value} | {entry.right.value if entry.right else '—'} "
        f"| {entry.policy} | {entry.audit.value} |"
        for pattern, name, _view, entry in all_routes()
        if entry is not None and ":" in name
    ]
    return (
        "# Registre des adresses\n\nPour chaque adresse : pour qui, quel droit, quelle règle décide, ce qui est journalisé. "
        "Une adresse absente de ce registre est refusée.\n\n"
        "| adresse | public | droit | règle | journal |\n|---|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def _roles() -> str:
    from passerelles.organisations.rules.roles import ROLE_LABELS, ROLE_RIGHTS

    rows = [
        f"| `{role.value}` | {ROLE_LABELS[role]} | {', '.join(sorted(r.value for r in rights))} |"
        for role, rights in ROLE_RIGHTS.items()
    ]
    return (
        "# Rôles et droits\n\nOn ne donne que ce que l’on a. Les droits s’arrêtent à la requête suivante quand on quitte l’organisation.\n\n"
        "| rôle | en mots | droits |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def _volets() -> str:
    from passerelles.sharing.rules.volets import PURPOSE_LABELS, PURPOSE_VERBS, VOLET_TEXTS

    volets = [f"| {t.label} | {t.plain} | {t.content} |" for t in VOLET_TEXTS.values()]
    purposes = [
        f"| {label} | {'lire et écrire' if len(PURPOSE_VERBS[p]) > 1 else 'lire'} |"
        for p, label in PURPOSE_LABELS.items()
    ]
    return (
        "# Volets et finalités\n\n| volet | pour la personne | contient |\n|---|---|---|\n"
        + "\n".join(volets)
        + "\n\n| finalité | permet de |\n|---|---|\n"
        + "\n".join(purposes)
        + "\n\nLe volet sensible n’est jamais coché d’avance. Deux accords ne s’additionnent jamais.\n"
    )


def main() -> int:
    """Write the pages; with ``--check``, only say which are out of date."""
    check = "--check" in sys.argv
    stale = [
        path for path, text in pages().items() if not path.exists() or path.read_text() != text
    ]
    if check:
        for path in stale:
            print(f"À régénérer par « make docs » : {path.relative_to(ROOT)}")
        return 1 if stale else 0
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    print(f"{len(stale)} page(s) mises à jour.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
