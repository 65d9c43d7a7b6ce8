"""Pages of the record: what each shows, to whom, in how many queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.organisations.models import Membership
from passerelles.pathways.actions.notes import answer_entry, write_note
from passerelles.pathways.models import Answer, NextStep, Note, Path, ProgressPoint, Referent, Stage
from passerelles.people.models import Wish
from passerelles.sharing.models import Agreement, AgreementVolet
from passerelles.sharing.rules.volets import Volet
from tests.cast import Cast, make_agreement, person_actor, professional
from tests.pathways.scenes import axes, begun, days_ago, full_record, observe, told

AsUser = Callable[..., Client]

pytestmark = pytest.mark.django_db


NOBODY = "00000000-0000-4000-8000-000000000000"


def without_token(response: Any) -> str:
    """The page without its form token, which changes at every request."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())


def page(cast: Cast, name: str, *args: Any) -> str:
    return reverse(f"pathways:{name}", args=[cast.lea.id, *args])


def test_a_newcomer_reads_the_synthesis_in_few_queries(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    full_record(cast)
    client = as_user(cast.claire, cast.geiq)
    client.get(reverse("worklist:home"))  # the first request also notes the new session
    with django_assert_max_num_queries(30):
        response = client.get(page(cast, "synthesis"))
    text = response.content.decode()
    assert response.status_code == 200
    for words in (
        "Banc d’essai",
        "Bilan du banc d’essai",
        "gants nitrile",
        "Je veux travailler avec des gens",
        "en progrès (+3)",
        "RQTH : à renouveler",
        "Référent : Inès B.",
        "peut lire que vous avez ouvert cette page",
    ):
        assert words in text, words


def test_the_synthesis_costs_no_more_with_more_entries(
    cast: Cast, as_user: AsUser, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    full_record(cast)
    client = as_user(cast.claire, cast.geiq)
    client.get(page(cast, "synthesis"))
    with CaptureQueriesContext(connection) as before:
        client.get(page(cast, "synthesis"))
    for days in range(1, 8):
        observe(professional(cast.ines, cast.ime), cast, days, 1, 2, 3)
    with CaptureQueriesContext(connection) as after:
        client.get(page(cast, "synthesis"))
    assert len(after) == len(before)


@pytest.mark.parametrize(
    "name",
    ["synthesis", "print", "preview", "path", "progress", "picture", "notes", "start_path",
     "add_progress", "well_being", "detect"],
)  # fmt: skip
def test_a_stranger_gets_the_same_404_everywhere(cast: Cast, as_user: AsUser, name: str) -> None:
    full_record(cast)
    stranger = as_user(cast.zoe, cast.stranger)
    hidden = stranger.get(page(cast, name))
    absent = stranger.get(reverse(f"pathways:{name}", args=[NOBODY]))
    assert hidden.status_code == absent.status_code == 404
    assert without_token(hidden) == without_token(absent)


def test_a_stranger_cannot_reach_what_hangs_from_a_record(cast: Cast, as_user: AsUser) -> None:
    path = full_record(cast)
    stage = Stage.unscoped.first()
    step = NextStep.unscoped.get()
    point = ProgressPoint.unscoped.first()
    client = as_user(cast.zoe, cast.stranger)
    for name, args in (
        ("edit_path", [path.id]),
        ("change_referent", [path.id]),
        ("add_stage", [path.id]),
        ("plan_step", [path.id]),
        ("edit_stage", [stage.id]),
        ("move_stage", [stage.id, "done"]),
        ("finish_step", [step.id]),
        ("correct_progress", [point.id]),
    ):
        assert client.post(page(cast, name, *args), {}).status_code == 404, name
    assert (
        client.post(page(cast, "move_path", path.id), {"state": "closed", "version": 1}).status_code
        == 404
    )
    path.refresh_from_db()
    assert path.state == "active"


def test_a_volet_not_agreed_says_so_and_nothing_more(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    Agreement.objects.filter(receiver=cast.cfa).update(withdrawn_at=cast.lea.created_at)
    client = as_user(cast.paul, cast.cfa)
    assert client.get(page(cast, "synthesis")).status_code == 404
    make_agreement(cast.lea, cast.cfa, Volet.IDENTITY, Volet.PROGRESS)
    text = client.get(page(cast, "synthesis")).content.decode()
    assert "Non partagé" in text
    for hidden in (
        "Banc d’essai",
        "gants nitrile",
        "avec des gens",
        "RQTH",
        "Référent",
        "référent",
    ):
        assert hidden not in text
    assert "en progrès" in text
    empty = client.get(page(cast, "path")).content.decode()
    assert "Non partagé" in empty
    assert "Vers la propreté" not in empty


def test_reading_the_synthesis_and_its_curves_leaves_lines(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    client = as_user(cast.claire, cast.geiq)
    client.get(page(cast, "synthesis"))
    response = client.get(page(cast, "picture"))
    lines = JournalEntry.objects.filter(event="sharing:record:opened", person_id=str(cast.lea.id))
    assert response["Content-Type"].startswith("image/svg+xml")
    assert b"Gestes techniques" in response.content
    assert [line.volets for line in lines.order_by("id")][-1] == "identity,progress"
    assert lines.count() == 2


def test_a_sensitive_organisation_keeps_its_name_to_itself(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    cast.cfa.sensitive, cast.cfa.neutral_label = True, "service partenaire"
    cast.cfa.save()
    outside = as_user(cast.claire, cast.geiq).get(page(cast, "synthesis")).content.decode()
    inside = as_user(cast.paul, cast.cfa).get(page(cast, "synthesis")).content.decode()
    assert "CFA du Val" not in outside
    assert "service partenaire" in outside
    assert "CFA du Val" in inside


def test_the_preview_shows_what_is_agreed_and_no_team_note(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    ines = professional(cast.ines, cast.ime)
    observe(ines, cast, 3, 0, comment="secret de l’équipe")
    ProgressPoint.unscoped.filter(comment="secret de l’équipe").update(shared=False)
    write_note(
        actor=ines, person_id=cast.lea.id, text="note de l’équipe", volet=Volet.PATH, shared=False
    )
    Stage.unscoped.filter(title="Contrat GEIQ").update(shared=False, title="Projet interne")
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "preview")
    text = client.get(
        url, {"volets": "identity,path,progress", "organisation": str(cast.company.id)}
    ).content.decode()
    assert "Comme Netclair le verra" in text
    assert "Banc d’essai" in text
    assert "en progrès (+3)" in text  # the unshared point would make it a fall to 0
    for hidden in ("note de l’équipe", "secret de l’équipe", "Projet interne", "gants nitrile"):
        assert hidden not in text
    assert "Projet interne" in client.get(page(cast, "synthesis")).content.decode()
    nothing = client.get(url, {"volets": "identity"}).content.decode()
    assert "Banc d’essai" not in nothing


def test_what_a_partner_wrote_for_itself_is_not_in_another_s_preview(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    claire = professional(cast.claire, cast.geiq)
    observe(claire, cast, 2, 1, comment="vu au GEIQ")
    text = (
        as_user(cast.ines, cast.ime)
        .get(page(cast, "preview"), {"volets": ["identity", "progress"]})
        .content.decode()
    )
    # The IME accompanies by its own mission: it may not read the GEIQ through a preview.
    assert "vu au GEIQ" not in text
    assert "en progrès (+3)" in text


def test_a_wish_for_a_job_leads_to_its_detection(cast: Cast, as_user: AsUser) -> None:
    told(cast)
    wish = Wish.unscoped.get()
    client = as_user(cast.ines, cast.ime)
    url = f"{page(cast, 'detect')}?souhait={wish.id}"
    assert url in client.get(reverse("people:wishes", args=[cast.lea.id])).content.decode()
    form = client.get(url).content.decode()
    assert re.search(rf'value="{wish.id}"[^>]*checked', form)
    Wish.unscoped.update(kind="interest")
    wishes = client.get(reverse("people:wishes", args=[cast.lea.id])).content.decode()
    assert page(cast, "detect") not in wishes


def test_notes_leave_the_navigation_of_who_has_no_note_to_read_or_write(
    cast: Cast, as_user: AsUser
) -> None:
    agreement = make_agreement(cast.lea, cast.geiq, Volet.IDENTITY)
    client = as_user(cast.claire, cast.geiq)
    assert page(cast, "notes") not in client.get(page(cast, "synthesis")).content.decode()
    AgreementVolet.objects.create(agreement=agreement, volet="path")
    assert page(cast, "notes") in client.get(page(cast, "synthesis")).content.decode()


def test_a_path_is_started_from_its_page_while_still_in_the_ime(
    cast: Cast, as_user: AsUser
) -> None:
    client = as_user(cast.ines, cast.ime)
    typed = {
        "title": "Vers la propreté",
        "started_on": days_ago(10).isoformat(),
        "origin": str(cast.ime.id),
        "planned_exit_on": "2030-08-31",
    }
    response = client.post(page(cast, "start_path"), typed)
    assert response.status_code == 302
    path = Path.unscoped.get()
    assert path.planned_exit_on.year == 2030
    assert path.referents.get().user == cast.ines


def test_a_detection_put_off_is_kept_and_shown(cast: Cast, as_user: AsUser) -> None:
    told(cast)
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "detect")
    typed = {
        "section": "sipfp",
        "detected_on": days_ago(1).isoformat(),
        "interest": "propreté des bureaux",
        "person_agrees": "yes",
        "representative_agrees": "",
        "outcome": "path_started",
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "Pas de repérage sans le souhait" in refused.content.decode()
    typed["wish"] = str(Wish.unscoped.get().id)
    minor = client.post(url, typed)
    assert minor.status_code == 422
    assert "représentant légal doit être d’accord" in minor.content.decode()
    assert "Recueillez son accord" in minor.content.decode()
    nobody = client.post(url, {**typed, "representative_agrees": "none"})
    assert "Cherchez d’abord qui la représente" in nobody.content.decode()
    labels = re.findall(r"<label[^>]*>\s*(.*?)\s*</label>", nobody.content.decode(), re.S)
    assert len(labels) == len(set(labels))
    assert client.post(url, {**typed, "outcome": "later"}).status_code == 302
    text = client.get(page(cast, "path")).content.decode()
    assert "propreté des bureaux" in text
    assert "plus tard" in text
    assert not Path.unscoped.exists()


def test_a_path_whose_referent_left_is_to_do(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    Membership.objects.filter(user=cast.ines).update(until=clock.now())
    client = as_user(cast.karim, cast.ime)
    text = client.get(reverse("worklist:home")).content.decode()
    assert "a quitté l’organisation" in text
    relay = page(cast, "change_referent", Path.unscoped.get().id)
    assert client.get(relay).status_code == 200
    typed = {"expected": str(Referent.objects.get().id), "handover": "Bonne suite à Léa."}
    sent = client.post(relay, {**typed, "referent": f"{cast.karim.id}:{cast.ime.id}"})
    assert sent.status_code == 302
    stale = client.post(relay, {**typed, "referent": f"{cast.karim.id}:{cast.ime.id}"})
    assert stale.status_code == 409
    assert "Bonne suite à Léa." in stale.content.decode()


def test_a_refused_path_keeps_what_was_typed(cast: Cast, as_user: AsUser) -> None:
    client = as_user(cast.ines, cast.ime)
    typed = {
        "title": "Vers l’espace vert",
        "started_on": days_ago(1).isoformat(),
        "planned_exit_on": days_ago(100).isoformat(),
        "origin": str(cast.ime.id),
    }
    response = client.post(page(cast, "start_path"), typed)
    assert response.status_code == 422
    text = response.content.decode()
    assert "Vers l’espace vert" in text
    assert "La sortie prévue précède le début" in text
    assert not Path.unscoped.exists()


def test_two_people_change_the_same_stage_and_one_reads_a_conflict(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    stage = Stage.unscoped.get(title="Banc d’essai")
    client = as_user(cast.ines, cast.ime)
    typed = {
        "kind": "trial",
        "title": "Essai long",
        "version": "1",
        "description": "mes mots à moi",
    }
    first = client.post(page(cast, "edit_stage", stage.id), typed)
    second = as_user(cast.karim, cast.ime).post(page(cast, "edit_stage", stage.id), typed)
    assert (first.status_code, second.status_code) == (302, 409)
    assert "mes mots à moi" in second.content.decode()
    stage.refresh_from_db()
    assert stage.version == 2


def test_stages_are_finished_and_done_again(cast: Cast, as_user: AsUser) -> None:
    path = full_record(cast)
    client = as_user(cast.ines, cast.ime)
    stage = Stage.unscoped.get(title="Banc d’essai")
    moved = client.post(
        page(cast, "move_stage", stage.id, "done"),
        {"version": stage.version, "on": days_ago(0).isoformat(), "result": "À l’aise"},
    )
    assert moved.status_code == 302
    again = f"{page(cast, 'add_stage', path.id)}?refaire={stage.id}"
    assert "Banc d’essai" in client.get(again).content.decode()
    client.post(again, {"kind": "trial", "title": "Banc d’essai", "state": "planned"})
    assert Stage.unscoped.get(replay_of=stage).state == "planned"
    assert client.get(page(cast, "move_stage", stage.id, "ongoing")).status_code == 404


def test_observations_are_added_and_saying_nothing_of_an_axis_is_allowed(
    cast: Cast, as_user: AsUser
) -> None:
    begun(cast)
    client = as_user(cast.ines, cast.ime)
    first, *_others = axes()
    url = page(cast, "add_progress")
    assert client.get(url).status_code == 200
    response = client.post(
        url,
        {f"axis_{first.id.hex}": "2", "observed_on": days_ago(0).isoformat(), "context": "hall"},
    )
    assert response.status_code == 302
    assert ProgressPoint.unscoped.get().level == 2
    refused = client.post(url, {"observed_on": days_ago(0).isoformat(), "comment": "je garde ceci"})
    assert refused.status_code == 422
    assert "je garde ceci" in refused.content.decode()


def test_the_progress_page_has_its_table_and_the_person_s_own_voice(
    cast: Cast, as_user: AsUser, django_assert_max_num_queries: Any
) -> None:
    full_record(cast)
    client = as_user(cast.claire, cast.geiq)
    client.get(reverse("worklist:home"))  # the first request also notes the new session
    with django_assert_max_num_queries(24):
        text = client.get(page(cast, "progress")).content.decode()
    assert "Léa, son propre avis, recueilli par Inès B. (IME Les Tilleuls)" in text
    assert "Inès B. (IME Les Tilleuls)" in text
    assert "Je peux montrer aux autres" in text


def test_a_note_says_the_person_may_read_it_and_a_team_note_stays_home(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    client = as_user(cast.ines, cast.ime)
    url = page(cast, "notes")
    assert "La personne peut lire ce que vous écrivez" in client.get(url).content.decode()
    sent = client.post(url, {"text": "entre nous", "shared": "no", "volet": "path"})
    assert sent.status_code == 302
    assert "entre nous" in client.get(url).content.decode()
    assert "entre nous" not in as_user(cast.claire, cast.geiq).get(url).content.decode()
    with acting_as(person_actor(cast.lea)):
        assert not Note.objects.filter(text="entre nous").exists()


def test_a_note_with_a_social_security_number_is_refused_and_kept_on_screen(
    cast: Cast, as_user: AsUser
) -> None:
    full_record(cast)
    url = page(cast, "notes")
    response = as_user(cast.ines, cast.ime).post(
        url, {"text": "son numéro 2 09 03 99 123 456 78", "shared": "yes", "volet": "path"}
    )
    assert response.status_code == 422
    assert "sécurité sociale" in response.content.decode()
    assert Note.unscoped.count() == 1


def test_an_answer_is_read_beside_the_note_and_handled_once(cast: Cast, as_user: AsUser) -> None:
    full_record(cast)
    note = Note.unscoped.get()
    answer_entry(
        actor=person_actor(cast.lea), person_id=cast.lea.id, entry_kind="note",
        entry_id=note.id, text="J’étais malade lundi.",
    )  # fmt: skip
    client = as_user(cast.ines, cast.ime)
    assert "J’étais malade lundi." in client.get(page(cast, "notes")).content.decode()
    answer = Answer.unscoped.get()
    url = page(cast, "answer", answer.id)
    assert "Léa arrive à l’heure." in client.get(url).content.decode()
    assert as_user(cast.claire, cast.geiq).post(url).status_code == 404
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 409
    answer.refresh_from_db()
    assert answer.handled_by == cast.ines


def test_the_manager_defines_axes_and_a_worker_may_not(cast: Cast, as_user: AsUser) -> None:
    url = reverse("pathways:new_framework")
    typed = {
        "name": "Espaces verts",
        "axes": "Taille | Est-ce que je sais tailler ? | a | b | c | d | e",
    }
    assert as_user(cast.ines, cast.ime).post(url, typed).status_code == 404
    karim = as_user(cast.karim, cast.ime)
    wrong = karim.post(url, {"name": "Espaces verts", "axes": "Taille | ?"})
    assert wrong.status_code == 422
    assert "Ligne 1" in wrong.content.decode()
    assert karim.post(url, typed).status_code == 302
    listing = karim.get(reverse("pathways:frameworks")).content.decode()
    assert "Espaces verts" in listing
    begun(cast)
    ines = as_user(cast.ines, cast.ime)
    assert "Taille" in ines.get(page(cast, "add_progress")).content.decode()
    framework = cast.ime.progress_frameworks.get()
    foreign = as_user(cast.zoe, cast.stranger)
    archive = reverse("pathways:archive_framework", args=[framework.id])
    assert foreign.post(archive).status_code == 404
    assert karim.post(archive).status_code == 302
    assert (
        "Taille"
        not in as_user(cast.ines, cast.ime).get(page(cast, "add_progress")).content.decode()
    )
