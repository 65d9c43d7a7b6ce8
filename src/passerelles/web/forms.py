"""Every form of the product: one renderer that speaks GOV.UK markup and plain French.

Views and allauth write ordinary Django forms; labels, hints, errors and their links to the
fields come from here, so that no template has to remember accessibility.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from passerelles.kernel.errors import Refusal
from passerelles.kernel.nir import refuse_nir
from passerelles.web.dates import DateWidget, FrenchDateField

__all__ = [
    "DateWidget",
    "FrenchBoundField",
    "FrenchDateField",
    "FrenchForm",
    "PasserellesRenderer",
]

# The first class that matches wins: subclasses stand before their parents.
_WIDGET_CLASSES: tuple[tuple[type[forms.Widget], str, str], ...] = (
    (DateWidget, "govuk-input govuk-date-input__input", "govuk-input--error"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input", ""),
    (forms.RadioSelect, "govuk-radios__input", ""),
    (forms.CheckboxInput, "govuk-checkboxes__input", ""),
    (forms.SelectDateWidget, "govuk-select", "govuk-select--error"),
    (forms.Select, "govuk-select", "govuk-select--error"),
    (forms.Textarea, "govuk-textarea", "govuk-textarea--error"),
    (forms.FileInput, "govuk-file-upload", "govuk-file-upload--error"),
    (
        forms.PasswordInput,
        "govuk-input govuk-password-input__input govuk-js-password-input-input",
        "govuk-input--error",
    ),
    (forms.NumberInput, "govuk-input govuk-input--width-5", "govuk-input--error"),
    (forms.DateInput, "govuk-input govuk-input--width-10", "govuk-input--error"),
    (forms.TimeInput, "govuk-input govuk-input--width-5", "govuk-input--error"),
    (Input, "govuk-input", "govuk-input--error"),
    (forms.MultiWidget, "govuk-input", "govuk-input--error"),
)

DJANGO_ROWS = "10"  # height Django gives when nobody chose one

_TYPING_HELP: tuple[tuple[type[forms.Widget], dict[str, str]], ...] = (
    (forms.NumberInput, {"inputmode": "decimal"}),
    (forms.EmailInput, {"spellcheck": "false", "autocapitalize": "none"}),
    (forms.URLInput, {"spellcheck": "false", "autocapitalize": "none"}),
    (forms.PasswordInput, {"spellcheck": "false", "autocapitalize": "none"}),
)


class FrenchBoundField(BoundField):
    """A field with its GOV.UK classes, its optional mark and the anchor of its error."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        for kind, extra in _TYPING_HELP:
            if isinstance(widget, kind):
                built = {k: v for k, v in extra.items() if k not in widget.attrs} | built
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == DJANGO_ROWS:
            built["rows"] = "5"
        if self.counted_length and isinstance(widget, forms.Textarea):
            built["class"] = "govuk-js-character-count"
        if isinstance(widget, forms.RadioSelect):
            built.pop("aria-invalid", None)  # not allowed on a radio: the group says it
        built["class"] = " ".join(
            part
            for part in (
                self._widget_class(widget),
                built.get("class", ""),
                widget.attrs.get("class", ""),
            )
            if part
        )
        return built

    def label_tag(
        self,
        contents: str | None = None,
        attrs: dict[str, Any] | None = None,
        label_suffix: str | None = None,
        tag: str | None = None,
    ) -> SafeString:
        """Labels stand above their box: no colon after them, whatever the library's form says."""
        return super().label_tag(contents, attrs, label_suffix or "", tag)

    def _widget_class(self, widget: forms.Widget) -> str:
        for kind, normal, wrong in _WIDGET_CLASSES:
            if isinstance(widget, kind):
                return f"{normal} {wrong}".strip() if self.errors else normal
        return ""

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(facultatif)": never on a lone box or in a search form."""
        return (
            not self.field.required
            and not self.is_lone_checkbox
            and bool(getattr(self.form, "mark_optional", True))
        )

    @property
    def is_lone_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def counted_length(self) -> int | None:
        """Length shown as a countdown under a long text."""
        if isinstance(self.field.widget, forms.Textarea):
            length: int | None = getattr(self.field, "max_length", None)
            return length
        return None

    @property
    def first_input_id(self) -> str:
        """Where a link of the error summary leads: the first box of a group."""
        widget = self.field.widget
        id_ = widget.attrs.get("id") or self.auto_id
        if isinstance(widget, DateWidget):
            return f"{id_}_{DateWidget.PARTS[0]}"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget):
            return f"{id_}_0"
        return str(widget.id_for_label(id_) or id_)

    @property
    def error_links(self) -> list[tuple[str, str]]:
        """Anchor and sentence of each error; the label first, since a summary lacks context."""
        return [(f"#{self.first_input_id}", f"{self.label} : {error}") for error in self.errors]


class PasserellesRenderer(TemplatesSetting):
    """Django's form renderer with the project's templates (``web/templates/django/forms``)."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = FrenchBoundField


def _say_what_to_do(field: forms.Field) -> None:
    """Replace Django's "Ce champ est obligatoire", unless the form chose its own words."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    match field:
        case forms.BooleanField():
            field.error_messages["required"] = _("Cochez la case pour continuer.")
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            field.error_messages["required"] = _("Choisissez au moins une réponse.")
        case forms.ChoiceField() | forms.ModelChoiceField():
            field.error_messages["required"] = _("Choisissez une réponse.")
        case forms.FileField():
            field.error_messages["required"] = _("Choisissez un fichier.")
        case _other:
            field.error_messages["required"] = _("Remplissez cette case.")


def _no_nir(text: str) -> None:
    try:
        refuse_nir(text)
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal), code="nir") from refusal


def _refuse_nir(field: forms.Field) -> None:
    """No social-security number in anything that is typed; a password is nobody's business."""
    typed = isinstance(field, forms.CharField) and not isinstance(
        field.widget, forms.PasswordInput | forms.HiddenInput
    )
    if typed and _no_nir not in field.validators:
        field.validators = [*field.validators, _no_nir]


class FrenchForm(forms.Form):
    """Base of the product's forms; also stands before ``forms.ModelForm`` in the bases.

    ``mark_optional = False`` suits search forms, where everything is optional.
    """

    use_required_attribute = False  # the browser's own bubbles would hide our French errors
    mark_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_what_to_do(field)
            _refuse_nir(field)

    def refuse(self, refusal: Refusal) -> None:
        """Show a business "no" beside its field, or above the form, with its remedy."""
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


def error_summary_links(form: forms.BaseForm) -> list[tuple[str, str]]:
    """``(anchor, sentence)`` of every error of a form, in the order of its fields.

    Sentences about the whole form, or about hidden fields, have no anchor.
    """
    links = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        if bound.is_hidden:
            links += [("", f"{bound.label} : {error}") for error in bound.errors]
        elif isinstance(bound, FrenchBoundField):
            links += bound.error_links
        else:
            links += [(f"#{bound.id_for_label}", str(error)) for error in bound.errors]
    return links
