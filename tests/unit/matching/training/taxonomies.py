"""Writes taxonomies of a few rows, in the published forms."""

from pathlib import Path

ESCO = "http://data.europa.eu/esco"


def write_esco(folder: Path) -> Path:
    """Two occupations and two skills in French and English, in three layouts, with relations."""
    folder.mkdir(parents=True)
    (folder / "occupations_fr.csv").write_text(
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
        f'Occupation,{ESCO}/occupation/o1,7511,boucher/bouchère,"boucher\nbouchère",Coupe la viande.\n'
        f"Occupation,{ESCO}/occupation/o2,7512,boulanger/boulangère,boulanger,\n",
        encoding="utf-8",
    )
    (folder / "occupations_en.csv").write_text(
        "conceptUri,preferredLabel,altLabels\n"
        f"{ESCO}/occupation/o1,butcher,meat cutter|animal butcher\n"
        f"{ESCO}/occupation/o2,baker,bread maker\n",
        encoding="utf-8",
    )
    (folder / "skills_fr.csv").write_text(
        "\ufeffconceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,description\n"
        f'KnowledgeSkillCompetence,{ESCO}/skill/s1,couper la viande,"trancher | découper",,\n'
        f"KnowledgeSkillCompetence,{ESCO}/skill/s2,cuire le pain,faire du pain,,Au four.\n",
        encoding="utf-8",
    )
    (folder / "occupationSkillRelations_compact.csv").write_text(
        "occupation_uuid,skill_uuid,relation\no1,s1,e\no1,s2,o\no2,s2,e\no2,s1,o\n"
    )
    return folder


def write_rome(folder: Path) -> Path:
    """One code with two titles, two skills, their links and a definition."""
    folder.mkdir(parents=True)
    (folder / "unix_referentiel_code_rome_v347_utf8.csv").write_text(
        '"code_rome","code_ogr","libelle_rome"\n"D1101","1","Boucherie"\n', encoding="utf-8"
    )
    (folder / "unix_referentiel_appellation_v347_utf8.csv").write_text(
        '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome"\n'
        '"10","Boucher / Bouchère de marché","Boucher / Bouchère de marché","D1101"\n'
        '"11","Apprenti boucher","Apprenti boucher","D1101"\n',
        encoding="utf-8",
    )
    (folder / "unix_referentiel_competence_v347_utf8.csv").write_text(
        '"code_ogr","libelle_competence"\n"20","Parer un morceau"\n"21","Règles d\'\'hygiène"\n',
        encoding="utf-8",
    )
    (folder / "unix_coherence_item_v347_utf8.csv").write_text(
        '"code_rome","code_ogr"\n"D1101","20"\n"D1101","21"\n"D1101","999"\n'
    )
    (folder / "unix_texte_v460_utf8.csv").write_text(
        '"code_rome","libelle_type_texte","position_phrase","libelle_texte"\n'
        '"D1101","definition","1","Prépare les viandes."\n'
        '"D1101","definition","2","Sert les clients."\n'
        '"D1101","acces_metier","1","Avec un CAP."\n',
        encoding="utf-8",
    )
    return folder


def write_corpora(folder: Path) -> Path:
    """A German corpus that numbers the same concepts as an English one; queries that must stay unread."""
    for language, labels in {
        "en": ("butcher", "meat cutter", "baker"),
        "de": ("Fleischer/Fleischerin", "Metzger//m", "Bäcker"),
    }.items():
        task = folder / f"task_{language}"
        task.mkdir(parents=True)
        numbers = ("C01", "C01", "C02")
        (task / "corpus_elements.tsv").write_text(
            "".join(
                f"{number}_{language}_{place:03}\t{label}\n"
                for place, (number, label) in enumerate(zip(numbers, labels, strict=True))
            ),
            encoding="utf-8",
        )
        (task / "queries.tsv").write_text("Q1\tnever read\n")
        (task / "annotations.tsv").write_text("Q1\t0\tC01_en_000\t1\n")
    return folder


def write_catalogue(folder: Path) -> Path:
    """One occupation, one skill and one aptitude in two languages."""
    folder.mkdir(parents=True)
    (folder / "occupations.csv").write_text(
        "rome_code,label_fr,label_en,synonyms_fr,synonyms_en\n"
        "D1101,Boucher / Bouchère,Butcher,louchébem|viandard,\n",
        encoding="utf-8",
    )
    (folder / "skills.csv").write_text(
        "code,kind,label_fr,label_en,synonyms_fr,synonyms_en\n"
        "cut_meat,skill,Découper la viande,Cut meat,,carve\n",
        encoding="utf-8",
    )
    (folder / "aptitudes.csv").write_text("code,label_fr,label_en\ncalm,Rester calme,Stay calm\n")
    (folder / "occupation_skills.csv").write_text(
        "rome_code,skill_code,relation\nD1101,cut_meat,required\n"
    )
    return folder
