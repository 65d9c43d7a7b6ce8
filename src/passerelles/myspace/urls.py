"""URLs of the area."""

from __future__ import annotations

from django.urls import URLPattern

from passerelles.kernel.actors import Right
from passerelles.myspace.views import (
    cards,
    carnet,
    entrance,
    home,
    path,
    progress,
    requests,
    sharing,
    voice,
    work,
)
from passerelles.web.routes import Audience, Audit, professional_page, route

app_name = "myspace"

_CARD = "dossier/<uuid:person_id>/carte/"

_cards = [
    route(
        _CARD,
        cards.card,
        name="card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.PERSON_READ,
        right=Right.SHARE,
    ),
    route(
        f"{_CARD}nouvelle/",
        cards.new_card,
        name="new_card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.PERSON_READ,
        right=Right.SHARE,
    ),
    route(
        f"{_CARD}arreter/",
        cards.stop_card,
        name="stop_card",
        audience=Audience.PROFESSIONAL,
        policy="myspace:card:hand",
        audit=Audit.WRITE,
        right=Right.SHARE,
    ),
]

_CARNET = "dossier/<uuid:person_id>/carnet/"

_carnet = [
    professional_page(_CARNET, carnet.record_page, "carnet", "sharing:read:skills"),
    professional_page(
        _CARNET + "pdf/", carnet.record_pdf, "record_carnet_pdf", "sharing:read:skills"
    ),
    professional_page(
        _CARNET + "proposer/",
        carnet.propose,
        "propose_carnet",
        "sharing:write:skills",
        right=Right.WRITE_PEOPLE,
    ),
]

_door = [
    route(
        pattern,
        view,
        name=name,
        audience=Audience.PUBLIC,
        policy="myspace:card:enter",
        audit=Audit.SECURITY,
    )
    for pattern, view, name in (
        ("entrer/", entrance.enter, "enter"),
        ("entrer/<str:number>/", entrance.enter, "enter_number"),
        ("mon-espace/quitter/", entrance.leave, "leave"),
        ("au-revoir/", entrance.left, "left"),
        ("sortie/", entrance.quick_exit, "quick_exit"),
    )
]

_reading = [
    route(
        f"mon-espace/{pattern}",
        view,
        name=name,
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.PERSON_READ,
    )
    for pattern, view, name in (
        ("", home.home, "home"),
        ("parcours/", path.path, "path"),
        ("repondre/<str:kind>/<uuid:entry_id>/<str:way>/", path.answer, "answer"),
        ("travail/", work.work, "work"),
        ("progres/", progress.progress, "progress"),
        ("progres/question/<int:number>/", progress.question, "question"),
        ("progres/verifier/", progress.check, "check"),
        ("souhaits/", voice.wishes_page, "wishes"),
        ("aide/", voice.help_page, "help"),
        ("aide/<str:kind>/", voice.fact, "fact"),
        ("comment-ca-va/", voice.mood, "mood"),
        ("demandes/", sharing.proposals_page, "proposals"),
        ("demandes/<uuid:request_id>/", sharing.proposal, "proposal"),
        ("demandes/<uuid:request_id>/apercu/", sharing.preview_proposal, "preview_proposal"),
        ("qui-voit/", sharing.sharing, "sharing"),
        ("qui-voit/<uuid:agreement_id>/apercu/", sharing.preview, "preview"),
        ("qui-voit/<uuid:agreement_id>/changer/", sharing.change, "change"),
        ("qui-voit/<uuid:agreement_id>/arreter/", sharing.stop, "stop"),
        ("carnet/", carnet.own, "own_carnet"),
        ("carnet/ecrire/<str:kind>/", carnet.write, "write_carnet"),
        ("carnet/choisir/", carnet.choose, "choose_carnet"),
        ("carnet/garder/", carnet.freeze, "freeze_carnet"),
        ("carnet/propose/<uuid:proposal_id>/", carnet.settle, "settle_carnet"),
        ("carnet/version/<uuid:version_id>/", carnet.version, "carnet_version"),
        ("carnet/version/<uuid:version_id>/pdf/", carnet.version_pdf, "carnet_pdf"),
        ("je-voudrais/", requests.wants, "wants"),
        ("je-voudrais/suivre/<uuid:asked_id>/", requests.want, "want"),
        ("je-voudrais/<str:kind>/", requests.want_to, "want_to"),
        ("je-voudrais/<str:kind>/mots/", requests.want_words, "want_words"),
        ("qui-a-lu/", home.reads, "reads"),
        ("droits/", home.rights, "rights"),
        ("compte/", home.account, "account"),
    )
]

_writing = [
    route(
        "mon-espace/demandes/<uuid:request_id>/non/",
        sharing.refuse,
        name="refuse",
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.WRITE,
    ),
    route(
        "mon-espace/compte/envoye/",
        home.account_sent,
        name="account_sent",
        audience=Audience.PERSON,
        policy="myspace:own-record",
        audit=Audit.NONE,
    ),
]

urlpatterns: list[URLPattern] = [*_cards, *_carnet, *_door, *_reading, *_writing]
