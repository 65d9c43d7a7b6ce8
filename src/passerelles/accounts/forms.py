"""Forms of accounts: only the fields a user may set exist here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from passerelles.accounts.models import User
from passerelles.web.forms import FrenchForm

PASSWORD_HINT = _("12 caractères au moins. Le plus simple : quatre mots sans rapport entre eux.")


class ProfileForm(FrenchForm):
    first_name = forms.CharField(
        label=_("Prénom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Nom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    job_title = forms.CharField(
        label=_("Fonction"),
        max_length=120,
        required=False,
        help_text=_("Ce que liront vos partenaires. Ex. : éducatrice, conseiller."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


class OwnProfileForm(FrenchForm):
    """The name of a person accompanied: a single name may be enough."""

    first_name = ProfileForm.base_fields["first_name"]
    last_name = forms.CharField(label=_("Nom"), max_length=80, required=False)


class NewPasswordForm(FrenchForm):
    """A password chosen once, that one may look at: no second box to copy it in."""

    password = forms.CharField(
        label=_("Mot de passe"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, user=User(email=self.email))
        return password


class NewAccountForm(NewPasswordForm, ProfileForm):
    """The account of a professional who was invited; the address comes from the invitation."""

    field_order = ("first_name", "last_name", "job_title", "password")


class SwitchForm(FrenchForm):
    """For which organisation one acts: the choices are the memberships in force."""

    organisation = forms.ChoiceField(
        label=_("Pour quelle organisation agissez-vous ?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices
