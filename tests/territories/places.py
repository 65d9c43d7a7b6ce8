"""A few public places, enough for every way of naming one; loaded like the shipped table."""

from __future__ import annotations

from pathlib import Path

from passerelles.territories import loading

REGIONS = (
    "code,name\n11,Île-de-France\n32,Hauts-de-France\n84,Auvergne-Rhône-Alpes\n04,La Réunion\n"
)
DEPARTEMENTS = (
    "code,name,region\n02,Aisne,32\n59,Nord,32\n75,Paris,11\n69,Rhône,84\n01,Ain,84\n"
    "974,La Réunion,04\n"
)
EPCI = "siren,name,kind\n200043495,CA du Pays de Laon,CA\n"
COMMUNES = """\
insee,name,departement,epci,postal_codes,population,latitude,longitude,precision
02408,Laon,02,200043495,02000,24000,49.5639,3.6244,place
02037,Aulnois-sous-Laon,02,200043495,02000,1300,49.6140,3.6060,place
02047,Athies-sous-Laon,02,200043495,02840,2500,49.5750,3.6830,place
02691,Saint-Quentin,02,,02100,53000,49.8486,3.2864,place
02304,La Fère,02,,02800,2800,49.6620,3.3650,place
02001,Vorges,02,,02860,400,49.5300,3.6600,postal_code
59350,Lille,59,,59000 59160 59260 59777 59800,236000,50.6330,3.0586,place
75056,Paris,75,,75001 75012 75016 75116,2100000,48.8534,2.3488,place
69123,Lyon,69,,69001 69003,520000,45.7485,4.8467,place
01015,Arboys en Bugey,01,,01300,600,45.7200,5.6000,part
97415,Saint-Paul,974,,97411 97460,104000,-21.0096,55.2707,place
97414,Saint-Louis,974,,97421 97450,53000,,,none
"""
PARTS = """\
code,kind,name,commune
75101,district,Paris 1er Arrondissement,75056
75112,district,Paris 12e Arrondissement,75056
69383,district,Lyon 3e Arrondissement,69123
01340,former,,01015
01341,delegated,Saint-Bois,01015
"""


def write_tables(folder: Path, communes: str = COMMUNES) -> Path:
    import gzip

    (folder / "regions.csv").write_text(REGIONS, encoding="utf-8")
    (folder / "departements.csv").write_text(DEPARTEMENTS, encoding="utf-8")
    for name, text in (("epci", EPCI), ("communes", communes), ("parts", PARTS)):
        (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    return folder


def load_places(folder: Path, communes: str = COMMUNES) -> loading.LoadedCounts:
    return loading.load(write_tables(folder, communes))
