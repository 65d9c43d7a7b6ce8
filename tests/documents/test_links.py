"""A paper signed by a link and its code: tries, expiry, one answer, nothing personal outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from passerelles.documents.actions import (
    LinkGiven,
    cancel_paper,
    correct_paper,
    give_signing_link,
    open_signing_link,
    sign_by_link,
)
from passerelles.documents.models import Paper, Signature, SigningLink
from passerelles.documents.rules.kinds import SignatoryRole as Role
from passerelles.journal.models import JournalEntry
from passerelles.kernel import clock
from passerelles.kernel.actors import ANONYMOUS
from passerelles.kernel.errors import Hidden, Refusal
from passerelles.people.models import Person
from tests.cast import Cast, professional
from tests.documents.scenes import ines_of, pmsmp


@pytest.fixture
def paper(cast: Cast, david: Person) -> Paper:
    return pmsmp(cast, david)


@pytest.fixture
def given(cast: Cast, paper: Paper) -> LinkGiven:
    return give_signing_link(actor=ines_of(cast), paper_id=paper.id, role=Role.HOST)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def enter(given: LinkGiven, code: str, client: Client | None = None, **extra: Any) -> Any:
    return (client or Client()).post(f"/signer/{given.token}/", {"code": code}, **extra)


def opened(given: LinkGiven) -> Client:
    client = Client()
    assert enter(given, given.code, client).status_code == 302
    return client


def host_line(paper: Paper) -> Signature:
    return Signature.objects.get(version__paper=paper, version__number=1, role="host")


def test_only_hashes_are_kept(given: LinkGiven) -> None:
    row = SigningLink.objects.values().get()
    assert given.token not in str(row)
    assert given.code not in (row["code_hash"], row["token_hash"])


def test_the_host_reads_the_easy_page_and_the_pdf_then_signs_once(
    given: LinkGiven, paper: Paper
) -> None:
    client = opened(given)
    text = client.get(f"/signer/{given.token}/papier/").content.decode()
    assert "Ce que dit ce papier" in text
    assert "Sonia Tutrice" in text
    sheet = client.get(f"/signer/{given.token}/pdf/")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content == bytes(paper.versions.get().pdf)
    done = client.post(f"/signer/{given.token}/papier/", {"answer": "sign", "reason": ""})
    assert "Vous avez signé" in done.content.decode()
    line = host_line(paper)
    assert (line.state, line.method) == ("signed", "link")
    assert client.get(f"/signer/{given.token}/pdf/").status_code == 302
    assert enter(given, given.code).status_code == 422
    tags = set(JournalEntry.objects.values_list("event", flat=True))
    assert {"documents:signing-link:given", "documents:signing-link:opened"} <= tags


def test_a_company_that_says_no_says_why(given: LinkGiven, paper: Paper) -> None:
    client = opened(given)
    page = client.post(f"/signer/{given.token}/papier/", {"answer": "no", "reason": ""})
    assert page.status_code == 422
    assert "Il manque la raison" in page.content.decode()
    client.post(f"/signer/{given.token}/papier/", {"answer": "no", "reason": "Plus de poste"})
    paper.refresh_from_db()
    assert (paper.state, host_line(paper).refused_reason) == ("refused", "Plus de poste")


def test_asking_to_talk_keeps_the_link(given: LinkGiven, paper: Paper) -> None:
    client = opened(given)
    page = client.post(f"/signer/{given.token}/papier/", {"answer": "talk", "reason": ""})
    assert "Rien n’est signé" in page.content.decode()
    assert host_line(paper).talk_asked_at is not None
    client.post(f"/signer/{given.token}/papier/", {"answer": "sign", "reason": ""})
    assert host_line(paper).state == "signed"


def test_an_answer_that_is_none_changes_nothing(given: LinkGiven, paper: Paper) -> None:
    client = opened(given)
    assert client.post(f"/signer/{given.token}/papier/", {"answer": "?"}).status_code == 422
    assert host_line(paper).state == "waiting"


def test_a_thousand_codes_lock_the_link_after_five(given: LinkGiven) -> None:
    for guess in range(1000):
        if (code := f"{guess:06d}") != given.code:
            assert open_signing_link(actor=ANONYMOUS, token=given.token, code=code) is None
    given.link.refresh_from_db()
    assert given.link.failed_attempts == 5
    assert JournalEntry.objects.filter(event__endswith="code-refused").count() == 5
    assert open_signing_link(actor=ANONYMOUS, token=given.token, code=given.code) is None


def test_one_address_is_slowed_whatever_the_link(given: LinkGiven) -> None:
    for _ in range(30):
        Client().post("/signer/inconnu/", {"code": "000000"}, REMOTE_ADDR="198.51.100.7")
    assert enter(given, given.code, REMOTE_ADDR="198.51.100.7").status_code == 422
    assert enter(given, given.code, REMOTE_ADDR="198.51.100.8").status_code == 302


def test_unknown_wrong_expired_closed_links_give_the_same_page(
    cast: Cast, given: LinkGiven, paper: Paper
) -> None:
    def body(response: Any) -> str:
        assert response.status_code == 422
        return "\n".join(
            line for line in response.content.decode().splitlines() if "csrfmiddleware" not in line
        )

    code = wrong(given.code)
    unknown = body(Client().post("/signer/inconnu/", {"code": code}))
    assert body(enter(given, code)) == unknown
    with time_machine.travel(clock.now() + timedelta(days=14, seconds=1)):
        assert open_signing_link(actor=ANONYMOUS, token=given.token, code=given.code) is None
    cancel_paper(actor=ines_of(cast), paper_id=paper.id, reason="Fermée")
    assert body(enter(given, code)) == unknown
    assert open_signing_link(actor=ANONYMOUS, token=given.token, code=given.code) is None


def test_a_new_link_closes_the_one_before(cast: Cast, given: LinkGiven, paper: Paper) -> None:
    client = opened(given)
    fresh = give_signing_link(actor=ines_of(cast), paper_id=paper.id, role=Role.HOST)
    assert client.get(f"/signer/{given.token}/papier/").status_code == 302
    assert enter(fresh, fresh.code).status_code == 302


def test_a_new_version_closes_every_link(cast: Cast, given: LinkGiven, paper: Paper) -> None:
    client = opened(given)
    facts = paper.versions.get().facts
    correct_paper(actor=ines_of(cast), paper_id=paper.id, facts=facts, version=1)
    assert client.get(f"/signer/{given.token}/papier/").status_code == 302
    with pytest.raises(Refusal):
        sign_by_link(actor=ANONYMOUS, link_id=given.link.id)
    assert host_line(paper).state == "waiting"


def test_whoever_prepared_the_link_never_signs_with_it(
    cast: Cast, given: LinkGiven, paper: Paper, as_user: Any
) -> None:
    client = as_user(cast.ines, cast.ime)
    assert enter(given, given.code, client).status_code == 422
    assert "laissez l’appareil" in enter(given, given.code, client).content.decode()
    with pytest.raises(Hidden):
        sign_by_link(actor=ines_of(cast), link_id=given.link.id)
    assert client.get(f"/signer/{given.token}/pdf/").status_code == 404


def test_one_session_opens_one_paper(cast: Cast, given: LinkGiven, paper: Paper) -> None:
    other = give_signing_link(actor=ines_of(cast), paper_id=paper.id, role=Role.PERSON)
    client = opened(given)
    assert client.get(f"/signer/{other.token}/papier/").status_code == 302


def test_only_the_keeper_hands_a_link(cast: Cast, paper: Paper) -> None:
    for actor in (professional(cast.zoe, cast.stranger), professional(cast.claire, cast.geiq)):
        with pytest.raises(Hidden):
            give_signing_link(actor=actor, paper_id=paper.id, role=Role.HOST)
    with pytest.raises(Hidden):
        give_signing_link(actor=ines_of(cast), paper_id=paper.id, role=Role.SAVS)


def test_nothing_personal_leaves_in_the_mail_the_address_or_the_journal(
    cast: Cast, paper: Paper, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        given = give_signing_link(
            actor=ines_of(cast), paper_id=paper.id, role=Role.HOST, email="hote@exemple.test"
        )
    [letter] = mail.outbox
    outside = f"{letter.subject} {letter.body} {given.path}"
    assert given.token in outside
    for word in ("David", "Noël", "PMSMP", "Tilleuls", "Netclair", given.code, str(paper.id)):
        assert word not in outside
    details = " ".join(str(entry.details) for entry in JournalEntry.objects.all())
    for word in ("David", "Noël", "Sonia", given.token, given.code):
        assert word not in details
