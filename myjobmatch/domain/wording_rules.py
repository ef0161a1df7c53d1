"""The rules of `domain.wording`: patterns over lower-case text without accents, with their article.

Articles of the Code du travail: L1132-1 lists the criteria, L1142-1 forbids naming a sex in an offer,
L5331-2 an upper age limit. Their sense for offers follows the Défenseur des droits' guidance.
"""

import re
from dataclasses import dataclass

GENERAL = "L1132-1"
SEX = "L1142-1"
AGE = "L5331-2"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying what may not be said."""

    kind: str
    article: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    title_only: bool = False
    lawful_for_both: bool = False
    """Lawful where the offer says that it is open to both sexes."""
    feminine: bool = False
    """Lawful where the masculine of the same word stands too."""


def _rule(
    kind: str,
    article: str,
    pattern: str,
    *,
    needs: str = "",
    before: str = "",
    after: str = "",
    title_only: bool = False,
    lawful_for_both: bool = False,
    feminine: bool = False,
) -> Rule:
    """`before` must end where the words begin, `after` begin where they end, for them to be lawful."""
    return Rule(
        kind,
        article,
        re.compile(pattern),
        re.compile(needs) if needs else None,
        re.compile(f"(?:{before})$") if before else None,
        re.compile(after) if after else None,
        title_only,
        lawful_for_both,
        feminine,
    )


BOTH_SEXES = re.compile(
    r"\b(?:h\s?[/.\-–]\s?f|f\s?[/.\-–]\s?h)\b|\bhommes?\s*(?:/|,|et|ou|&|comme)\s*(?:les\s+|de\s+)?femmes?\b"
    r"|\bfemmes?\s*(?:/|,|et|ou|&|comme)\s*(?:les\s+|d')?hommes?\b|\bm\s?/\s?f\b|\bx/f/h\b"
    r"|\b(?:homme|femme)s? de \w+\s*(?:/|ou|et)\s*(?:homme|femme)s? de \w+"
)
"""Words by which an offer is open to both sexes."""

SEEKING = (
    r"\b(?:re)?cherch\w*|\brecrut\w*|\bembauch\w*|\bprofil\b|\bcandidat\w*|\bideal\w*|\bsouhait\w*"
    r"|\bexig\w*|\bdemand\w*|\bvous etes\b|\bvous avez\b|\bpostul\w*|\bbesoin d|\breserve\w*"
    r"|\buniquement\b|\bimperati\w*|\bpour completer\b|\baimerions\b|\bvoulons\b|\bprefer\w*"
)
PERSON = r"(?:personnes?|candidate?s?|profils?|collaborat(?:eur|rice)s?|employee?s?|salariee?s?|vendeu(?:r|se)s?|serveu(?:r|se)s?|individus?|quelqu'un)"
PUBLIC_BEFORE = (
    r"(?:enfants?|jeunes|publics?|usagers?|eleves?|adolescents?|ados|mineurs?|clients?|clientele"
    r"|patients?|residents?|beneficiaires?|stagiaires|interdite?s? aux?|accueil\w*|accompagn\w*"
    r"|groupes?|sections?|adherents?|joueurs|licencies|vente|alcool)\b[^,:]{0,40}"
)
N_ADULT = r"(?:1[6-9]|[2-6]\d)"
NOT_AN_AGE = r"\s*(?:d'(?:experience|anciennete|existence|activite|exercice|histoire|age mental)|de (?:savoir|metier|pratique|presence|permis|garantie|recul|carriere|succes)|que\b|dans\b|d'un)"

FEMININE_ENDINGS = (
    ("hotesse", "hote"),
    ("trice", "teur"),
    ("euse", "eur"),
    ("iere", "ier"),
    ("ere", "er"),
    ("ienne", "ien"),
    ("ante", "ant"),
    ("ente", "ent"),
    ("ale", "al"),
    ("ee", "e"),
)
"""How a job's feminine becomes its masculine, without accents."""

RULES: tuple[Rule, ...] = (
    # --- age ---------------------------------------------------------------------------------
    _rule(
        "age_limit",
        AGE,
        rf"\b(?:(?:de |agee?s? de |avoir |ayant )?(?:moins|pas plus) de {N_ADULT} ans|-\s?de {N_ADULT} ans|jusqu'a {N_ADULT} ans|{N_ADULT} ans (?:maximum|maxi?\b|au plus|au maximum)|maximum {N_ADULT} ans)",
        before=rf"{PUBLIC_BEFORE}|depuis |il y a |en |contrat d'apprentissage[^,]*|apprenti\w*[^,]*",
        after=NOT_AN_AGE,
    ),
    _rule(
        "age_limit",
        AGE,
        rf"\b(?:(?:agee?s? )?(?:de|entre) (?:1[4-9]|[2-6]\d) (?:ans )?(?:a|et) {N_ADULT} ans|{N_ADULT}\s?[-/–]\s?{N_ADULT} ans)\b",
        before=rf"{PUBLIC_BEFORE}|depuis ",
        after=NOT_AN_AGE,
    ),
    _rule(
        "age_limit",
        AGE,
        rf"\b(?:de|entre) (?:1[4-9]|[2-6]\d) (?:ans )?(?:a|et) {N_ADULT} ans\b",
        needs=SEEKING,
        before=r"(?:enfants|eleves|adolescents|ados|usagers|publics?|clients?|residents?)\b[^,:]{0,40}",
        after=NOT_AN_AGE,
    ),
    _rule(
        "age_limit",
        AGE,
        rf"\bage\s*:?\s*(?:requis|souhaite|ideal)?\s*:?\s*(?:de |entre )?{N_ADULT} (?:ans )?(?:a|et|-) {N_ADULT} ans\b",
        before=r"\b(?:d'|moyen d'|moyenne d')",
    ),
    _rule(
        "age_limit",
        AGE,
        r"\b(?:age (?:maximum|maximal|maxi|limite)|limite d'age|age ideal|tranche d'age)\b",
        before=r"(?:sans|aucune|pas de|ni)\s+",
    ),
    _rule(
        "age_limit",
        AGE,
        r"\bplus de (?:19|[2-6]\d) ans\b",
        needs=rf"\b(?:agee?s?|avoir|ayant|{PERSON})\s+(?:de )?plus de",
        after=NOT_AN_AGE,
    ),
    _rule(
        "age_limit",
        AGE,
        r"\b(?:seniors?|retraite\(?e?\)?s?|quinquas?|plus de cinquante ans)\b[^,]{0,20}\bs'abstenir\b|\b(?:pas|ni|sauf|hors) (?:de )?(?:seniors?|retraitee?s?)\b",
    ),
    _rule("young", GENERAL, r"\bdigital natives?\b|\bfraiche? et jeune\b|\bgeneration (?:y|z)\b"),
    _rule(
        "sex_and_age",
        SEX,
        r"\bjeunes? (?:femmes?|filles?|hommes?|garcons?|dames?|gars|mecs?)\b",
        lawful_for_both=False,
        before=r"(?:accompagn\w*|aupres|accueil\w*|aide\w*|public|foyer|hebergement|pour l(?:es|'insertion)|aux?|des|les|ces)(?:\s+(?:des|de|d'|les|aux))*\s+",
    ),
    _rule("sex_and_age", SEX, r"\bjeunes? (?:femmes?|filles?|hommes?|garcons?)\b", needs=SEEKING),
    _rule(
        "young",
        GENERAL,
        r"\bjeunes?\b(?:\s*\(e\))?(?: et (?:dynamique|motivee?|ambitieu(?:x|se)|souriante?)s?)?",
        before=(
            r"(?:creme|fromages?|vins?|comte|cantal|gouda|plants?|arbres?|entreprise|societe|marque|maison|start-?up|association|public|secteur|espace|accueil|information|point|club|mode|rayon|service|dispositif|garantie|contrat d'engagement|centre|structure|encore|etablissement|festival|theatre)\s+"
            r"|\b(?:les|ces|nos|leurs|chaque|certains|aux|aupres (?:de|des)|avec (?:de |des )?|d'autres|entre|pour (?:les|des)|former (?:des|de)|emploi des|insertion des|foyers? (?:de |des )?|accompagn\w* (?:de |des |les |un )?|accueil\w* (?:de |des |les |un )?|encadr\w* (?:de |des |les |un )?|aid\w* (?:de |des |les |un )?|suiv\w* (?:de |des |les |un )?|form\w* (?:de |des |les |un )?|groupe de|parcours d\w* )\s*"
        ),
        after=(
            r"\s+(?:enfants?|publics?|entreprises?|pousses?|societes?|start-?ups?|startups?|marques?|plants?|plantations?|arbres?|animaux|bovins?|veaux?|agneaux?|chiots?|chatons?|conducteurs|adultes|maisons?|association|cabinet|agence|structure|createurs|talents|artistes|licence|travailleurs|sportifs?|joueurs|sapeurs|lecteurs|mamans?|parents|accueill|suivi|accompagn|en (?:difficulte|insertion|situation|service civique|formation|alternance au sein)|eleves?|patients?|usagers?|residents?|apprentie?s)"
        ),
    ),
    _rule(
        "young",
        GENERAL,
        r"(?<=\s)jeunes?\b(?! enfants?| publics?| entreprises?| pousses?| adultes| plants?| arbres?| en (?:difficulte|insertion))",
        needs=r"\b(?:re)?cherch\w* (?:un|une|des|de)\s+jeunes?|\brecrut\w* (?:un|une|des|de)\s+jeunes?|\bembauch\w* (?:un|une|des|de)\s+jeunes?",
    ),
    # --- sex ---------------------------------------------------------------------------------
    _rule(
        "sex",
        SEX,
        r"\b(?:un|une|des|d'un|d'une|d'|notre|(?:re)?cherch(?:e|ons)|recrut(?:e|ons))\s*(?:hommes?|femmes?|filles?|garcons?|dames?|demoiselles?|messieurs)\b(?! de (?:menage|chambre|service|peine|entretien))",
        needs=SEEKING,
        after=r"\s*(?:enceinte|victime|agee?s?\b|,? ou (?:un|une) (?:homme|femme)|d'affaires|politique)",
        lawful_for_both=True,
    ),
    _rule(
        "sex",
        SEX,
        r"\b(?:hommes?|femmes?)\s+(?:uniquement|seulement|exclusivement|exigee?s?|de preference|imperatif)\b|\b(?:uniquement|exclusivement|seulement|reservee? aux?|reservee? a un|reservee? a une|plutot|de preference|idealement|preference pour un|preference pour une|ouvert aux?)\s+(?:des |un |une |les )?(?:hommes?|femmes?|filles?|garcons?)\b",
        after=r"\s*(?:et|ou|/|comme|enceinte)",
    ),
    _rule(
        "sex",
        SEX,
        r"\bde sexe (?:masculin|feminin)\b|\b(?:profil|candidature|personnel|equipe recherchee) (?:masculin|feminin)e?s?\b|\bsexe\s*:\s*(?:m|f|h|masculin|feminin|homme|femme)\b",
    ),
    _rule(
        "sex",
        SEX,
        r"\b(?:mec|nana|demoiselle|maitresse de maison|homme fort|femme forte|bonhomme)s?\b",
        before=r"(?:diplome d[e'] ?|fonction de |poste de )\s*",
    ),
    _rule(
        "sex",
        SEX,
        r"\b(?:femme|homme)s? (?:de (?:menage|chambre|service|peine|entretien)|toutes mains|a tout faire)\b",
        lawful_for_both=True,
    ),
    _rule(
        "sexed_title",
        SEX,
        r"(?<![\w/])(?:serveuse|vendeuse|caissiere|hotesse(?: d'accueil| de caisse)?|coiffeuse|infirmiere|assistante|estheticienne|animatrice|couturiere|boulangere|aide[- ]soignante|employee|preparatrice|operatrice|puericultrice|educatrice|nounou|secretaire femme|standardiste femme|receptionniste femme|cuisiniere|ouvriere|agente|conseillere|commerciale|gouvernante|lingere|repasseuse|equipiere|formatrice|conductrice|chauffeuse|livreuse|patissiere|bouchere|poissonniere|fleuriste femme)s?\b(?! maternelle)",
        title_only=True,
        lawful_for_both=True,
        feminine=True,
    ),
    _rule(
        "sexed_title",
        SEX,
        r"\b(?:re)?cherch(?:e|ons) (?:une|sa|notre future?|des)\s+(?:serveuse|vendeuse|caissiere|hotesse|coiffeuse|infirmiere|assistante|estheticienne|animatrice|couturiere|boulangere|aide[- ]soignante|employee|preparatrice|nounou|cuisiniere|conseillere|lingere|equipiere)s?\b",
        lawful_for_both=True,
        feminine=True,
    ),
    # --- origin, nationality, language -----------------------------------------------------------
    _rule(
        "nationality",
        GENERAL,
        r"\b(?:de )?nationalite (?:francaise|europeenne|ue|fr)\b(?: exigee| obligatoire| requise| imperative)?",
        before=r"(?:acquisition de la|demande de|sans condition de|quelle que soit la)\s+",
    ),
    _rule(
        "nationality",
        GENERAL,
        r"\b(?:francaise?s?|europeenn?e?s?)\s+(?:uniquement|exclusivement|de souche|de sang|d'origine|pure? souche)\b|\b(?:uniquement|exclusivement|reserve aux)\s+(?:des |aux |les )?(?:francais|europeens)\b|\bpas d'etrangers?\b|\bcarte d'identite francaise\b",
        after=r"\s*(?:produits|viandes?|legumes)",
    ),
    _rule(
        "origin",
        GENERAL,
        r"\b(?:d'origine|de type|de race|d'ascendance|d'ethnie)\s+(?:francaise?|europeenn?e?|africaine?|maghrebine?|asiatique|antillaise?|caucasienn?e?|arabe|latine?|etrangere|blanche|noire|portugaise|italienne|chinoise|indienne|bretonne)s?\b",
        needs=rf"\b{PERSON}|\bvous etes|\bfemmes?\b|\bhommes?\b|\bjeunes?\b|\btype\b|\brace\b|{SEEKING}",
        before=r"(?:produits?|viandes?|cuisine|plats?|recettes?|restaurant|specialites?|legumes?|fruits?|bois|epices|matieres?|pieces?|materiel)\b[^,]{0,25}",
    ),
    _rule(
        "origin",
        GENERAL,
        r"\bbbr\b|\bbleu[ -]blanc[ -]rouge\b|\b(?:peau|carnation) (?:blanche|claire|noire|mate|foncee)\b|\bnom (?:a consonance|francais|bien francais)\b|\bconsonance \w+\b",
        before=r"(?:drapeaux?|couleurs?|label|soins?|cosmetiques?|produits?)\s+[^,]{0,20}",
    ),
    _rule(
        "mother_tongue",
        GENERAL,
        r"\blangue maternelle\b(?:\s*:?\s*(?:francaise?|anglaise?|espagnole?|allemande?))?|\b(?:francais|anglais|espagnol|allemand|italien|arabe|portugais|chinois) (?:natif|native|maternel)s?\b|\b(?:natif|native) (?:francais|anglais|english|french)e?\b|\b(?:native|mother tongue) (?:speaker|english|french)\b|\bsans (?:aucun )?accent\b",
        before=r"(?:apprentissage de la|enseign\w* [^,]*)\s*",
    ),
    _rule(
        "origin",
        GENERAL,
        r"\b(?:de )?type (?:europeen|caucasien|africain|maghrebin|asiatique|nordique|mediterraneen)(?:ne)?s?\b",
        before=r"(?:restaurant|cuisine|produits?|palettes?|normes?|format|prise)\w*\s+(?:de )?",
    ),
    # --- appearance ------------------------------------------------------------------------------
    _rule(
        "appearance",
        GENERAL,
        r"\b(?:tres )?(?:bonne|excellente|belle|parfaite|agreable) presentation\b|\bpresentation (?:agreable|irreprochable|impeccable|physique)\b",
        before=r"(?:assurer|veiller a|garantir|garant\w* de|maintenir|soigner|respecter|controler)\s+(?:la |une |a la )?",
        after=r"\s*(?:des?\b|du\b|d'|visuelle|marchande|en (?:rayon|vitrine|magasin))",
    ),
    _rule(
        "appearance",
        GENERAL,
        r"\b(?:bon|beau|joli|belle?) physique\b|\bphysique (?:agreable|avantageux|attrayant|harmonieux|de mannequin)\b|\b(?:apparence|allure|silhouette) (?:agreable|mince|elancee|soignee|sportive)\b|\btaille mannequin\b|\b(?:jolie?|charmante?|seduisante?|sexy|mignonne|attirante)s? (?:femme|fille|personne|hotesse|serveuse|vendeuse|candidate|jeune|presence)\w*|\b(?:vous etes|etre) (?:jolie?|mince|belle|beau|grande? et mince|seduisante?|charmante?|grande? et svelte|svelte)\b",
    ),
    _rule(
        "appearance",
        GENERAL,
        r"\b(?:sans|pas de|ni) (?:tatouages?|piercings?|surpoids|embonpoint|lunettes|barbe|dreadlocks|locks|cheveux longs)\b|\b(?:taille|mesurer|mesurant)\s*(?:minimum|mini|de|au moins|:)?\s*1\s?m\s?\d{2}\b|\bpoids (?:maximum|maxi|ideal)\b|\bcorpulence\b",
        needs=rf"{SEEKING}|\b{PERSON}|sans|pas de|taille|mesur|poids|corpulence",
        before=r"(?:porter|charges|colis|vehicule|palettes?|lunettes)\b[^,]{0,30}",
    ),
    _rule(
        "photo",
        GENERAL,
        r"\b(?:cv|candidature|dossier) (?:et|avec|\+|accompagnee? d'une) photo\b|\b(?:envo\w+|joindre|avec|fournir) (?:une |votre |vos |la )?photos?(?: d'identite| en pied| recente)?\b(?= |$|,|\))|\bphoto (?:obligatoire|exigee|souhaitee|en pied|recommandee)\b",
        needs=r"\bcv\b|candidatur|postul|photo (?:obligatoire|exigee|souhaitee|en pied)|\bdossier|d'identite|envo\w+ (?:une |votre )photo",
        before=r"(?:realis\w*|prendre|prises? de|annonces?|articles?|produits?)\b[^,]{0,30}",
    ),
    # --- family, pregnancy -------------------------------------------------------------------------
    _rule(
        "family",
        GENERAL,
        r"\bsans (?:enfants?|charges? (?:de famille|familiales?)|contraintes? familiales?|obligations? familiales?|attaches?(?: familiales?)?|conjoint)\b|\bpas d'(?:enfants?|attaches?|obligations? familiales?)(?: en bas age| a charge)?\b|\blibre de (?:toute (?:contrainte|obligation|attache)s? (?:familiale)?|charges familiales)\w*",
        before=r"(?:couples?|chambres?|familles?|sejours?|hotels?|adultes|periodes?|jours?|journees?|clients?|foyers?)\s+(?:avec ou )?",
    ),
    _rule(
        "family",
        GENERAL,
        r"\bcelibataires?\b|\b(?:pere|mere)s? de famille\b|\b(?:mariee?s?|divorcee?s?|en couple|pacsee?s?|situation (?:de famille|familiale|matrimoniale))\b",
        needs=rf"{SEEKING}|\b{PERSON}|situation",
        before=r"(?:accompagn\w*|aupres|aider|aux?|club|chambres?|quelle que soit (?:la|votre)|jeunes|robe de|futurs?|des|les)\s+(?:des |de |les |d'|un |une )*",
    ),
    _rule(
        "pregnancy",
        GENERAL,
        r"\b(?:non|pas|ni) enceintes?\b|\b(?:sans|pas de|aucun|aucune) (?:projet de |desir de |risque de )?(?:grossesses?|maternite|bebe|conge maternite)\b|\bfemmes? enceintes? (?:s'abstenir|exclues?)\b|\bne pas (?:etre|tomber) enceinte\b",
    ),
    # --- health ------------------------------------------------------------------------------------
    _rule(
        "health",
        GENERAL,
        r"\b(?:en )?(?:bonne|parfaite|excellente|tres bonne) sante\b",
        before=r"(?:promouvoir|maintenir|veiller a|garantir|favoriser|assurer)\s+(?:la |une |leur |a la |a leur )?",
        after=r"\s*(?:financiere|economique|de (?:l'entreprise|la societe)|d(?:es|u) (?:animaux|plantes|vegetaux|residents|enfants|patients|troupeau|cheptel)|animale|mentale d)",
    ),
    _rule(
        "health",
        GENERAL,
        r"\b(?:sans|pas de|aucun|ni) (?:handicaps?|problemes? (?:de sante|de dos|physiques?|medica\w+)|maladies?(?: chroniques?)?|antecedents? medica\w+|arrets? maladies?|restrictions? medicales?)\b|\b(?:non|pas) (?:handicapee?s?|rqth)\b|\b(?:handicapee?s?|rqth|travailleurs? handicapes?) s'abstenir\b|\bpersonnes? valides?\b|\bvalides uniquement\b",
        before=r"(?:personnes|enfants|adultes|public|avec ou|distinction|usagers)\s+",
    ),
    # --- residence -----------------------------------------------------------------------------------
    _rule(
        "residence",
        GENERAL,
        r"\b(?:habit(?:ant|er|ez|e|antes?|ants)|resid(?:ant|er|ez|e)|domicilie\(?e?\)?s?|log(?:eant|ez))\s+(?:imperativement |obligatoirement |deja |idealement )?(?:a|sur|dans|en|au|aux|le|la|l'|pres|proche|a proximite)\b",
        needs=rf"{SEEKING}|\b{PERSON}|\bimperati|\bobligatoire|\bvous (?:habitez|residez|logez)|^\W*(?:habit|resid|domicili)|,\s*(?:habit|resid|domicili)",
        before=r"(?:clients?|personnes agees|usagers|beneficiaires|familles?|patients?|enfants|aupres de \w+|aides?|aines|locataires|seniors)\s*(?:[\w' ]{0,20})?",
    ),
    _rule(
        "residence",
        GENERAL,
        rf"\b{PERSON}\s+(?:du|de la|des)\s+(?:quartier|secteur|coin|commune|ville|departement|region|cite)s?\b|\b(?:etre|vous etes) du (?:quartier|secteur|coin)\b|\b(?:lieu de residence|domicile|adresse)\s*:\s*\w+|\b(?:uniquement|priorite aux?|reserve aux?) (?:les )?(?:habitantse?|habitants|residents|parisiens|locaux)\b",
        needs=rf"{SEEKING}|\b{PERSON}|du secteur|du quartier|du coin|reside|uniquement|priorite",
        before=r"(?:visites?|interventions?|aide|intervenir|accompagn\w*|aupres d\w*|les|des|aux|ces)\s+(?:a |au |aux |des |de |les )*",
    ),
    _rule(
        "residence",
        GENERAL,
        r"(?:(?<=, )|(?<=\()|^\s*)habitant\s+(?!(?:du|des|de|d'|et|ou|a|sur|dans|en|au|aux)\b)\w+",
    ),
    # --- religion, opinions, unions, orientation, money --------------------------------------------------
    _rule(
        "religion",
        GENERAL,
        rf"\b(?:de confession|de religion) \w+|\b(?:{PERSON}|vous etes|etre|hommes?|femmes?) (?:non )?(?:catholique|musulmane?|chretienn?e?|juif|juive|protestante?|croyante?|athee|pratiquante?|laique)s?\b|\b(?:sans|pas de|non) (?:voilee?s?|voile|foulard|kippa|signe religieux)\b",
        before=r"(?:quelle que soit|associations?|ecoles?|etablissements?|lycees?|cimetieres?|produits?|accueil\w*)\b[^,]{0,20}",
    ),
    _rule(
        "opinions",
        GENERAL,
        r"\b(?:non|pas) syndique\(?e?\)?s?\b|\bsans (?:activite|engagement|appartenance|mandat|passe) (?:syndicale?|politique|militante?)\b|\b(?:syndicalistes?|syndiques?|gauchistes?|elus?) s'abstenir\b|\bopinions? politiques? (?:de|compatible)\w*",
    ),
    _rule(
        "orientation",
        GENERAL,
        r"\b(?:hetero|homo|bi)(?:sexuel)?(?:le)?s?\b(?: uniquement| s'abstenir)?|\b(?:trans|gays?|lesbiennes?|transgenres?) s'abstenir\b",
        needs=rf"{SEEKING}|\b{PERSON}|abstenir|uniquement",
    ),
    _rule(
        "money",
        GENERAL,
        r"\b(?:sans|pas de) (?:dettes?|surendettement|interdit bancaire)\b|\b(?:compte|domiciliation) (?:bancaire )?(?:dans une banque |a la banque )?(?:en france|francaise?)\b(?: exigee?| obligatoire)?|\b(?:rsa|beneficiaires? d'allocations?|chomeurs?|allocataires) s'abstenir\b",
    ),
)
"""Checked in this order; of overlapping finds the one that starts first is told."""
