"""The paths told in the demonstration: Léa, David, Sofia and Amine, all invented."""

from __future__ import annotations

from datetime import timedelta

from passerelles.journal.actions import Line, record_all
from passerelles.kernel import clock
from passerelles.kernel.actors import acting_as
from passerelles.myspace.actions.cards import issue_card
from passerelles.ops.demo.accompanied import accompany
from passerelles.ops.demo.accompanying import tell_accompaniment
from passerelles.ops.demo.cast import PASSWORD, Players
from passerelles.ops.demo.enrolled import tell_programmes
from passerelles.ops.demo.hosted import tell_hosting
from passerelles.ops.demo.telling import Story, ago, open_record
from passerelles.ops.demo.working import tell_work
from passerelles.pathways.models import Detection
from passerelles.people.models import LegalRepresentative
from passerelles.people.rules.facts import FactKind
from passerelles.people.rules.situations import SituationKind
from passerelles.sharing.events import OPENED
from passerelles.sharing.rules.volets import Purpose, Volet

COMPANY_VOLETS = (
    Volet.IDENTITY,
    Volet.PATH,
    Volet.SKILLS,
    Volet.PROGRESS,
    Volet.SUPPORT_NEEDS,
)


def tell(players: Players) -> dict[str, str]:
    """Write the stories; return the ways in that are printed (cards, personal links)."""
    lea = _lea(players)
    secrets = {}
    with acting_as(players.actor("Inès")):
        card = issue_card(actor=players.actor("Inès"), person_id=lea.person.id)
    pictures = ", ".join(picture.word for picture in card.pictures)
    secrets[f"/entrer/ — carte {card.number}"] = f"Léa elle-même. Images : {pictures}"
    secrets.update(_tutor(players, lea))
    david = _david(players)
    sofia = _sofia(players)
    secrets.update(_own_account(players, sofia))
    amine = _amine(players)
    secrets.update(accompany(players, amine))
    tell_work(players, lea, david, sofia)
    tell_hosting(players, lea, david)
    tell_programmes(players)
    tell_accompaniment(players, lea, david, sofia, amine)
    return secrets


def _lea(players: Players) -> Story:
    birth = ago(17 * 365 + 200)
    lea = open_record(players, "Léa", "Marchand", by="Inès", birth=birth, insee="99L01", days=170)
    mother = LegalRepresentative.unscoped.create(
        **lea._signed("Inès", ago(170), Volet.IDENTITY),
        kind="parent",
        name="Mme Marchand",
        link="sa mère",
        since=birth,
    )
    both = {"giver_kind": "both", "representative": mother}
    lea.start("Vers un travail dans la propreté", origin="ime", by="Inès", days=163)
    lea.agree("ime", "accompanies", days=163, **both)
    wish = lea.wish(
        "job", "Je veux travailler avec des gens, pas toute seule.", by="Inès", days=163
    )
    Detection.unscoped.create(
        **lea._signed("Inès", ago(163), Volet.PATH),
        section="sipfp",
        detected_on=ago(163),
        interest="agente de propreté",
        wish=wish,
        person_agrees=True,
        representative_agrees=True,
        outcome="path_started",
        path=lea.path,
    )
    _lea_path(lea)
    _lea_facts(lea)
    lea.next_step(
        "Bilan du banc d’essai",
        by="Claire",
        in_days=12,
        where="Netclair",
        plain="Vous parlez de votre essai chez Netclair. Claire vient avec vous.",
    )
    lea.agree("geiq", "accompanies", days=80, **both)
    lea.agree("cfa", "trains", days=75, purpose=Purpose.TRAINING, **both)
    lea.agree("company", "hosts", *COMPANY_VOLETS, days=21, purpose=Purpose.PLACEMENT, **both)
    _reads(players, lea, (("Claire", Volet.PROGRESS), ("Paul", Volet.PATH)))
    return lea


def _lea_path(lea: Story) -> None:
    lea.stage("detection", "Repérage en SIPFP", by="Inès", start=163, end=163, place="ime")
    lea.stage(
        "workshop",
        "Atelier propreté : 8 séances",
        by="Inès",
        start=80,
        end=30,
        place="ime",
        result="8 séances sur 8. Aime les sols, moins les vitres.",
    )
    lea.stage(
        "trial",
        "Banc d’essai — hall et bureaux",
        by="Claire",
        start=20,
        place="company",
        description="3 jours par semaine. Deux voix : la tutrice et Léa.",
    )
    lea.stage(
        "geiq_contract",
        "Contrat GEIQ de 12 mois, 26 h par semaine",
        by="Claire",
        start=None,
        place="geiq",
        target_on=ago(-50),
        description="Tutrice à désigner chez Netclair.",
    )


def _lea_facts(lea: Story) -> None:
    for by, days, context, levels in _LEA_PROGRESS:
        lea.observe(by, days, context, **levels)
    lea.tell(FactKind.TRANSPORT, "bus", by="Inès", days=150)
    lea.tell(FactKind.EQUIPMENT, "Gants nitrile, pas de latex", by="Inès", days=75)
    lea.tell(FactKind.SCHEDULE, "Internat : sortie le matin à 8 h, bus 12", by="Inès", days=150)
    lea.tell(FactKind.DIPLOMA_LEVEL, "cfg", by="Inès", days=160)
    lea.situation(SituationKind.CDAPH_ORIENTATION, ("obtained", 400), by="Inès", until=-250)
    lea.situation(SituationKind.RQTH, ("to_do", 60), ("filed", 25), by="Inès")
    lea.note("Léa prend la parole pendant le bilan de l’atelier.", by="Inès", days=31)
    lea.note("Préparer la famille au changement de rythme.", by="Inès", days=29, shared=False)


_LEA_PROGRESS = (
    ("Inès", 160, "atelier de l’IME",
     {"gestes": 1, "securite": 1, "equipe": 2, "rythme": 2, "trajets": 0, "aide": 2}),
    ("", 130, "", {"gestes": 1, "trajets": 0, "equipe": 2}),
    ("Inès", 75, "atelier propreté",
     {"gestes": 1, "securite": 2, "equipe": 2, "rythme": 2, "trajets": 1, "aide": 1}),
    ("Inès", 45, "atelier propreté",
     {"gestes": 2, "securite": 2, "equipe": 3, "rythme": 1, "trajets": 1, "aide": 1}),
    ("Paul", 24, "journée au CFA", {"gestes": 3, "securite": 2, "equipe": 3, "rythme": 2}),
    ("", 12, "banc d’essai", {"gestes": 3, "securite": 2, "equipe": 4, "trajets": 3, "aide": 3}),
    ("Claire", 8, "banc d’essai",
     {"gestes": 4, "securite": 3, "equipe": 3, "rythme": 2, "trajets": 3, "aide": 2}),
)  # fmt: skip


def _david(players: Players) -> Story:
    david = open_record(
        players, "David", "Sauvage", by="Sarah", birth=ago(46 * 365 + 60), insee="99L05", days=420
    )
    david.agree("aci", "employs", days=420)
    david.start("Du maraîchage à l’entretien de locaux", origin="aci", by="Sarah", days=420)
    david.wish(
        "interest", "J’aime quand c’est propre et net, on voit le résultat.", by="Sarah", days=200
    )
    david.wish("job", "Agent d’entretien, ça me dit bien.", by="", days=190)
    david.stage(
        "insertion_contract", "CDDI — ouvrier de production", by="Sarah", start=420, place="aci"
    )
    david.stage("procedure", "Dossier MDPH pour la RQTH", by="Sarah", start=330, end=150)
    david.stage(
        "training", "Parcours compétences Propreté", by="Sarah", start=100, end=40, place="cfa"
    )
    david.stage("immersion", "Immersion au service Nettoyage", by="Thomas", start=15, place="ea")
    _david_told(david)
    _david_progress(david)
    david.next_step(
        "Bilan de l’immersion",
        by="Thomas",
        in_days=4,
        where="Lune Services",
        plain="On fait le point sur vos journées de nettoyage.",
    )
    david.agree("ea", "hosts", days=30, purpose=Purpose.PLACEMENT)
    david.agree("capemploi", "prescribes", days=25, purpose=Purpose.ORIENTATION)
    _reads(players, david, (("Thomas", Volet.PATH), ("Nadia", Volet.PROJECT)))
    return david


def _david_told(david: Story) -> None:
    david.situation(SituationKind.ASS, ("obtained", 600), by="Sarah")
    david.situation(
        SituationKind.RQTH,
        ("to_do", 330),
        ("filed", 300),
        ("obtained", 150),
        by="Sarah",
        until=-1600,
    )
    david.situation(SituationKind.FRANCE_TRAVAIL, ("obtained", 900), by="Sarah")
    david.tell(FactKind.DIPLOMA_LEVEL, "none", by="Sarah", days=418)
    david.tell(FactKind.TRANSPORT, "scooter", by="Sarah", days=418)
    david.tell(FactKind.REACH_KM, "25", by="Sarah", days=418)


def _david_progress(david: Story) -> None:
    david.observe("Sarah", 400, "serres", gestes=2, rythme=1, equipe=2, confiance=1)
    david.observe("Sarah", 200, "serres", gestes=3, rythme=2, equipe=3, confiance=2)
    david.observe("", 60, "formation", gestes=3, confiance=3)
    david.observe("Thomas", 6, "immersion", gestes=3, rythme=3, equipe=3, confiance=3)


def _sofia(players: Players) -> Story:
    sofia = open_record(
        players, "Sofia", "Renard", by="Mona", birth=ago(28 * 365), insee="99L02", days=900
    )
    sofia.agree("esat", "accompanies", days=360)
    sofia.start("Essayer le travail en entreprise", origin="esat", by="Mona", days=200)
    sofia.stage("esat_work", "Blanchisserie", by="Mona", start=900, place="esat")
    sofia.stage("visit", "Visite de Netclair", by="Mona", start=60, end=60, place="company")
    sofia.wish(
        "leave_protected", "Je voudrais essayer dehors, mais pouvoir revenir.", by="Mona", days=90
    )
    sofia.situation(SituationKind.CDAPH_ORIENTATION, ("obtained", 900), by="Mona", until=-45)
    sofia.situation(SituationKind.RQTH, ("obtained", 900), by="Mona", until=-70)
    sofia.situation(SituationKind.FRANCE_TRAVAIL, ("to_do", 20), by="Mona")
    sofia.observe("Bruno", 300, "atelier", gestes=3, rythme=2, confiance=1)
    sofia.observe("Bruno", 40, "atelier", gestes=3, rythme=2, confiance=2)
    sofia.observe("", 30, "visite", confiance=2)
    sofia.next_step(
        "Appeler France Travail avec Sofia",
        by="Mona",
        in_days=-2,
        where="ESAT",
        plain="On appelle France Travail ensemble.",
    )
    return sofia


def _amine(players: Players) -> Story:
    amine = open_record(
        players, "Amine", "Darwish", by="Sarah", birth=ago(33 * 365), insee="99L08", days=120
    )
    amine.agree("aci", "employs", days=120)
    amine.start("Premier emploi en France", origin="aci", by="Sarah", days=118)
    amine.situation(SituationKind.REFUGEE, ("obtained", 500), by="Sarah", until=-2000)
    amine.situation(SituationKind.RSA, ("obtained", 300), by="Sarah")
    amine.tell(FactKind.FRENCH_LEVEL, "a2", by="Sarah", days=118)
    amine.tell(FactKind.LANGUAGES, "arabe, anglais", by="Sarah", days=118)
    amine.stage("insertion_contract", "CDDI — maraîchage", by="Sarah", start=118, place="aci")
    amine.observe("Sarah", 100, "serres", gestes=2, consignes=1, equipe=2)
    amine.observe("Sarah", 20, "serres", gestes=3, consignes=2, equipe=3)
    amine.note(
        "Suivi en soins engagé : prévoir deux matinées libres par mois.",
        by="Sarah",
        days=50,
        volet=Volet.SENSITIVE,
    )
    return amine


def _reads(players: Players, story: Story, readers: tuple[tuple[str, Volet], ...]) -> None:
    """A few reads in the journal, so that "who read my record" has something to say."""
    for name, volet in readers:
        line = Line(
            event=OPENED,
            person_id=story.person.id,
            volets=(Volet.IDENTITY.value, volet.value),
            ground="agreement",
        )
        record_all([line], actor=players.actor(name))


def _tutor(players: Players, lea: Story) -> dict[str, str]:
    """Netclair's tutor enters by a personal link, without an account."""
    from passerelles.sharing.actions.guests import create_guest_link
    from passerelles.sharing.models import Agreement

    agreement = Agreement.objects.get(person=lea.person, receiver=players.organisations["company"])
    actor = players.actor("Claire")
    with acting_as(actor):
        given = create_guest_link(
            actor=actor,
            agreement_id=agreement.id,
            holder_name="Valérie (tutrice)",
            until=clock.today() + timedelta(days=90),
        )
    return {f"/lien/{given.token}/": f"Tutrice chez Netclair, pour Léa. Code : {given.code}"}


def _own_account(players: Players, sofia: Story) -> dict[str, str]:
    """Sofia chose an account rather than a card."""
    from passerelles.accounts.models import User
    from passerelles.ops.demo.cast import DOMAIN

    email = f"sofia@{DOMAIN}"
    User.objects.create_user(
        email=email,
        password=PASSWORD,
        first_name="Sofia",
        last_name="Renard",
        own_person_id=sofia.person.id,
    )
    return {email: "Sofia elle-même, avec un compte"}
