"""« Je voudrais… »: requests of the person and their history."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import passerelles.kernel.clock
import passerelles.sharing.secrecy
import passerelles.support.rules.requests
from passerelles.journal.immutable import freeze_rows


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("pathways", "0004_work_immutable"),
        ("people", "0001_initial"),
        ("support", "0002_acts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonRequest",
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
                            ("talk", "Parler à quelqu’un"),
                            ("move-meeting", "Changer un rendez-vous"),
                            ("try-job", "Essayer un métier"),
                            ("come-back", "Revenir dans son ESAT"),
                            ("change-referent", "Changer de référent"),
                            ("understand", "Comprendre un papier"),
                            ("stop", "Arrêter"),
                            ("other", "Autre demande"),
                        ],
                        max_length=20,
                        verbose_name="demande",
                    ),
                ),
                (
                    "words",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=1000, verbose_name="avec ses mots"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Envoyée"),
                            ("read", "Lue, pas encore répondue"),
                            ("answered", "Répondue"),
                            ("settled", "Réglée, dit la personne"),
                            ("withdrawn", "Reprise par la personne"),
                        ],
                        default=passerelles.support.rules.requests.RequestState["SENT"],
                        max_length=20,
                        verbose_name="état",
                    ),
                ),
                ("waits_since", models.DateTimeField(default=passerelles.kernel.clock.now)),
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
                    "offered_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                    "to_user",
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
                "verbose_name": "demande de la personne",
                "verbose_name_plural": "demandes de la personne",
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
            name="RequestEvent",
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
                            ("sent", "demande envoyée"),
                            ("read", "demande lue"),
                            ("answered", "réponse donnée"),
                            ("settled", "ça va à la personne"),
                            ("again", "la personne veut en reparler"),
                            ("withdrawn", "demande reprise"),
                            ("offered", "passage de relais proposé"),
                            ("handed", "relais passé, avec l’accord de la personne"),
                            ("kept", "relais refusé par la personne"),
                        ],
                        max_length=20,
                        verbose_name="quoi",
                    ),
                ),
                (
                    "words",
                    passerelles.sharing.secrecy.SecretTextField(
                        blank=True, max_length=1000, verbose_name="mots"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("appointment", "Un nouveau rendez-vous"),
                            ("known-appointment", "Un rendez-vous déjà prévu"),
                            ("next-step", "Une prochaine étape"),
                            ("no", "Non, parce que…"),
                        ],
                        max_length=20,
                        verbose_name="la suite",
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
                        max_length=20,
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
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.appointment",
                    ),
                ),
                (
                    "next_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.nextstep",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="support.personrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "suite d’une demande",
                "verbose_name_plural": "suites d’une demande",
                "ordering": ["recorded_at"],
            },
        ),
        migrations.AddIndex(
            model_name="personrequest",
            index=models.Index(fields=["person", "volet"], name="personrequest_person_volet"),
        ),
        migrations.AddIndex(
            model_name="personrequest",
            index=models.Index(
                condition=models.Q(("state__in", ["sent", "read"])),
                fields=["organisation", "waits_since"],
                name="request_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="personrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("author_kind", "person"), _connector="OR"
                ),
                name="personrequest_written_for_someone",
                violation_error_message="Une entrée est écrite pour une organisation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="personrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation__isnull", False)),
                name="request_asked_of_someone",
                violation_error_message="Une demande est adressée à une structure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="personrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offered_to__isnull", True), ("state__in", ["sent", "read"]), _connector="OR"
                ),
                name="request_offered_while_waiting",
                violation_error_message="Seule une demande sans réponse change de main.",
            ),
        ),
        freeze_rows("support_requestevent", "L’historique d’une demande ne se modifie pas."),
    ]
