"""Work situations, exits, the right to come back and what is followed after hiring."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import passerelles.kernel.clock
import passerelles.pathways.models.work
import passerelles.pathways.rules.work


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("pathways", "0002_default_framework"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exit",
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
                    "place_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nom de la structure quittée"
                    ),
                ),
                ("place_kind", models.CharField(max_length=30, verbose_name="sorte de structure")),
                ("left_on", models.DateField(verbose_name="sortie le")),
                (
                    "destination",
                    models.CharField(blank=True, max_length=30, verbose_name="vers quoi"),
                ),
                (
                    "contract_type",
                    models.CharField(blank=True, max_length=40, verbose_name="contrat suivant"),
                ),
                (
                    "contract_months",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=6,
                        null=True,
                        verbose_name="mois du contrat suivant",
                    ),
                ),
                ("told", models.JSONField(default=dict, verbose_name="ce qui a été dit")),
                ("category", models.CharField(max_length=20, verbose_name="catégorie")),
                ("counted", models.BooleanField(blank=True, null=True, verbose_name="comptée")),
                (
                    "dynamic",
                    models.BooleanField(blank=True, null=True, verbose_name="sortie dynamique"),
                ),
                (
                    "rule_version",
                    models.CharField(max_length=60, verbose_name="version de la règle"),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("allowed", "Possible"),
                            ("warnings", "Possible, avec des points à régler"),
                            ("refused", "Pas possible en l’état"),
                            ("unknown", "On ne peut pas encore le dire"),
                        ],
                        max_length=20,
                        verbose_name="réponse du droit",
                    ),
                ),
                ("findings", models.JSONField(default=list, verbose_name="ce que le droit disait")),
                ("parameters", models.JSONField(default=list, verbose_name="valeurs du droit")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="raison")),
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
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="pathways.exit",
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="structure quittée",
                    ),
                ),
            ],
            options={
                "verbose_name": "sortie",
                "verbose_name_plural": "sorties",
                "ordering": ["-left_on", "-recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WorkSituation",
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
                        max_length=40,
                        validators=[passerelles.pathways.models.work.validate_work_kind],
                        verbose_name="forme",
                    ),
                ),
                (
                    "employer_name",
                    models.CharField(blank=True, max_length=160, verbose_name="nom de l’employeur"),
                ),
                (
                    "employer_kind",
                    models.CharField(blank=True, max_length=30, verbose_name="sorte d’employeur"),
                ),
                (
                    "host_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nom du lieu d’accueil"
                    ),
                ),
                (
                    "host_kind",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="sorte de lieu d’accueil"
                    ),
                ),
                (
                    "prescriber_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nom du prescripteur"
                    ),
                ),
                (
                    "prescriber_kind",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="sorte de prescripteur"
                    ),
                ),
                ("start", models.DateField(verbose_name="premier jour")),
                ("end", models.DateField(blank=True, null=True, verbose_name="dernier jour prévu")),
                (
                    "weekly_hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="heures par semaine",
                    ),
                ),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="précisions")),
                (
                    "renewals",
                    models.PositiveSmallIntegerField(default=0, verbose_name="renouvellements"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ongoing", "en cours"),
                            ("suspended", "suspendu"),
                            ("ended", "terminé"),
                            ("cancelled", "annulé"),
                        ],
                        default=passerelles.pathways.rules.work.WorkState["ONGOING"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                (
                    "suspended_on",
                    models.DateField(blank=True, null=True, verbose_name="suspendu depuis le"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="terminé le")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("term", "C’est la date prévue"),
                            ("next_step", "La personne passe à l’étape suivante"),
                            ("person_choice", "La personne l’a choisi"),
                            ("employer_choice", "La structure ou l’entreprise l’a décidé"),
                            ("agreement", "D’un commun accord"),
                            ("trial_not_kept", "Fin de la période d’essai"),
                            ("health", "La situation de la personne ne le permet plus"),
                            ("moved", "Déménagement"),
                            ("other", "Une autre raison"),
                        ],
                        max_length=20,
                        verbose_name="raison de la fin",
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
                    "employer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="employeur",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="lieu d’accueil",
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
                    "path",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="work_situations",
                        to="pathways.path",
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
                    "prescriber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="prescripteur",
                    ),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="pathways.worksituation",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="work_situations",
                        to="pathways.stage",
                    ),
                ),
            ],
            options={
                "verbose_name": "situation de travail",
                "verbose_name_plural": "situations de travail",
                "ordering": ["-start", "-recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WorkChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("opened", "Enregistré"),
                            ("corrected", "Corrigé"),
                            ("renewed", "Renouvelé"),
                            ("suspended", "Suspendu"),
                            ("resumed", "Repris"),
                            ("ended", "Terminé"),
                            ("cancelled", "Annulé"),
                        ],
                        max_length=20,
                        verbose_name="ce qui s’est passé",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="à compter du")),
                ("snapshot", models.JSONField(verbose_name="la situation telle qu’elle était")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="raison")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("allowed", "Possible"),
                            ("warnings", "Possible, avec des points à régler"),
                            ("refused", "Pas possible en l’état"),
                            ("unknown", "On ne peut pas encore le dire"),
                        ],
                        max_length=20,
                        verbose_name="réponse du droit",
                    ),
                ),
                ("findings", models.JSONField(default=list, verbose_name="ce que le droit disait")),
                ("parameters", models.JSONField(default=list, verbose_name="valeurs du droit")),
                (
                    "accepted",
                    models.JSONField(default=list, verbose_name="avertissements pris en compte"),
                ),
                ("law_on", models.DateField(verbose_name="droit lu au")),
                ("author_name", models.CharField(blank=True, max_length=120)),
                (
                    "recorded_at",
                    models.DateTimeField(default=passerelles.kernel.clock.now, editable=False),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="pathways.worksituation",
                    ),
                ),
            ],
            options={
                "verbose_name": "changement d’une situation de travail",
                "verbose_name_plural": "changements des situations de travail",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ReturnRight",
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
                    "way",
                    models.CharField(
                        choices=[
                            ("reinstatement", "Retour dans l’ESAT d’origine"),
                            ("orientation_request", "Demande d’orientation en ESAT à la MDPH"),
                        ],
                        max_length=30,
                        verbose_name="retour",
                    ),
                ),
                (
                    "origin_name",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="nom de la structure d’origine"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="ouvert le")),
                ("exercised_on", models.DateField(blank=True, null=True, verbose_name="exercé le")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="raison")),
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
                    "opened_by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_right",
                        to="pathways.exit",
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
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="structure d’origine",
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
                    "reinstated",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.worksituation",
                    ),
                ),
            ],
            options={
                "verbose_name": "droit au retour",
                "verbose_name_plural": "droits au retour",
                "ordering": ["-opened_on"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="JobAdaptation",
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
                ("need", models.CharField(max_length=300, verbose_name="besoin")),
                ("solution", models.CharField(blank=True, max_length=300, verbose_name="solution")),
                (
                    "funder",
                    models.CharField(blank=True, max_length=160, verbose_name="qui finance"),
                ),
                (
                    "asked_on",
                    models.DateField(
                        default=passerelles.kernel.clock.today, verbose_name="noté le"
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="en place le")),
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
                (
                    "situation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adaptations",
                        to="pathways.worksituation",
                    ),
                ),
            ],
            options={
                "verbose_name": "aménagement de poste",
                "verbose_name_plural": "aménagements de poste",
                "ordering": ["-asked_on", "-recorded_at"],
                "abstract": False,
                "base_manager_name": "unscoped",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="exit",
            name="situation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exits",
                to="pathways.worksituation",
            ),
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                ("planned_on", models.DateField(verbose_name="prévu le")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="fait le")),
                (
                    "still_in_job",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Oui"), ("no", "Non"), ("unknown", "On ne sait pas")],
                        max_length=10,
                        verbose_name="toujours en emploi",
                    ),
                ),
                (
                    "mood",
                    models.CharField(
                        blank=True,
                        choices=[("good", "bien"), ("so_so", "moyen"), ("bad", "pas bien")],
                        max_length=10,
                        verbose_name="comment ça va",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=1000, verbose_name="en quelques mots"),
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
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="pathways.exit",
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
                "verbose_name": "suivi dans l’emploi",
                "verbose_name_plural": "suivis dans l’emploi",
                "ordering": ["planned_on"],
                "abstract": False,
                "base_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["person", "volet"], name="followup_person_volet"),
                    models.Index(
                        condition=models.Q(("done_on__isnull", True)),
                        fields=["organisation", "planned_on"],
                        name="follow_up_to_do",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False),
                            ("author_kind", "person"),
                            _connector="OR",
                        ),
                        name="followup_written_for_someone",
                        violation_error_message="Une entrée est écrite pour une organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", True), ("still_in_job", "")),
                            models.Q(
                                ("done_on__isnull", False),
                                models.Q(("still_in_job", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_done_says_job",
                        violation_error_message="Dites si la personne est toujours en emploi.",
                    ),
                    models.UniqueConstraint(
                        fields=("opened_by", "planned_on"),
                        name="follow_up_once_a_day",
                        violation_error_message="Ce suivi est déjà prévu ce jour-là.",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="worksituation",
            index=models.Index(fields=["person", "volet"], name="worksituation_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="worksituation_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                ),
                name="work_end_after_start",
                violation_error_message="Le dernier jour vient avant le premier.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("start")),
                    _connector="OR",
                ),
                name="work_ended_after_start",
                violation_error_message="La fin vient avant le premier jour.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False),
                        ("state", passerelles.pathways.rules.work.WorkState["ENDED"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state", passerelles.pathways.rules.work.WorkState["ENDED"]),
                            _negated=True,
                        ),
                        ("ended_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="work_ended_on_a_day",
                violation_error_message="Ce qui est terminé l’est à une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", passerelles.pathways.rules.work.WorkState["SUSPENDED"]),
                        ("suspended_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            ("state", passerelles.pathways.rules.work.WorkState["SUSPENDED"]),
                            _negated=True,
                        ),
                        ("suspended_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="work_suspended_on_a_day",
                violation_error_message="Ce qui est suspendu l’est depuis une date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weekly_hours__isnull", True),
                    models.Q(("weekly_hours__gte", 0), ("weekly_hours__lte", 168)),
                    _connector="OR",
                ),
                name="work_hours_of_a_week",
                violation_error_message="Une semaine compte 168 heures.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("employer__isnull", True), ("employer_name", ""), _connector="OR"
                ),
                name="work_one_employer",
                violation_error_message="Un employeur, pas deux.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(("host__isnull", True), ("host_name", ""), _connector="OR"),
                name="work_one_host",
                violation_error_message="Un lieu d’accueil, pas deux.",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksituation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("prescriber__isnull", True), ("prescriber_name", ""), _connector="OR"
                ),
                name="work_one_prescriber",
                violation_error_message="Un prescripteur, pas deux.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workchange",
            constraint=models.UniqueConstraint(
                fields=("situation", "number"),
                name="work_change_numbered_once",
                violation_error_message="Ce changement est déjà écrit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("event", passerelles.pathways.rules.work.WorkEvent["OPENED"]),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="work_change_has_a_reason",
                violation_error_message="Un changement a une raison.",
            ),
        ),
        migrations.AddIndex(
            model_name="returnright",
            index=models.Index(fields=["person", "volet"], name="returnright_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="returnright",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="returnright_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnright",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exercised_on__isnull", True),
                    ("exercised_on__gte", models.F("opened_on")),
                    _connector="OR",
                ),
                name="return_after_exit",
                violation_error_message="Le retour vient avant la sortie.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnright",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exercised_on__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="return_has_a_reason",
                violation_error_message="Un retour a une raison.",
            ),
        ),
        migrations.AddIndex(
            model_name="jobadaptation",
            index=models.Index(fields=["person", "volet"], name="jobadaptation_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="jobadaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="jobadaptation_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobadaptation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__gte", models.F("asked_on")),
                    _connector="OR",
                ),
                name="adaptation_done_after",
                violation_error_message="La mise en place vient avant la demande.",
            ),
        ),
        migrations.AddIndex(
            model_name="exit",
            index=models.Index(fields=["person", "volet"], name="exit_person_volet"),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="exit_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrects__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="exit_correction_has_a_reason",
                violation_error_message="Une correction a une raison.",
            ),
        ),
    ]
