"""Barriers, appointments, calendars, promises, objectives and partner sessions."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import passerelles.kernel.clock
import passerelles.sharing.secrecy
import passerelles.support.rules.barriers
import passerelles.support.rules.commitments
import passerelles.support.rules.funding
import passerelles.support.rules.meetings
from passerelles.journal.immutable import freeze_rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
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
                            ("individual", "Rendez-vous individuel"),
                            ("group", "Rendez-vous collectif"),
                            ("tripartite", "Bilan à trois"),
                            ("job_follow_up", "Suivi dans l’emploi"),
                        ],
                        max_length=20,
                        verbose_name="sorte de rendez-vous",
                    ),
                ),
                ("group", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ("starts_at", models.DateTimeField(verbose_name="quand")),
                (
                    "length",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="durée en minutes",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="où")),
                (
                    "subject",
                    models.CharField(blank=True, max_length=160, verbose_name="de quoi on parle"),
                ),
                (
                    "on_working_time",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="sur le temps de travail"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Prévu"), ("held", "Passé"), ("cancelled", "Annulé")],
                        default=passerelles.support.rules.meetings.MeetingState["PLANNED"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                (
                    "minutes",
                    models.TextField(blank=True, max_length=1200, verbose_name="compte rendu"),
                ),
                (
                    "decisions",
                    models.TextField(blank=True, max_length=600, verbose_name="ce qui est décidé"),
                ),
                (
                    "next_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="prochain rendez-vous vers le"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
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
                "verbose_name": "rendez-vous",
                "verbose_name_plural": "rendez-vous",
                "ordering": ["-starts_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AppointmentChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("planned", "prévu"),
                            ("moved", "déplacé"),
                            ("cancelled", "annulé"),
                            ("held", "compte rendu écrit"),
                            ("corrected", "compte rendu corrigé"),
                        ],
                        max_length=20,
                        verbose_name="évènement",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="quand")),
                ("minutes", models.TextField(blank=True, verbose_name="compte rendu")),
                ("decisions", models.TextField(blank=True, verbose_name="ce qui est décidé")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="pourquoi")),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="support.appointment",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "changement d’un rendez-vous",
                "verbose_name_plural": "changements d’un rendez-vous",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="Barrier",
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
                            ("french", "Maîtrise du français"),
                            ("digital", "Numérique"),
                            ("housing", "Logement ou hébergement"),
                            ("mobility", "Mobilité"),
                            ("childcare", "Garde d’enfants, obligations familiales"),
                            ("rights", "Accès aux droits"),
                            ("debt", "Argent, dettes"),
                            ("isolation", "Isolement"),
                            ("network", "Pas de réseau professionnel"),
                            ("confidence", "Confiance en soi"),
                            ("health", "Santé : ses conséquences au travail"),
                            ("suffering", "Souffrance psychique"),
                            ("addiction", "Addiction, jeu compris"),
                            ("justice", "Justice"),
                        ],
                        max_length=30,
                        verbose_name="frein",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="depuis quand")),
                (
                    "weight",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("light", "Ça me gêne un peu"),
                            ("heavy", "Ça me gêne souvent"),
                            ("blocking", "C’est très lourd pour moi"),
                        ],
                        max_length=20,
                        verbose_name="ce que cela pèse, dit par la personne",
                    ),
                ),
                (
                    "words",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=1000, verbose_name="avec les mots de la personne"
                    ),
                ),
                ("main", models.BooleanField(default=False, verbose_name="frein principal")),
                (
                    "lift_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="à lever si possible avant le"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Présent"),
                            ("lifted", "Levé"),
                            ("set_aside", "Laissé de côté par la personne"),
                        ],
                        default=passerelles.support.rules.barriers.BarrierState["OPEN"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("lifted_on", models.DateField(blank=True, null=True, verbose_name="levé le")),
                ("version", models.PositiveIntegerField(default=1)),
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
                "verbose_name": "frein",
                "verbose_name_plural": "freins",
                "ordering": ["-main", "recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="BarrierAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("referral", "Orientation vers un partenaire"),
                            ("appointment", "Rendez-vous avec un partenaire"),
                            ("paperwork", "Démarche, dossier"),
                            ("training", "Formation, atelier"),
                            ("french", "Cours de français"),
                            ("care", "Séance d’écoute ou de soin"),
                            ("funding", "Recherche de financement"),
                            ("co_tutoring", "Co-tutorat en situation de travail"),
                            ("responsibility", "Prise de responsabilité"),
                            ("collective", "Information ou échange collectif"),
                            ("visit", "Visite d’entreprise"),
                            ("other", "Autre action"),
                        ],
                        max_length=30,
                        verbose_name="sorte d’action",
                    ),
                ),
                (
                    "what",
                    passerelles.sharing.secrecy.SecretTextField(
                        max_length=300, verbose_name="quoi"
                    ),
                ),
                (
                    "partner",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=160, verbose_name="avec quel partenaire"
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="prévue le")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="faite le")),
                (
                    "on_working_time",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="sur le temps de travail"
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.25"))],
                        verbose_name="heures",
                    ),
                ),
                (
                    "result",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=500, verbose_name="ce que cela a donné"
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="support.barrier",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "action sur un frein",
                "verbose_name_plural": "actions sur un frein",
                "ordering": [
                    models.OrderBy(models.F("planned_on"), nulls_last=True),
                    "recorded_at",
                ],
            },
        ),
        migrations.CreateModel(
            name="BarrierChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Présent"),
                            ("lifted", "Levé"),
                            ("set_aside", "Laissé de côté par la personne"),
                        ],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                (
                    "weight",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("light", "Ça me gêne un peu"),
                            ("heavy", "Ça me gêne souvent"),
                            ("blocking", "C’est très lourd pour moi"),
                        ],
                        max_length=20,
                        verbose_name="poids",
                    ),
                ),
                (
                    "words",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=1000, verbose_name="avec les mots de la personne"
                    ),
                ),
                ("on", models.DateField(default=passerelles.kernel.clock.today, verbose_name="le")),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="support.barrier",
                    ),
                ),
            ],
            options={
                "verbose_name": "changement d’un frein",
                "verbose_name_plural": "changements d’un frein",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "created_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "adresse d’agenda",
                "verbose_name_plural": "adresses d’agenda",
            },
        ),
        migrations.CreateModel(
            name="FundingPlan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "label",
                    passerelles.sharing.secrecy.SecretTextField(
                        max_length=160, verbose_name="ce qui est à payer"
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=9,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="coût",
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="funding_plans",
                        to="support.barrier",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan de financement",
                "verbose_name_plural": "plans de financement",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="FundingLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "funder",
                    models.CharField(
                        choices=[
                            ("department", "Département"),
                            ("social_driving_school", "Auto-école sociale"),
                            ("cpf", "CPF (compte formation de la personne)"),
                            ("france_travail", "France Travail"),
                            ("region", "Région"),
                            ("opco", "OPCO"),
                            ("agefiph", "Agefiph, FIPHFP"),
                            ("employer", "Employeur"),
                            ("ccas", "CCAS, mairie"),
                            ("person", "La personne elle-même"),
                            ("other", "Autre"),
                        ],
                        max_length=30,
                        verbose_name="financeur",
                    ),
                ),
                (
                    "funder_name",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=120, verbose_name="nom du financeur"
                    ),
                ),
                (
                    "asked",
                    models.DecimalField(
                        decimal_places=2, max_digits=9, verbose_name="montant demandé"
                    ),
                ),
                (
                    "granted",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="montant accordé",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Demandé"),
                            ("granted", "Accordé"),
                            ("refused", "Refusé"),
                            ("paid", "Versé"),
                        ],
                        default=passerelles.support.rules.funding.FundingState["ASKED"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                (
                    "state_on",
                    models.DateField(
                        default=passerelles.kernel.clock.today, verbose_name="à la date du"
                    ),
                ),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="support.fundingplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne de financement",
                "verbose_name_plural": "lignes de financement",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="MeetingRhythm",
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
                    "every_months",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="un rendez-vous tous les … mois",
                    ),
                ),
                (
                    "since",
                    models.DateField(
                        default=passerelles.kernel.clock.today, verbose_name="à partir du"
                    ),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "programme",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="programme qui le demande"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
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
                "verbose_name": "rythme des rendez-vous",
                "verbose_name_plural": "rythmes des rendez-vous",
                "ordering": ["-since"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MutualCommitment",
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
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="pourquoi cet avenant"
                    ),
                ),
                (
                    "start",
                    models.DateField(
                        default=passerelles.kernel.clock.today, verbose_name="premier jour"
                    ),
                ),
                ("end", models.DateField(blank=True, null=True, verbose_name="dernier jour")),
                ("review_days", models.JSONField(default=list, verbose_name="quand on en reparle")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "En cours"),
                            ("replaced", "Remplacé par un avenant"),
                            ("ended", "Terminé"),
                        ],
                        default=passerelles.support.rules.commitments.CommitmentState["ACTIVE"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("paper_id", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="support.mutualcommitment",
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
                "verbose_name": "engagement réciproque",
                "verbose_name_plural": "engagements réciproques",
                "ordering": ["-start", "-number"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Objective",
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
                ("words", models.CharField(max_length=300, verbose_name="objectif")),
                ("job", models.CharField(blank=True, max_length=160, verbose_name="métier")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("person", "dit par la personne"),
                            ("professional", "proposé par un professionnel"),
                        ],
                        max_length=20,
                        verbose_name="d’où il vient",
                    ),
                ),
                ("by_day", models.DateField(blank=True, null=True, verbose_name="pour quand")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "En cours"),
                            ("reached", "Atteint"),
                            ("left", "Abandonné par la personne"),
                            ("revised", "Revu"),
                        ],
                        default=passerelles.support.rules.commitments.ObjectiveState["OPEN"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("state_on", models.DateField(default=passerelles.kernel.clock.today)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="pourquoi")),
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
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="support.objective",
                    ),
                ),
            ],
            options={
                "verbose_name": "objectif professionnel",
                "verbose_name_plural": "objectifs professionnels",
                "ordering": ["-recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ObjectiveEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="ce qui le montre")),
                ("on", models.DateField(default=passerelles.kernel.clock.today, verbose_name="le")),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="support.objective",
                    ),
                ),
            ],
            options={
                "verbose_name": "preuve d’un objectif",
                "verbose_name_plural": "preuves d’un objectif",
                "ordering": ["on"],
            },
        ),
        migrations.CreateModel(
            name="PartnerSession",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("partner", models.CharField(max_length=160, verbose_name="partenaire")),
                ("topic", models.CharField(max_length=160, verbose_name="sujet")),
                ("on", models.DateField(default=passerelles.kernel.clock.today, verbose_name="le")),
                (
                    "on_working_time",
                    models.BooleanField(default=True, verbose_name="sur le temps de travail"),
                ),
                (
                    "sensitive",
                    models.BooleanField(
                        default=False, verbose_name="touche à la santé ou à la justice"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "intervention d’un partenaire",
                "verbose_name_plural": "interventions de partenaires",
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="PartnerContact",
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
                    "partner",
                    passerelles.sharing.secrecy.SecretTextField(
                        max_length=160, verbose_name="partenaire"
                    ),
                ),
                ("came", models.BooleanField(default=True, verbose_name="est venu")),
                (
                    "on_working_time",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="sur le temps de travail"
                    ),
                ),
                (
                    "first_contact",
                    models.BooleanField(default=False, verbose_name="premier contact pris"),
                ),
                (
                    "knows_whom",
                    models.BooleanField(
                        default=False, verbose_name="sait qui contacter, dit par la personne"
                    ),
                ),
                ("on", models.DateField(default=passerelles.kernel.clock.today, verbose_name="le")),
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
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="support.partnersession",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact avec un partenaire",
                "verbose_name_plural": "contacts avec des partenaires",
                "ordering": ["-on"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("person", "la personne"), ("structure", "la structure")],
                        max_length=20,
                        verbose_name="qui promet",
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="ce qui est promis")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="support.mutualcommitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "promesse",
                "verbose_name_plural": "promesses",
                "ordering": ["side", "position"],
            },
        ),
        migrations.CreateModel(
            name="PromiseReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("person", "la personne"), ("structure", "la structure")],
                        max_length=20,
                        verbose_name="qui le dit",
                    ),
                ),
                (
                    "kept",
                    models.CharField(
                        choices=[("yes", "Tenu"), ("partly", "En partie"), ("no", "Pas tenu")],
                        max_length=20,
                        verbose_name="tenu ?",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="un mot")),
                ("on", models.DateField(default=passerelles.kernel.clock.today)),
                (
                    "author_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="nom affiché de l’auteur"
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="support.promise",
                    ),
                ),
            ],
            options={
                "verbose_name": "avis sur une promesse",
                "verbose_name_plural": "avis sur une promesse",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("person", "la personne"),
                            ("counsellor", "la personne qui accompagne (CIP, éducateur)"),
                            ("supervisor", "l’encadrant technique"),
                            ("tutor", "le tuteur ou la tutrice en entreprise"),
                            ("partner", "un partenaire"),
                        ],
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                (
                    "attendance",
                    models.CharField(
                        choices=[
                            ("expected", "Attendu"),
                            ("present", "Présent"),
                            ("excused", "Excusé"),
                            ("absent", "Pas venu"),
                        ],
                        default=passerelles.support.rules.meetings.Attendance["EXPECTED"],
                        max_length=20,
                        verbose_name="présence",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=800, verbose_name="ce qui est dit"),
                ),
                ("reminded_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="support.appointment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "place à un rendez-vous",
                "verbose_name_plural": "places à un rendez-vous",
                "ordering": ["role"],
            },
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["person", "volet"], name="appointment_person_volet"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["organisation", "state", "starts_at"], name="appointment_to_come"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="appointment_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("length__gte", 5), ("length__lte", 720)),
                name="appointment_length",
                violation_error_message="Un rendez-vous dure de 5 minutes à 12 heures.",
            ),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(fields=["person", "volet"], name="barrier_person_volet"),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(
                condition=models.Q(
                    ("state", passerelles.support.rules.barriers.BarrierState["OPEN"])
                ),
                fields=["organisation", "lift_by"],
                name="barrier_to_lift",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="barrier_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("lifted_on__isnull", False),
                        ("state", passerelles.support.rules.barriers.BarrierState["LIFTED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", passerelles.support.rules.barriers.BarrierState["LIFTED"]),
                            _negated=True,
                        ),
                        ("lifted_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="barrier_lifted_on_a_day",
                violation_error_message="Un frein levé l’est à une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrieraction",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__isnull", True), ("hours__gt", 0), _connector="OR"),
                name="barrier_action_hours",
                violation_error_message="Une durée est positive.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("user",),
                name="one_calendar_feed_per_user",
                violation_error_message="Une adresse est déjà ouverte.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__gt", 0)),
                name="funding_plan_costs_something",
                violation_error_message="Un coût est positif.",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked__gt", 0),
                    models.Q(("granted__isnull", True), ("granted__gte", 0), _connector="OR"),
                ),
                name="funding_line_amounts",
                violation_error_message="Un montant est positif.",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingrhythm",
            index=models.Index(fields=["person", "volet"], name="meetingrhythm_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="meetingrhythm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="meetingrhythm_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingrhythm",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_months__gte", 1), ("every_months__lte", 12)),
                name="rhythm_months",
                violation_error_message="Un rythme va de un à douze mois.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingrhythm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="rhythm_period",
                violation_error_message="La fin du rythme précède son début.",
            ),
        ),
        migrations.AddIndex(
            model_name="mutualcommitment",
            index=models.Index(fields=["person", "volet"], name="mutualcommitment_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="mutualcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="mutualcommitment_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mutualcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                ),
                name="mutual_commitment_period",
                violation_error_message="La fin précède le début.",
            ),
        ),
        migrations.AddIndex(
            model_name="objective",
            index=models.Index(fields=["person", "volet"], name="objective_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="objective",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="objective_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddIndex(
            model_name="partnersession",
            index=models.Index(fields=["organisation", "-on"], name="partner_session_by_place"),
        ),
        migrations.AddIndex(
            model_name="partnercontact",
            index=models.Index(fields=["person", "volet"], name="partnercontact_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="partnercontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="partnercontact_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("appointment", "role"),
                name="one_seat_per_role",
                violation_error_message="Ce rôle a déjà une place.",
            ),
        ),
        freeze_rows("support_appointmentchange", "L’historique ne se modifie pas."),
        freeze_rows("support_barrierchange", "L’historique ne se modifie pas."),
        freeze_rows("support_promise", "L’historique ne se modifie pas."),
        freeze_rows("support_promisereview", "L’historique ne se modifie pas."),
        freeze_rows("support_objectiveevidence", "L’historique ne se modifie pas."),
    ]


# Tables about a person (column person_id), to put behind the second wall:
# support_appointment, support_barrier, support_meetingrhythm, support_mutualcommitment, support_objective, support_partnercontact
