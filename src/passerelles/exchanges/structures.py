"""What the connectors of organisations share: a row is a site of one organisation of a list.

An organisation is found again by its identifier in the list, a site by its own reference.
Lists never merge with each other: the same SIREN in two lists stays two organisations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.exchanges.connectors import Draft
from passerelles.exchanges.report import FieldChange
from passerelles.kernel import clock
from passerelles.kernel.actors import Actor
from passerelles.organisations.models import (
    Activity,
    Capacity,
    Contact,
    Organisation,
    OrganisationIdentifier,
    Part,
    Site,
    ZoneServed,
)
from passerelles.organisations.rules.kinds import is_sensitive

BATCH = 500

ORGANISATION_FIELDS = (
    "kind",
    "name",
    "siren",
    "legal_form",
    "manager_name",
    "description",
    "website",
)
SITE_FIELDS = (
    "label",
    "address",
    "postal_code",
    "commune_id",
    "latitude",
    "longitude",
    "siret",
    "finess",
    "naf",
    "opening_hours",
    "accessibility_url",
)
ACTIVITY_FIELDS = {
    "activity": "label",
    "activity_description": "description",
    "themes": "themes",
    "url": "url",
}
LABELS: Mapping[str, Any] = {
    "kind": gettext_lazy("sorte"),
    "name": gettext_lazy("nom"),
    "siren": gettext_lazy("SIREN"),
    "legal_form": gettext_lazy("statut juridique"),
    "manager_name": gettext_lazy("organisme gestionnaire"),
    "description": gettext_lazy("présentation"),
    "website": gettext_lazy("site internet"),
    "label": gettext_lazy("nom du site"),
    "address": gettext_lazy("adresse"),
    "postal_code": gettext_lazy("code postal"),
    "commune_id": gettext_lazy("commune"),
    "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"),
    "siret": gettext_lazy("SIRET"),
    "finess": gettext_lazy("numéro FINESS"),
    "naf": gettext_lazy("code NAF"),
    "opening_hours": gettext_lazy("horaires d’accueil"),
    "accessibility_url": gettext_lazy("accessibilité"),
    "places": gettext_lazy("places"),
    "departement": gettext_lazy("département d’intervention"),
    "phone": gettext_lazy("téléphone"),
    "email": gettext_lazy("courriel"),
    "activity": gettext_lazy("activité"),
    "activity_description": gettext_lazy("précisions"),
    "themes": gettext_lazy("thématiques"),
    "url": gettext_lazy("lien"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureDraft(Draft):
    """``organisation_key`` is the organisation's identifier in its list, ``ref`` the row's own.

    The values present say what the row is: a site, a département served, an activity, or several.
    """

    organisation_key: str
    ref: str


@dataclass(slots=True)
class _Staged:
    """New and changed records of one model, each once."""

    new: list[Model] = field(default_factory=list)
    changed: dict[Any, Model] = field(default_factory=dict)

    def add(self, record: Model) -> None:
        self.new.append(record)

    def touch(self, record: Model) -> None:
        if record._state.adding is False:
            self.changed[record.pk] = record


PartT = TypeVar("PartT", bound=Part)


class StructureStore:
    """The directory as one list sees it: everything is fetched once, written in bulk."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.today: date = clock.today()
        self._organisations: dict[str, Organisation] = {}
        self._sites: dict[str, Site] = {}
        self._capacities: dict[str, Capacity] = {}
        self._contacts: dict[str, Contact] = {}
        self._activities: dict[str, Activity] = {}
        self._zones: set[tuple[UUID, str]] = set()
        self._staged: dict[type[Model], _Staged] = {}
        self._with_new_sites: dict[UUID, Organisation] = {}

    def prepare(self, drafts: Sequence[StructureDraft]) -> None:
        rows = OrganisationIdentifier.objects.filter(scheme=self.scheme)
        self._organisations = {r.value: r.organisation for r in rows.select_related("organisation")}
        self._sites = _by_ref(Site.objects.filter(source=self.scheme))
        self._capacities = _by_ref(Capacity.objects.filter(source=self.scheme))
        self._contacts = _by_ref(Contact.objects.filter(source=self.scheme))
        self._activities = _by_ref(Activity.objects.filter(source=self.scheme))
        self._zones = set(
            ZoneServed.objects.filter(level=ZoneServed.Level.DEPARTEMENT).values_list(
                "organisation_id", "code"
            )
        )

    def current(self, draft: StructureDraft) -> Mapping[str, Any] | None:
        organisation = self._organisations.get(draft.organisation_key)
        if organisation is None:
            return None
        if organisation.kept_by_members:
            return draft.values  # its members write it: the list has nothing to change
        if not self._exists(draft, organisation):
            return None
        return {
            **{name: getattr(organisation, name) for name in ORGANISATION_FIELDS},
            **_values(self._sites.get(draft.ref), {name: name for name in SITE_FIELDS}),
            **_values(self._capacities.get(draft.ref), {"places": "total"}),
            **_values(self._contacts.get(draft.ref), {"phone": "phone", "email": "email"}),
            **_values(self._activities.get(draft.ref), ACTIVITY_FIELDS),
            "departement": self._departement(draft, organisation),
        }

    def stage(self, draft: StructureDraft, changes: tuple[FieldChange, ...]) -> None:
        organisation = self._organisation(draft)
        own = {name: draft.values[name] for name in ORGANISATION_FIELDS if name in draft.values}
        if own:
            self._write_organisation(organisation, own)
        site = {name: draft.values[name] for name in SITE_FIELDS if name in draft.values}
        if site:
            main = draft.ref == draft.organisation_key
            self._part(self._sites, Site, draft, organisation, {**site, "main": main})
            self._with_new_sites[organisation.pk] = organisation
        if draft.values.get("places") is not None:
            places = {"total": draft.values["places"], "label": ""}
            self._part(self._capacities, Capacity, draft, organisation, places)
        if draft.values.get("phone") or draft.values.get("email"):
            reach = {name: draft.values.get(name, "") for name in ("phone", "email")}
            self._part(self._contacts, Contact, draft, organisation, reach)
        if "activity" in draft.values:
            said = {to: draft.values[of] for of, to in ACTIVITY_FIELDS.items()}
            self._part(self._activities, Activity, draft, organisation, said).fold_label()
        if draft.values.get("departement"):
            self._zone(draft, organisation)

    def write(self, *, actor: Actor) -> None:
        self._name_sites()
        for model in (Organisation, OrganisationIdentifier, Site, Capacity, Contact):
            self._flush(model)
        self._flush(Activity)
        self._flush(ZoneServed)

    def _name_sites(self) -> None:
        labels: dict[UUID, list[str]] = {}
        for site in self._sites.values():
            labels.setdefault(site.organisation_id, []).append(site.label)
        for organisation in self._with_new_sites.values():
            organisation.name_sites(labels[organisation.pk])
            self._stage(Organisation).touch(organisation)

    def _flush(self, model: type[Model]) -> None:
        staged = self._staged.get(model)
        if staged is None:
            return
        model._default_manager.bulk_create(staged.new, batch_size=BATCH)
        if staged.changed:
            names = [f.name for f in model._meta.concrete_fields if not f.primary_key]
            model._default_manager.bulk_update(staged.changed.values(), names, batch_size=50)

    def _stage(self, model: type[Model]) -> _Staged:
        return self._staged.setdefault(model, _Staged())

    def _exists(self, draft: StructureDraft, organisation: Organisation) -> bool:
        if "activity" in draft.values:
            return draft.ref in self._activities
        if "address" in draft.values:
            return draft.ref in self._sites
        return (organisation.pk, draft.values["departement"]) in self._zones

    def _departement(self, draft: StructureDraft, organisation: Organisation) -> str:
        code: str = draft.values.get("departement", "")
        return code if (organisation.pk, code) in self._zones else ""

    def _organisation(self, draft: StructureDraft) -> Organisation:
        key = draft.organisation_key
        if key not in self._organisations:
            # Published by the official list itself; the profile says where it comes from.
            created = Organisation(
                source=self.scheme, source_date=self.today, published_at=clock.now()
            )
            self._organisations[key] = created
            self._stage(Organisation).add(created)
            self._stage(OrganisationIdentifier).add(
                OrganisationIdentifier(organisation=created, scheme=self.scheme, value=key)
            )
        return self._organisations[key]

    def _write_organisation(self, organisation: Organisation, own: Mapping[str, Any]) -> None:
        for name, value in own.items():
            setattr(organisation, name, value)
        organisation.fold_names()
        organisation.source_date = self.today
        # Never back to ordinary by an import: what was judged sensitive stays so.
        if is_sensitive(organisation.kind, organisation.name):
            organisation.sensitive = True
        if not organisation._state.adding:
            organisation.version += 1
            organisation.updated_at = clock.now()
        self._stage(Organisation).touch(organisation)

    def _part(
        self,
        known: dict[str, PartT],
        model: type[PartT],
        draft: StructureDraft,
        organisation: Organisation,
        values: Mapping[str, Any],
    ) -> PartT:
        part = known.get(draft.ref)
        if part is None:
            part = model(organisation=organisation, source=self.scheme, source_ref=draft.ref)
            known[draft.ref] = part
            self._stage(model).add(part)
        else:
            part.version += 1
            part.updated_at = clock.now()
        for name, value in values.items():
            setattr(part, name, value)
        part.as_of = self.today
        self._stage(model).touch(part)
        return part

    def _zone(self, draft: StructureDraft, organisation: Organisation) -> None:
        code = draft.values["departement"]
        if (organisation.pk, code) in self._zones:
            return
        self._zones.add((organisation.pk, code))
        self._stage(ZoneServed).add(
            ZoneServed(
                organisation=organisation,
                level=ZoneServed.Level.DEPARTEMENT,
                code=code,
                name=draft.extra["departement_name"],
                source=self.scheme,
                source_ref=draft.ref,
                as_of=self.today,
            )
        )


def kept_by_members(scheme: str) -> frozenset[str]:
    """Identifiers of organisations that write their own profile."""
    rows = OrganisationIdentifier.objects.filter(scheme=scheme, organisation__kept_by_members=True)
    return frozenset(rows.values_list("value", flat=True))


def kept_doubt(key: str, kept: Iterable[str]) -> tuple[str, ...]:
    if key not in kept:
        return ()
    return (_("Fiche tenue par l’organisation elle-même : la liste ne la modifie plus."),)


def sensitive_doubt(kind: str, name: str) -> tuple[str, ...]:
    if not is_sensitive(kind, name):
        return ()
    return (_("Nom sensible : montré sous un nom neutre, sans adresse. Vérifiez que c’est juste."),)


def _by_ref(rows: QuerySet[PartT]) -> dict[str, PartT]:
    return {row.source_ref: row for row in rows if row.source_ref}


def _values(record: Model | None, names: Mapping[str, str]) -> dict[str, Any]:
    if record is None:
        return {}
    return {name: getattr(record, attribute) for name, attribute in names.items()}
