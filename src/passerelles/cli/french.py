"""Click in French: headings, help option and usage errors, with what to do."""

from __future__ import annotations

from typing import Any

import click

WORDS = {
    "INTEGER": "NOMBRE",
    "TEXT": "TEXTE",
    "[default:": "[par défaut :",
    "[required]": "[obligatoire]",
}


def _in_french(words: str) -> str:
    for english, french in WORDS.items():
        words = words.replace(english, french)
    return words


class FrenchHelp:
    """Headings of the help page and the ``--help`` option in French."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix="Usage : ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            (_in_french(record[0]), _in_french(record[1]))
            for parameter in self.get_params(ctx)  # type: ignore[attr-defined]
            if (record := parameter.get_help_record(ctx)) is not None
        ]
        if records:
            with formatter.section("Options "):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Affiche cette aide et s’arrête."
        return option


class FrenchCommand(FrenchHelp, click.Command):
    pass


class FrenchGroup(FrenchHelp, click.Group):
    command_class = FrenchCommand
    group_class = type

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS]", "COMMANDE", "[ARGUMENTS]…"]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str(100)))
        with formatter.section("Commandes "):
            formatter.write_dl(rows)


def usage_problem(error: click.ClickException) -> str:
    """One French sentence for a usage error, with the remedy."""
    match error:
        case click.NoSuchOption():
            problem = f"Option inconnue : {error.option_name}."
        case click.MissingParameter():
            problem = f"Il manque : {_parameter(error.param)}."
        case click.BadParameter():
            problem = f"Valeur refusée pour {_parameter(error.param)} : {_said(error)}"
        case click.UsageError() if "No such command" in error.message:
            problem = f"Commande inconnue : {error.message.split(chr(39))[1]}."
        case click.UsageError():
            problem = f"Commande mal écrite : {error.message}"
        case _:
            problem = error.format_message()
    context: Any = getattr(error, "ctx", None)
    help_line = f"\nAide : {context.command_path} --help" if context is not None else ""
    return problem + help_line


def _parameter(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "un paramètre"
    if isinstance(parameter, click.Option):
        return "/".join(parameter.opts)
    return parameter.make_metavar(click.Context(click.Command("passerelles")))


def _said(error: click.BadParameter) -> str:
    message = error.message
    if "does not exist" in message:
        return "ce fichier n’existe pas."
    if "is not one of" in message:
        return "attendu " + message.partition("is not one of ")[2]
    if "is not a valid integer" in message:
        return "un nombre entier est attendu."
    return message
