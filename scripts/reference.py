"""Produces the reference pages and ``.env.example`` from the code (``make docs``)."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def pages() -> dict[Path, str]:
    """Path of each generated file and its text."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passerelles.config.settings")
    import django

    django.setup()
    from passerelles.config.environment import example

    return {
        ROOT / ".env.example": example(),
        # The addresses first: reading them loads every area, whose events the journal lists.
        ROOT / "docs/reference/routes.md": _routes(),
        ROOT / "docs/reference/journal.md": _journal(),
        ROOT / "docs/reference/roles.md": _roles(),
        ROOT / "docs/reference/volets.md": _volets(),
        ROOT / "docs/droit.md": _law(),
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


def _law() -> str:
    """Every version of every rule, whatever the day the page is produced."""
    from passerelles.law.catalogue import the_catalogue, the_sources
    from passerelles.law.listing import by_family

    catalogue = the_catalogue()
    versions = [v for rule_id in catalogue.ids() for v in catalogue.versions(rule_id)]
    parts = [
        "# Le droit des passerelles\n\n"
        "Produit depuis le recueil que lit le logiciel. Les mêmes règles se lisent à une date donnée, avec une recherche, "
        "à l’adresse `/droit/`, par `passerelles law rules` et par l’API. Elles informent : elles ne remplacent pas un avis juridique.\n\n"
        f"{len(catalogue.ids())} règles. Les dates sont incluses. Une valeur « à régler » l’est par l’administrateur de chaque structure "
        "([guide](guides/droit.md)).\n"
    ]
    for family, label, rules in by_family(versions):
        parts.append(f"\n## {label}\n" if label == family else f"\n## {label} ({family})\n")
        parts += [_rule(rule) for rule in rules]
    parts.append(f"\n## Formes de contrats\n\n{_work_kinds()}")
    sources = [f"| {s.tag} | {s.title} | {s.state} |" for s in the_sources().values()]
    parts.append(
        "\n## Sources\n\n| sigle | texte ou document | état lu |\n|---|---|---|\n"
        + "\n".join(sources)
        + "\n"
    )
    return "".join(parts)


def _rule(rule: Any) -> str:
    from passerelles.law.catalogue import STATE_LABELS
    from passerelles.law.parameters import CONFIDENCE_LABELS, the_book

    dates = _dates(rule.start, rule.end) or rule.since
    facts = [rule.article, dates, CONFIDENCE_LABELS[rule.confidence], STATE_LABELS[rule.state]]
    if any(
        row.confidence == "uncertain" for key in rule.parameters for row in the_book().rows(key)
    ):
        facts.append("une valeur à régler")
    sources = f" Sources : {', '.join(rule.sources)}." if rule.sources else ""
    values = [
        f"- {_value(row)}" for key in rule.parameters for row in _sorted(the_book().rows(key))
    ]
    note = f"{rule.note}\n\n" if rule.note else ""
    listed = "\n".join(values) + "\n\n" if values else ""
    return (
        f"\n### {rule.id} — {rule.title}\n\n{rule.statement}\n\n{note}{listed}"
        f"*{' · '.join(fact for fact in facts if fact)}.*{sources}\n"
    )


def _sorted(rows: Any) -> list[Any]:
    """Rows of a value, the oldest first."""
    return sorted(rows, key=lambda row: str(row.start or ""))


def _value(row: Any) -> str:
    from passerelles.law.listing import value_words
    from passerelles.law.parameters import CONFIDENCE_LABELS

    dates = _dates(row.start, row.end)
    return (
        f"{row.label} : **{value_words(row.value, row.unit)}**{f', {dates}' if dates else ''} "
        f"({CONFIDENCE_LABELS[row.confidence]})"
    )


def _dates(start: Any, end: Any) -> str:
    from passerelles.law.wording import day_fr

    if start and end:
        return f"du {day_fr(start)} au {day_fr(end)}"
    return (f"depuis le {day_fr(start)}" if start else "") or (
        f"jusqu’au {day_fr(end)}" if end else ""
    )


def _work_kinds() -> str:
    from passerelles.law.place_names import place_names
    from passerelles.law.situations import SITUATION_TEXTS
    from passerelles.law.work_kinds import work_kinds
    from passerelles.rulebook.rules.wording import EXIT_LABELS, signatory

    conditions = {
        kind.code: (*(SITUATION_TEXTS[needed].label for needed in kind.needs), *kind.conditions)
        for kind in work_kinds().values()
    }
    rows = [
        f"| `{kind.code}` | {kind.long} | {place_names(kind.employers) or 'tous'} | {kind.rule} "
        f"| {' ; '.join(conditions[kind.code]) or '—'} "
        f"| {', '.join(kind.documents) or '—'} | {', '.join(signatory(c) for c in kind.signatories) or '—'} "
        f"| {EXIT_LABELS[kind.exit_effect]} |"
        for kind in work_kinds().values()
    ]
    return (
        "| code | forme | employeurs | règle | conditions | papiers | qui signe | pour la place quittée |\n"
        "|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n"
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
