"""Forms of a group lent together: the common contract, who is in it, and what each one said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from passerelles.kernel import clock
from passerelles.kernel.errors import Refusal
from passerelles.law.findings import Severity
from passerelles.law.work_kinds import work_kinds
from passerelles.pathways.actions.work import PlaceDraft, WorkDraft
from passerelles.pathways.actions.work_group import AGREEMENT, Ended, Member
from passerelles.pathways.forms.choices import offer
from passerelles.pathways.forms.work import WorkForm
from passerelles.pathways.models import WorkSituation
from passerelles.pathways.queries.work_groups import GroupRow, MemberAnswer
from passerelles.pathways.rules.work import END_REASON_LABELS, EndReason, warning_code
from passerelles.pathways.rules.work_papers import TOGETHER
from passerelles.people.models import Person
from passerelles.web.forms import FrenchDateField, FrenchForm

NOT_ASKED = "not_asked"
_AGREED: dict[str, bool | None] = {"yes": True, "no": False, NOT_ASKED: None}
_ANSWERS = [("yes", _("Oui")), ("no", _("Non")), (NOT_ASKED, _("Pas encore demandé"))]


class GroupWorkForm(WorkForm):
    """The fields of one contract, said once, then one answer by person chosen."""

    told_by_page = frozenset({"employer", AGREEMENT})

    def __init__(self, data: Any = None, *, people: Iterable[Person], **kwargs: Any) -> None:
        self.names = {str(person.id): person.short_name for person in people}
        super().__init__(data, kind=work_kinds()[TOGETHER], eyes=None, **kwargs)
        people_field = forms.MultipleChoiceField(
            label=_("Qui en fait partie ?"),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Chacun ne verra que sa propre mise à disposition, jamais les autres."),
        )
        self.fields = {"people": people_field, **self.fields}
        offer(self, "people", list(self.names.items()))
        self.fields["host"].label = _("Dans quelle entreprise ?")
        self.agreements = [self._agreement(key) for key in self._ticked()]

    def _ticked(self) -> list[str]:
        if not self.is_bound:
            return []
        sent = _sent(self.data, self.add_prefix("people"))
        return [key for key in self.names if key in sent]

    def _agreement(self, key: str) -> str:
        name = f"agreed_{key}"
        self.fields[name] = forms.ChoiceField(
            label=_("Accord : %(name)s") % {"name": self.names[key]},
            choices=_ANSWERS,
            widget=forms.RadioSelect,
            required=False,
        )
        self.law_names.append(name)
        return name

    def hear_all(self, answers: Sequence[MemberAnswer]) -> None:
        """What the law misses of the contract, and the warnings to tick, each with its name."""
        for one in answers:
            for path in one.consulted.asked:
                self._asked(path)
        warnings = [
            (f"{one.key}:{warning_code(finding)}", f"{one.name} : {finding.message}")
            for one in answers
            for finding in one.consulted.answer.of(Severity.WARN)
        ]
        if warnings:
            self.warn(warnings)
        self.full_clean()

    def agreed_or_refuse(self) -> bool:
        """Whether something was answered for each person: a name ticked alone says nothing."""
        unsaid = [name for name in self.agreements if not self.cleaned_data.get(name)]
        for name in unsaid:
            self.refuse(Refusal("Rien n’est dit de son accord.", "Choisissez une réponse.", name))
        return not unsaid

    def members(self) -> list[Member]:
        ticks = [str(tick).partition(":") for tick in self.cleaned_data.get("accepted") or ()]
        return [
            Member(
                UUID(key),
                _AGREED.get(self.cleaned_data.get(f"agreed_{key}") or NOT_ASKED),
                frozenset(code for owner, _sign, code in ticks if owner == key),
            )
            for key in self.cleaned_data["people"]
        ]

    def reason(self) -> str:
        return self.cleaned_data.get("accept_reason") or ""


class JoinGroupForm(GroupWorkForm):
    """Somebody joins later: the contract is the group's, only the first day is theirs."""

    def __init__(self, data: Any = None, *, first: WorkSituation, **kwargs: Any) -> None:
        self.first = first
        super().__init__(data, **kwargs)
        kept = {"people", "start", "act.signed_on", "act.sent_on", *self.law_names}
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.questions = {path: q for path, q in self.questions.items() if path in self.fields}
        self.roles = ()

    def draft(self) -> WorkDraft:
        first, said = self.first, self._details()
        common = {
            k: v for k, v in first.details.items() if k not in {"act.signed_on", "act.sent_on"}
        }
        return WorkDraft(
            kind=first.kind,
            start=self.cleaned_data["start"],
            end=first.end,
            weekly_hours=first.weekly_hours,
            host=PlaceDraft(
                first.host_id, first.host_name, "" if first.host_id else first.host_kind
            ),
            job=first.job,
            activity=first.activity,
            supervised=first.supervised,
            demand=first.demand,
            clause_work=first.clause_work,
            details={**common, **said},
        )


class EndGroupForm(FrenchForm):
    """One day and one reason, for those ticked."""

    people = forms.MultipleChoiceField(
        label=_("Pour qui est-ce terminé ?"), widget=forms.CheckboxSelectMultiple
    )
    on = FrenchDateField(label=_("Terminé le"), initial=clock.today, past=True)
    why = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=[(reason.value, label) for reason, label in END_REASON_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("À préciser"),
        max_length=400,
        required=False,
        help_text=_("Chaque personne du groupe peut lire ce texte : n’y nommez personne."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, label=_("version"), required=False)

    def __init__(self, data: Any = None, *, rows: Sequence[GroupRow], **kwargs: Any) -> None:
        self.by_person = {str(row.situation.person_id): row.situation for row in rows}
        super().__init__(data, **kwargs)
        offer(self, "people", [(str(row.situation.person_id), row.person) for row in rows])
        self.initial.setdefault("people", list(self.by_person))
        versions = (f"{one.id}={one.version}" for one in self.by_person.values())
        self.initial.setdefault("seen", " ".join(versions))

    def end_reason(self) -> EndReason:
        return EndReason(self.cleaned_data["why"])

    def ended(self) -> dict[UUID, Ended]:
        """Those ticked, each in the version this page showed; unknown ones count as changed."""
        seen = dict(part.split("=", 1) for part in self.cleaned_data["seen"].split() if "=" in part)
        return {
            UUID(key): Ended(self.by_person[key].id, _number(seen.get(str(self.by_person[key].id))))
            for key in self.cleaned_data["people"]
        }


def _sent(data: Any, name: str) -> list[str]:
    """Every value sent under a name, from a request or from a plain dict."""
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [str(value) for value in values]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
