"""Every stock widget comes out with GOV.UK markup, its label, its hint and its error tied to it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines

from passerelles.kernel.errors import Refusal
from passerelles.web.forms import FrenchForm, error_summary_links
from tests.web.gallery import EveryWidget


class Elements(HTMLParser):
    """All start tags of a fragment with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, name: str) -> dict[str, str | None]:
        return next(attrs for _, attrs in self.tags if attrs.get("name") == name)

    def ids(self) -> list[str]:
        return [i for _, attrs in self.tags if (i := attrs.get("id"))]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("name", "govuk-input"),
        ("email", "govuk-input"),
        ("age", "govuk-input govuk-input--width-5"),
        ("born_day", "govuk-input govuk-date-input__input govuk-input--width-2"),
        ("born_year", "govuk-input govuk-date-input__input govuk-input--width-4"),
        ("kind", "govuk-select"),
        ("answer", "govuk-radios__input"),
        ("volets", "govuk-checkboxes__input"),
        ("agreed", "govuk-checkboxes__input"),
        ("text", "govuk-textarea govuk-js-character-count"),
        ("paper", "govuk-file-upload"),
    ],
)
def test_each_widget_has_its_component_class(field: str, expected: str) -> None:
    assert Elements(str(EveryWidget())).named(field)["class"] == expected


def test_a_password_has_its_button_to_show_it() -> None:
    html = str(EveryWidget()["secret"].as_field_group())
    assert 'data-module="govuk-password-input"' in html
    assert 'aria-controls="id_secret"' in html


def test_a_hidden_field_has_neither_class_nor_label() -> None:
    html = str(EveryWidget())
    assert "class" not in Elements(html).named("token")
    assert 'for="id_token"' not in html


def test_optional_fields_say_so_and_only_they() -> None:
    form = EveryWidget()
    optional = [bound.name for bound in form if "(facultatif)" in bound.as_field_group()]
    assert optional == ["email", "age", "volets", "paper"]


def test_a_search_form_marks_nothing_optional() -> None:
    class Search(FrenchForm):
        mark_optional = False
        words = forms.CharField(required=False)

    assert "(facultatif)" not in str(Search())


def test_hint_and_error_are_announced_with_the_box() -> None:
    html = str(EveryWidget({}))
    box = Elements(html).named("name")
    assert box["aria-describedby"] == "id_name_helptext id_name_error"
    assert box["aria-invalid"] == "true"
    assert {"id_name_helptext", "id_name_error"} <= set(Elements(html).ids())
    assert '<span class="govuk-visually-hidden">Erreur :</span> Remplissez cette case.' in html


def test_a_group_is_a_fieldset_described_by_its_error() -> None:
    html = str(EveryWidget({})["answer"].as_field_group())
    fieldset = next(attrs for tag, attrs in Elements(html).tags if tag == "fieldset")
    assert fieldset["aria-describedby"] == "id_answer_error"
    assert "aria-invalid" not in Elements(html).named("answer")
    assert "<legend" in html


def test_ids_are_unique() -> None:
    ids = Elements(str(EveryWidget({}))).ids()
    assert len(ids) == len(set(ids))


def test_each_summary_link_leads_to_a_box_of_the_page() -> None:
    form = EveryWidget({})
    html = str(form)
    anchors = [anchor for anchor, _ in error_summary_links(form)]
    assert len(anchors) == len(form.errors) == 7
    assert {anchor.removeprefix("#") for anchor in anchors} <= set(Elements(html).ids())
    assert html.index("govuk-error-summary") < html.index("govuk-form-group")


def test_no_summary_without_error() -> None:
    assert "govuk-error-summary" not in str(EveryWidget())


def test_what_was_typed_is_kept_except_the_password() -> None:
    html = str(EveryWidget({"name": "Léa <b>", "born_day": "31", "secret": "caché"}))
    assert Elements(html).named("name")["value"] == "Léa <b>"
    assert Elements(html).named("born_day")["value"] == "31"
    assert "caché" not in html


def test_required_sentences_say_what_to_do() -> None:
    errors = {name: error[0] for name, error in EveryWidget({}).errors.items()}
    assert errors["kind"] == "Choisissez une réponse."
    assert errors["agreed"] == "Cochez la case pour continuer."
    assert errors["born"] == "Indiquez une date, par exemple 4 12 2026."


def test_a_refusal_goes_beside_its_field_with_its_remedy() -> None:
    form = EveryWidget({})
    form.refuse(Refusal("Ce nom est pris.", "Choisissez-en un autre.", "name"))
    assert "Ce nom est pris. Choisissez-en un autre." in form.errors["name"]


def test_a_refusal_of_an_unknown_field_goes_above_the_form() -> None:
    form = EveryWidget({})
    form.refuse(Refusal("Rien n’a été enregistré.", "Recommencez.", "ailleurs"))
    assert form.non_field_errors() == ["Rien n’a été enregistré. Recommencez."]
    assert ("", "Rien n’a été enregistré. Recommencez.") in error_summary_links(form)


def test_render_form_is_a_whole_form() -> None:
    template = engines["django"].from_string('{% render_form form submit="Envoyer" cancel="/" %}')
    html = template.render({"form": EveryWidget(), "csrf_token": "jeton"})
    assert 'enctype="multipart/form-data" novalidate' in html
    assert 'value="jeton"' in html
    assert html.count('type="submit"') == 1
    assert ">Envoyer</button>" in html


def test_labels_of_library_forms_have_no_colon() -> None:
    class Library(forms.Form):
        login = forms.CharField(label="Courriel")

    assert ">Courriel</label>" in str(Library())
