"""Forms of the import of persons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.exchanges.people_csv.columns import COLUMNS, propose
from passerelles.exchanges.people_csv.holding import MAX_BYTES, SUFFIXES
from passerelles.web.forms import FrenchForm

if TYPE_CHECKING:
    from passerelles.exchanges.people_csv.holding import Upload


class UploadForm(FrenchForm):
    file = forms.FileField(
        label=gettext_lazy("Votre fichier"),
        help_text=gettext_lazy("CSV, XLSX ou ODS, une ligne par personne, 10 Mo au plus."),
    )

    def clean_file(self) -> Upload:
        upload: Upload = self.cleaned_data["file"]
        if Path(upload.name or "").suffix.lower() not in SUFFIXES:
            raise ValidationError(_("Choisissez un fichier CSV, XLSX ou ODS."))
        if (upload.size or 0) > MAX_BYTES:
            raise ValidationError(_("Ce fichier dépasse 10 Mo. Découpez-le."))
        return upload


class MappingForm(FrenchForm):
    """Which column of the file holds what; the proposal is shown and confirmed."""

    def __init__(self, *args: Any, headers: Sequence[str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", propose(headers))
        super().__init__(*args, **kwargs)
        choices = [("", _("— aucune colonne —")), *((name, name) for name in headers if name)]
        for column in COLUMNS:
            self.fields[column.field] = forms.ChoiceField(
                label=column.title,
                help_text=column.hint,
                choices=choices,
                required=column.required,
                error_messages={"required": _("Dites quelle colonne la contient.")},
            )

    def clean(self) -> dict[str, Any]:
        data = {name: title for name, title in self.cleaned_data.items() if title}
        for name, title in data.items():
            if list(data.values()).count(title) > 1:
                self.add_error(name, _("Cette colonne est choisie deux fois."))
        return self.cleaned_data

    def mapping(self) -> dict[str, str]:
        return {name: title for name, title in self.cleaned_data.items() if title}
