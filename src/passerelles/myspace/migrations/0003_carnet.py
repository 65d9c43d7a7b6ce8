"""The carnet: entries, choices and versions that nothing rewrites."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import passerelles.kernel.clock
import passerelles.myspace.rules.carnet
from passerelles.journal.immutable import freeze_rows

# All but ``person_id`` and ``shared``: two records of one person may be joined.
VERSION_COLUMNS = [
    "id",
    "number",
    "content",
    "pdf",
    "sha256",
    "recorded_at",
    "organisation_id",
    "author_id",
    "author_name",
    "volet",
]


class Migration(migrations.Migration):
    dependencies = [
        ("myspace", "0002_initial"),
        ("organisations", "0002_signatories"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CarnetChoices",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("left_out", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "choix du carnet",
                "verbose_name_plural": "choix des carnets",
            },
        ),
        migrations.CreateModel(
            name="CarnetEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "author_kind",
                    models.CharField(
                        choices=[
                            ("professional", "professionnel"),
                            ("person", "la personne"),
                            ("guest", "tuteur en entreprise"),
                            ("import", "reprise de données"),
                        ],
                        default="professional",
                        max_length=20,
                        verbose_name="sorte d’auteur",
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "volet",
                    models.CharField(
                        choices=[
                            ("identity", "Identité"),
                            ("situation", "Situation administrative"),
                            ("project", "Projet et souhaits"),
                            ("path", "Parcours"),
                            ("skills", "Compétences"),
                            ("progress", "Progrès"),
                            ("support_needs", "Ce qui m’aide au travail"),
                            ("barriers", "Freins"),
                            ("sensitive", "Volet sensible"),
                            ("documents", "Documents"),
                        ],
                        max_length=20,
                        verbose_name="volet",
                    ),
                ),
                ("shared", models.BooleanField(default=True, verbose_name="partagé")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=passerelles.kernel.clock.now,
                        editable=False,
                        verbose_name="écrit le",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("know-how", "Ce qu’elle sait faire"),
                            ("proud", "Ce dont elle est fière"),
                        ],
                        max_length=20,
                        verbose_name="de quoi on parle",
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="mots")),
                ("on", models.DateField(default=passerelles.kernel.clock.today, verbose_name="le")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("kept", "Dans le carnet"),
                            ("proposed", "Proposé, la personne n’a pas répondu"),
                            ("declined", "La personne n’en veut pas"),
                        ],
                        default=passerelles.myspace.rules.carnet.EntryState["PROPOSED"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="auteur",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="people.person",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne du carnet",
                "verbose_name_plural": "lignes du carnet",
                "ordering": ["on", "recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "volet"], name="carnetentry_person_volet")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            ("author_kind", "person"),
                            _connector="OR",
                        ),
                        name="carnetentry_written_for_someone",
                        violation_error_message="Une entrée est écrite pour une organisation.",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CarnetVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "author_kind",
                    models.CharField(
                        choices=[
                            ("professional", "professionnel"),
                            ("person", "la personne"),
                            ("guest", "tuteur en entreprise"),
                            ("import", "reprise de données"),
                        ],
                        default="professional",
                        max_length=20,
                        verbose_name="sorte d’auteur",
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "volet",
                    models.CharField(
                        choices=[
                            ("identity", "Identité"),
                            ("situation", "Situation administrative"),
                            ("project", "Projet et souhaits"),
                            ("path", "Parcours"),
                            ("skills", "Compétences"),
                            ("progress", "Progrès"),
                            ("support_needs", "Ce qui m’aide au travail"),
                            ("barriers", "Freins"),
                            ("sensitive", "Volet sensible"),
                            ("documents", "Documents"),
                        ],
                        max_length=20,
                        verbose_name="volet",
                    ),
                ),
                ("shared", models.BooleanField(default=True, verbose_name="partagé")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=passerelles.kernel.clock.now,
                        editable=False,
                        verbose_name="écrit le",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("content", models.JSONField(verbose_name="ce qui est écrit")),
                ("pdf", models.BinaryField(verbose_name="PDF")),
                (
                    "sha256",
                    models.CharField(db_index=True, max_length=64, verbose_name="empreinte"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="auteur",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="people.person",
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "version du carnet",
                "verbose_name_plural": "versions du carnet",
                "ordering": ["-number"],
                "abstract": False,
                "base_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "volet"], name="carnetversion_person_volet")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            ("author_kind", "person"),
                            _connector="OR",
                        ),
                        name="carnetversion_written_for_someone",
                        violation_error_message="Une entrée est écrite pour une organisation.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "number"),
                        name="carnet_version_once",
                        violation_error_message="Cette version existe déjà.",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        freeze_rows(
            "myspace_carnetversion",
            "Une version du carnet ne se modifie pas.",
            columns=VERSION_COLUMNS,
        ),
    ]
