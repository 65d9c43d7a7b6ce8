"""Invented names and sentences: nobody real, no diagnosis, names from everywhere."""

from __future__ import annotations

import random

_FIRST_NAMES_LIST = """
Adèle Aïcha Alban Albane Aleksander Alia Aliou Amandine Ambre Amadou Anaëlle Anatole André
Angèle Anissa Anouk Antoine Apolline Ariane Armel Arthur Assia Astrid Aurélien Axel Aya Aymeric
Baptiste Basile Béatrice Bilal Bintou Blaise Brahim Capucine Carine Cédric Célestin Chaïma Chloé
Clémence Clovis Coline Corentin Cyprien Dalila Damien Daouda Delphine Diane Dimitri Djibril
Dorian Driss Edgar Éléonore Élias Élodie Eloïse Elvis Emma Enzo Erwan Esma Estelle Étienne
Eugénie Fadila Fanny Fatou Félicien Fernando Flora Florian Françoise Gaël Gaëtan Ghislaine Goran
Grâce Guénolé Gwenaëlle Habib Hamza Hanaé Hélène Héloïse Hicham Honorine Ibrahima Idriss Ilona
Imane Ingrid Irène Isaac Ismaël Iván Jade Jamila Jérémie Jocelyne Joëlle Jonas Jordan Joséphine
Josué Judith Kadiatou Kamel Karamba Kenza Kévin Khadija Killian Koffi Lamine Lancelot Lætitia
Leïla Léonie Lilian Liséa Loïc Lorenzo Lucie Ludivine Madeleine Maël Maëlys Mahamadou Maïwenn
Malik Manon Marceau Marius Marlène Mathéo Mathilde Matisse Maud Maxime Maya Mehdi Mélissa
Mercedes Milan Mina Moïra Moussa Myriam Nabil Naïma Nathanaël Nawel Nicolae Nina Noah Noé
Nolwenn Norbert Océane Odile Olga Omar Ombeline Oscar Oumar Ousmane Owen Pascaline Perrine
Philémon Pierrick Prisca Quentin Rachid Raphaël Rayan Régine Rémi Renaud Rokia Romane Roxane
Sabrina Salif Salomé Samba Sami Sandrine Saïd Sekou Sélène Séverine Siham Siméon Sixtine Solène
Soraya Stanislas Sylvain Tania Tariq Tatiana Théo Thiên Tiphaine Tomasz Ugo Ulysse Valentine
Vasile Victoire Violette Wafa Wassim Wendy Yacine Yaël Yann Yasmine Yohan Youssef Yvette
Zacharie Zeïnab Zélie Zoran Anne-Laure Anne-Sophie Jean-Baptiste Jean-Noël Jean-Yves Lou-Anne
Marie-Ange Marie-Lou Paul-Émile Pierre-Yves
"""
FIRST_NAMES = tuple(_FIRST_NAMES_LIST.split())

# Two halves make a name that sounds French and that nobody had to lend.
_BEGINNINGS_LIST = """
Aubé Bar Bel Bois Bour Brin Cas Cham Chante Char Clair Cour Dar Des Esté Fon Four Gar Giro Grand
Haute Jol Lam Lan Mal Mar Mira Mon Mour Néré Pelle Per Pont Quin Roche Sar Saint- Ser Tré Val
Vau Ver
"""
_BEGINNINGS = tuple(_BEGINNINGS_LIST.split())
_ENDINGS_LIST = """
bart bel bois brun cé champ chet court dier dreuil fond fort geais gneau gny lac lande lier mard
mier mont nac nelle net nier pierre quet reau rel rieux roche sac seau tel tier trand val vert
ville vin
"""
_ENDINGS = tuple(_ENDINGS_LIST.split())

_ELSEWHERE_LIST = """
Abdi Achour Aguilar Aït-Braham Alvares Amrani Anđelić Baldé Bangoura Barzani Belmahi Ben-Salah
Bencherif Berisha Boateng Bousaïd Camará Castanho Chebbi Cissokho Coelho Dembaye Diabira Đoan
Dragomir El-Hadi Esteves Fofanah Gashi Gebremedhin Ghazali Guirassy Haddadi Haïdara Hakimi Hoxha
Ibanez Ilunga Ivaniuk Jallow Kaboré Kamanzi Karimov Khalfoun Kouamé Kovalenko Lazăr Leclerq-Diop
Lukusa Mabiala Mansouri Marković Mbemba Medjahed Mendonça Mokrani Moldovan Mukendi N’Guessan
Ndongala Nguyên-Hà Nowicki Okonjo Ouattaro Ould-Ahmed Petkov Pinheiro Popovski Qaderi Rahimi
Ramazani Rexhepi Sagna Sahraoui Saldanha Sankharé Sharifi Sidibeh Silvério Soumaré Szczepan
Tavarès Tekle Tounkary Traoreh Ustun Vasquès Wolde Xhafa Yıldırak Yousfi Zahiri Zielniak Zongoh
"""
ELSEWHERE = tuple(_ELSEWHERE_LIST.split())

JOBS = (
    "la propreté", "les espaces verts", "la cuisine", "le conditionnement", "la logistique",
    "la vente", "le maraîchage", "la blanchisserie", "la peinture", "la menuiserie",
    "l’aide aux personnes âgées", "les animaux", "la mécanique", "l’accueil",
    "la petite enfance", "le recyclage", "la couture", "l’informatique", "le bâtiment",
    "la restauration collective",
)  # fmt: skip
HELPS = (
    "Une consigne à la fois, montrée plutôt que dite.",
    "Un planning avec des images.",
    "Commencer la journée par ce qui est connu.",
    "Une pause de dix minutes au milieu de la matinée.",
    "Un collègue repère, toujours le même.",
    "Prévenir la veille quand l’horaire change.",
    "Écrire les étapes sur une fiche plastifiée.",
    "Travailler au calme, loin des machines.",
)
EQUIPMENT = (
    "Gants nitrile",
    "Chaussures de sécurité larges",
    "Casque anti-bruit",
    "Siège assis-debout",
)
SCHEDULES = (
    "Bus du matin, arrivée à 8 h 30", "Matins seulement", "Temps plein possible",
    "Internat en semaine", "Pas le mercredi après-midi", "Jusqu’à 16 h, sortie d’école",
)  # fmt: skip
LANGUAGES = (
    "français", "français, arabe", "français, portugais", "français, bambara", "dari, français",
    "français, langue des signes", "roumain, français", "tigrigna, anglais", "turc, français",
)  # fmt: skip
FAMILY = (
    "Deux enfants à l’école, garde à prévoir après 16 h 30.",
    "S’occupe de son père le soir.",
    "Garde alternée, une semaine sur deux.",
)
HEALTH = (
    "Éviter le port de charges de plus de 10 kg.",
    "Pas de travail en hauteur.",
    "Pauses régulières, assis si possible.",
    "Éviter la chaleur et les produits très odorants.",
)
WISHES = (
    "J’aimerais travailler dans {job}.",
    "Je voudrais essayer {job}, pour voir.",
    "Ce qui me plaît, c’est {job}.",
    "Plus tard je me vois bien dans {job}.",
    "Je veux gagner ma vie dans {job}, pas trop loin de chez moi.",
)
LEAVING = (
    "Je veux travailler dehors, comme mon frère.",
    "Je voudrais un vrai contrat en entreprise.",
    "J’ai envie d’essayer ailleurs, avec le droit de revenir.",
)
STAYING = ("Je suis bien ici pour l’instant.", "Je préfère rester à l’atelier cette année.")
NOTES = (
    "Bonne semaine : arrivé à l’heure tous les jours.",
    "A demandé de l’aide au bon moment, c’est nouveau.",
    "A montré le geste à un collègue qui arrivait.",
    "Fatigue en fin de journée ; on garde la pause de l’après-midi.",
    "Entretien avec la famille : d’accord pour un essai en entreprise.",
    "Le trajet en bus est maîtrisé, seul depuis lundi.",
    "Difficile aujourd’hui ; on reprend demain avec des consignes plus courtes.",
    "Visite de l’atelier de {job} : beaucoup de questions, envie d’y retourner.",
    "A tenu la matinée entière sans rappel.",
    "Souhaite passer le permis ; voir les aides avec la mission locale.",
    "Point avec le tuteur : bons retours, à l’aise avec l’équipe.",
    "Préparation du dossier : il manque une pièce, rendez-vous mardi.",
    "A refusé l’essai proposé : ce n’est pas le bon moment, on en reparle.",
    "Remplacement au pied levé réussi sur le poste de {job}.",
)
TEAM_NOTES = (
    "Qui peut l’accompagner jeudi à la visite ?",
    "Penser à relancer pour la convention.",
    "À revoir ensemble en réunion d’équipe : quel rythme pour la suite ?",
    "Prévoir un binôme la première semaine.",
)
SENSITIVE_NOTES = (
    "Suit un accompagnement ; aménager l’horaire du mardi.",
    "Période difficile : pas de nouvelle consigne cette semaine, on écoute.",
)
COMMENTS = (
    "", "", "", "Avec un rappel le matin.", "Seul sur toute la série.", "Après une démonstration.",
    "Mieux que le mois dernier.", "Semaine fatigante.", "Devant le client.",
)  # fmt: skip
CONTEXTS = (
    "à l’atelier", "en stage", "en mise à disposition", "au restaurant", "en formation",
    "sur le chantier", "chez un client", "à la serre",
)  # fmt: skip
STEPS = (
    ("Appeler l’entreprise pour la visite", "On appelle l’entreprise."),
    ("Déposer le dossier à la MDPH", "On envoie ton dossier."),
    ("Point avec le tuteur", "On parle avec ton tuteur."),
    ("Essai d’une semaine dans {job}", "Tu essaies une semaine."),
    ("S’inscrire à France Travail", "Tu t’inscris à France Travail."),
    ("Repérer le trajet en bus", "On fait le trajet ensemble."),
    ("Bilan de l’étape", "On regarde ensemble ce qui a marché."),
)


def last_name(rng: random.Random) -> str:
    """Mostly made of two invented halves, often from elsewhere, sometimes compound."""
    if rng.random() < 0.4:
        return rng.choice(ELSEWHERE)
    name = rng.choice(_BEGINNINGS) + rng.choice(_ENDINGS)
    head, dash, tail = name.rpartition("-")
    name = f"{head}{dash}{tail.capitalize()}" if dash else name
    if rng.random() < 0.06:
        return f"{name}-{rng.choice(ELSEWHERE)}"
    return name
