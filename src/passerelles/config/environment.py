"""The only reader of the process environment.

Every setting is a typed field with its French help; all errors are reported at once, each
with its remedy, instead of one traceback per start.  ``.env.example`` is generated from here.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENV_PREFIX = "PASSERELLES_"


class ConfigurationError(Exception):
    """The environment cannot be read; ``problems`` holds one French sentence per error."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Environment(BaseSettings):
    """Settings of one installation, read from variables ``PASSERELLES_*`` or from ``.env``."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore"
    )

    data_dir: Path = Field(
        default=Path("var"),
        description="Dossier des données : base SQLite, clés, fichiers déposés.",
    )
    database_url: str = Field(
        default="",
        description="Vide : SQLite dans le dossier des données. "
        "Sinon postgresql://utilisateur:mot-de-passe@hôte:5432/base.",
    )
    secret_key: str = Field(
        default="",
        description="Clé de signature des sessions, 50 caractères au moins. "
        "Vide : créée au premier démarrage dans le dossier des données.",
    )
    encryption_keys: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Clés Fernet du volet sensible, la plus récente d’abord, séparées par des "
        "virgules. Vide : créée au premier démarrage dans le dossier des données.",
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost"),
        description="Noms sous lesquels le site répond, séparés par des virgules.",
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Adresse publique du site, sans barre finale : sert aux liens personnels.",
    )
    secure: bool = Field(
        default=False,
        description="Vrai derrière HTTPS : cookies sécurisés et HSTS.",
    )
    debug: bool = Field(
        default=False, description="Pages d’erreur détaillées. Jamais en production."
    )
    demo: bool = Field(
        default=False,
        description="Vrai pour le territoire de démonstration : affiche les comptes d’essai.",
    )
    national_lists: Path | None = Field(
        default=None,
        description="Dossier des listes nationales téléchargées (ESAT, SIAE, GEIQ, La Poste…), "
        "importées à la création de la démonstration.",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="Port du serveur.", alias="PORT")
    threads: int = Field(default=8, ge=1, le=64, description="Requêtes servies en même temps.")
    email_url: str = Field(
        default="",
        description="smtp://utilisateur:mot-de-passe@hôte:587 ; vide : les courriels "
        "sont écrits dans le dossier des données.",
    )
    email_from: str = Field(
        default="passerelles@localhost", description="Expéditeur des courriels."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING ou ERROR.")

    @field_validator("encryption_keys", "allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 50:
            raise ValueError("50 caractères au moins ; laissez vide pour qu’elle soit créée")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_scheme(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://", "sqlite:///")):
            raise ValueError("attendu postgresql://… ou sqlite:///… ; vide pour SQLite")
        return value

    @field_validator("email_url")
    @classmethod
    def _known_mail_scheme(cls, value: str) -> str:
        if value and not value.startswith(("smtp://", "smtps://")):
            raise ValueError("attendu smtp://… ou smtps://… ; vide pour écrire dans un dossier")
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        level = value.upper()
        if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("attendu DEBUG, INFO, WARNING ou ERROR")
        return level


def variable_name(field: str) -> str:
    """Name of the environment variable behind a field: ``data_dir`` → ``PASSERELLES_DATA_DIR``."""
    alias = Environment.model_fields[field].alias
    return alias or f"{ENV_PREFIX}{field.upper()}"


def _french(error: ValidationError) -> list[str]:
    problems = []
    for item in error.errors():
        field = str(item["loc"][0])
        name = field if field.isupper() else variable_name(field)
        message = str(item["msg"]).removeprefix("Value error, ")
        problems.append(f"{name} : valeur « {item['input']} » refusée ({message}).")
    return problems


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Read the environment once; raise :class:`ConfigurationError` naming every bad value."""
    try:
        return Environment()
    except ValidationError as error:
        raise ConfigurationError(_french(error)) from error


def example() -> str:
    """Text of ``.env.example``: every variable with its help and its default, commented out."""
    lines = ["# Réglages de Passerelles. Fichier produit par « make docs » : ne pas le modifier."]
    for name, field in Environment.model_fields.items():
        default = field.default
        if isinstance(default, tuple):
            default = ",".join(default)
        lines += ["", f"# {field.description}", f"# {variable_name(name)}={default}"]
    return "\n".join(lines) + "\n"
