"""French: a sex named or wished for, article L1142-1."""

from myjobmatch.domain.offer_check.frames_fr import SEEKING, reserved, unwanted
from myjobmatch.domain.offer_check.rule import SEX, family, rule
from myjobmatch.domain.offer_check.sexed_words import FEMININE_JOBS

_WHO = (
    r"(?<!sage-)(?<!sage )(?:hommes?|femmes?|filles?|garcons?|messieurs|dames?|demoiselles?|mecs?|nanas?|meufs?|gars|males?|gonzesses?|minettes?"
    r"|sexe (?:faible|fort|oppose)|(?:candidat(?:ure)?|postulant|profil|personnel|public|sexe|equipe|main d'oeuvre|vendeur|personne|gent)s? (?:masculin|feminin)e?s?|masculin|feminine?s?)"
)
_BOTH_AFTER = r" (?:de (?:menage|chambre|service|peine|entretien)|toutes? mains?|a tout faire)|\s*(?:et|ou|/|comme|,|&)\s*(?:aux |les |des |d'|une? )?(?:hommes?|femmes?|filles?|garcons?)|\s*(?:enceintes?|victimes?|d'affaires|politiques?)"
_BOTH_BEFORE = (
    r"(?:hommes?|femmes?|filles?|garcons?)\s*(?:et|ou|/|comme|,|&)\s*(?:aux |les |des |d'|une? )?"
)
_GOODS = r"(?:coiff\w*|barbier\w*|salons?|boutiques?|magasins?|rayons?|vetements?|mode|chaussures?|coupes?|coiffures?|pret-a-porter|collections?|parfums?|lignes?|tenues?|vestiaires?|clientele|univers|produits?|articles?|marques?|equipes?(?= de (?:football|rugby|hand))|football|rugby|hand|section|accueil\w*|aupres|accompagn\w*|heberg\w*|aid\w*|droits?|journee|foyer|violences?|toilettes?)\b[^,]{0,30}"

FAMILIES = (
    family(
        r"\b(?:hommes?|femmes?|filles?|garcons?|dames?|demoiselles?|messieurs|mecs?|nanas?|meufs?|bonhommes?|sexe|gars|males?|masculin|feminin|viril|gonzess|minette|maitresse|madame|monsieur|maman|papa|fee)\w*|\([fh]\)",
        rule(
            "sex",
            SEX,
            r"\b(?:un|une|des|d'un|d'une|d'|notre|(?:re)?cherch(?:e|ons|es)|recrut(?:e|ons)|embauch(?:e|ons)|besoin d')\s*(?:petite? |gentille? |bons? |belles? )?(?:hommes?|femmes?|filles?|garcons?|dames?|demoiselles?|messieurs)\b(?! de (?:menage|chambre|service|peine|entretien)| a tout faire| toutes? mains?)",
            needs=SEEKING,
            before=rf"{_GOODS}|(?:garde|aide|aider|domicile|aupres|chez|pour)\s+(?:\w+ )?",
            after=r"\s*(?:enceinte|victime|agee?s? de [789]|agees\b|,? ou (?:un|une) (?:homme|femme)|d'affaires|politique|invalide|seule)",
            for_both=True,
        ),
        rule(
            "sex",
            SEX,
            r"\b(?:hommes?|femmes?|filles?|garcons?|dames?)\s+(?:uniquement|seulement|exclusivement|exigee?s?|de preference|imperati\w+|obligatoires?|souhaitee?s?|only)\b|\b(?:uniquement|exclusivement|seulement|reservee? aux?|reservee? a un|reservee? a une|plutot|de preference|idealement|preference pour un|preference pour une|ouvert (?:seulement |uniquement )?aux?|convient? a une?|pour)\s+(?:des |un |une |les |aux? )?(?:hommes?|femmes?|filles?|garcons?)\s*(?=$|[,:)]|fort|costaud|motiv|seri|dynamiq|souriant|s?euse|uniquement)",
            before=rf"{_GOODS}|{_BOTH_BEFORE}",
            after=_BOTH_AFTER,
            for_both=True,
        ),
        rule(
            "sex",
            SEX,
            r"\bde sexe (?:masculin|feminin)\b|\b(?:profil|candidature|candidat|personnel|vendeur|postulant|equipe recherchee|main d'oeuvre|recrutement|presence|touche|renfort) (?:plutot |exclusivement |uniquement |entierement )?(?:masculin|feminin)e?s?\b|\bsexe\s*:\s*(?:m|f|h|masculin|feminin|homme|femme)\b|\bsexe (?:masculin|feminin)\b|\bprofil (?:d'homme|de femme|homme|femme)\b",
            before=r"(?:rugby|football|sport|section|equipe)\b[^,]{0,20}",
        ),
        rule(
            "sex",
            SEX,
            r"\b(?:equipe|ambiance|milieu|poste|metier|travail|environnement|univers)s? (?:est |tres |plutot |100 ?%? |exclusivement |entierement |uniquement |typiquement ){0,3}(?:masculin|feminin|viril)e?s?\b",
            ask=True,
            before=r"(?:mixite|feminis\w+)[^,]{0,40}",
        ),
        rule(
            "sex",
            SEX,
            r"\b(?:equipe|ambiance|milieu|poste|metier|travail|environnement|univers|etablissement)s? [\w' ]{0,40}?(?:masculin|feminin|viril)e?s?\b[\w' ]{0,20}(?:doit le rester|rester|y tenons|le restera)\b|\b(?:metier|poste|travail|boulot|emploi|job)s? (?:trop |bien |plutot |vraiment )*(?:d'hommes?|de femmes?|pour (?:un |une |les )?(?:hommes?|femmes?))\b(?! de)",
        ),
        rule(
            "sex",
            SEX,
            r"\b(?:mec|nana|demoiselle|maitresse de maison|homme fort|femme forte|bonhomme|fee du logis|monsieur muscle|maman poule|minette)s?\b",
            before=r"(?:diplome d[e'] ?|fonction de |poste de )\s*",
        ),
        rule(
            "sex",
            SEX,
            r"\b(?:femme|homme)s? (?:de (?:menage|chambre|service|peine|entretien)|toutes? mains?|a tout faire)\b",
            for_both=True,
        ),
        unwanted("sex", SEX, _WHO, before=rf"{_GOODS}|discrimin\w+[^,]{{0,40}}", after=_BOTH_AFTER,
                 unless=r"\bsans distinction|\bviolences?\b|\begalite|\bentre (?:les )?(?:femmes|hommes)|\brefuge\b|\bmixite"),
        rule("sex", SEX, r"(?<= )\((?:f|h|femmes?|hommes?)\)(?!\s?[/-])"),
        rule("sex", SEX, r"\b(?:c'est|il (?:nous |vous |me )?faut|on (?:veut|prend|cherche)|nous (?:voulons|prenons)) (?:plutot |uniquement |absolument )?(?:une?|des) (?:[\w-]+ )?(?:hommes?|femmes?|filles?|garcons?|dames?|gars|mecs?)\b", after=_BOTH_AFTER),
        reserved("sex", SEX, _WHO, before=rf"{_GOODS}|{_BOTH_BEFORE}", after=_BOTH_AFTER,
                 unless=r"\begalite|\brayon|\bvetement|\bcoupe|\bmixite|\bclientele|\bhebergement|\baccueil de|\bbienvenu"),
        rule(
            "sex",
            SEX,
            r"\b(?:force|poigne|muscles?|delicatesse|douceur|sensibilite|sourire|charme|main|qualites) (?:bien |toute |toutes )?(?:masculine?|feminine?|d'homme|de femme)s?\b|\bvirile?s?\b|\b(?:trop|bien) (?:physique|dur|lourd|penible) pour (?:une|les|des) (?:femmes?|filles?|dames?)\b|\bmesdames,? (?:\w+ ){0,4}(?:abst|pas pour)",
        ),
        rule(
            "sex",
            SEX,
            r"\bmonsieur (?:serieu|bricol|robust)\w*|\bdame (?:de compagnie|serieuse|de confiance|discrete|sachant|propre|soigneuse)\b",
            needs=SEEKING,
        ),
    ),
    family(
        rf"\b{FEMININE_JOBS}\b",
        rule("sex", SEX, r"\b(?:pas|point|jamais|ni) (?:de |d')[a-z]+(?:eur|ier|ant|ien|er)s?\b", needs=FEMININE_JOBS),
        rule(
            "sexed_title",
            SEX,
            rf"(?<![\w/]){FEMININE_JOBS}\b(?! maternelle)",
            title_only=True,
            for_both=True,
            feminine=True,
        ),
        rule(
            "sexed_title",
            SEX,
            r"\b(?:(?:re)?cherch|recrut|embauch|engage|besoin d'|voulons|souhait\w+ (?:recruter|embaucher)|trouver|prend|recevr|rejoi\w+ en tant que)\w*,? ?(?:[\w'-]+,? ){0,6}?"
            rf"(?:une |sa |notre (?:future? )?|des |d'une |deux |trois |\d+ )?(?:[\w-]+ )?{FEMININE_JOBS}\b(?! maternelle)",
            before=r"(?:aider|assister|remplacer|seconder|epauler|aux cotes de)\s+(?:\w+ )?",
            after=r"\s*(?:/|ou|et)\s*(?:un |des |d'un |du )?[\w-]+(?:eur|ier|er|ant|e|en|al|if)s?\b|[^.]{0,30}\b(?:responsable|vous montrera|vous formera)",
            for_both=True,
            feminine=True,
        ),
    ),
)  # fmt: skip
