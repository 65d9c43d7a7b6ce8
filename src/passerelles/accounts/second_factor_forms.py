"""allauth's second-factor forms with French labels."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

KEY_NAME_LENGTH = 60
CODE_LENGTH = 20


def _code(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=CODE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def _key_name(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Nom de la clé"),
        help_text=_("Pour la reconnaître dans la liste. Ex. : téléphone, ordinateur du bureau."),
        max_length=KEY_NAME_LENGTH,
        required=required,
    )


class ActivateCodesForm(ActivateTOTPForm):
    code = _code(_("Code à six chiffres"))


class CodeForm(AuthenticateForm):
    code = _code(_("Code de l’application, ou code de secours"))


class ConfirmCodeForm(ReauthenticateForm):
    code = _code(_("Code de l’application, ou code de secours"))


class AddKeyForm(AddWebAuthnForm):
    name = _key_name(required=False)
    passwordless = forms.BooleanField(
        label=_("Me connecter avec cette clé seule, sans mot de passe"),
        help_text=_("L’appareil demandera votre empreinte, votre visage ou son code."),
        required=False,
    )


class EditKeyForm(EditWebAuthnForm):
    name = _key_name(required=True)
