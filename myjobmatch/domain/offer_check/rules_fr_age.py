"""French: age limits and the young, articles L5331-2 and L1132-1."""

from myjobmatch.domain.offer_check.frames_fr import PERSON, SEEKING, reserved, unwanted
from myjobmatch.domain.offer_check.rule import AGE, GENERAL, SEX, Rule, family, rule

PUBLIC_BEFORE = (
    r"(?:enfants?|jeunes|publics?|usagers?|eleves?|adolescents?|ados|mineurs?|clients?|clientele"
    r"|patients?|residents?|beneficiaires?|stagiaires|interdite?s? aux?|accueil\w*|accompagn\w*"
    r"|groupes?|sections?|adherents?|joueurs|licencies|vente|alcool|personnes agees|seniors?|familles?|bebes?)\b[^,:]{0,40}"
)
_N = r"(?:(?:1[6-9]|[2-6]\d)|vingt(?:[- ](?:et[- ]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[- ]cinq)?|quarante(?:[- ]cinq)?|cinquante(?:[- ]cinq)?)"
_YEARS = r"(?:ans|a(?=[.,;)])|annees d'age|printemps|piges|balais)"
_NOT_AN_AGE = (
    r"\s*(?:d'(?:experience|anciennete|existence|activite|exercice|histoire|age mental|expertise)|d'une experience"
    r"|de (?:savoir|metier|pratique|presence|permis|garantie|recul|carriere|succes|conduite|passion|tradition|contrat)"
    r"|que\b|dans\b|d'un\b|plus tard|plus tot)"
)
_SCHEME = r"depuis |il y a |en |contrat d'apprentissage[^,]*|apprenti\w*[^,]*|alternan\w*[^,]*|contrat de professionnalisation[^,]*|service civique[^,]*|engagement jeune[^,]*|c\.?e\.?j[^,]*|pass culture[^,]*|reduction[^,]*|tarifs?[^,]*"
_LAW = r"service civique|contrat d'apprentissage|\bapprenti|alternan|contrat de professionnalisation|pass culture|garantie jeunes|engagement jeune"
_FIT = r"(?: (?:et|,) (?:dynamique|motivee?|ambitieu(?:x|se)|souriante?|sportif|sportive)s?)?"
_OLD = (
    r"seniors?|retraitee?s?|quinquas?|quinquagenaires?|quadras?|quadragenaires?|sexagenaires?|vieux|vieilles?"
    r"|personnes? (?:agee?s?|d'un certain age)|anciens du metier|plus de (?:[2-6]\d|cinquante|quarante) ans"
)


def _limit(pattern: str, *, needs: str = "", before: str = "", public: bool = True) -> Rule:
    """An age limit, unless it is that of the public served or of a scheme of the law."""
    excused = "|".join(part for part in (PUBLIC_BEFORE if public else "", _SCHEME, before) if part)
    return rule(
        "age_limit", AGE, pattern, needs=needs, before=excused, after=_NOT_AN_AGE, unless=_LAW
    )


_YOUNG_BEFORE = (
    r"(?:equipes?|collegues?|collectif|ambiance|environnement|univers|cadre|direction|brigade|esprit|profils?|look|allure|image)\s+(?:(?:\w+|a taille humaine),?\s+)?(?:\w+,\s+)?"
    r"|(?:creme|fromages?|vins?|comte|cantal|gouda|plants?|arbres?|entreprise|societe|marque|maison|start-?up"
    r"|association|public|secteur|espace|accueil|information|point|club|mode|rayon|service|dispositif|garantie"
    r"|contrat d'engagement|engagement|centre|structure|encore|etablissement|festival|theatre|abonnement|carte|forfait|jobs?|aide"
    r"|animateur|animatrice|educateur|educatrice|moniteur|enseigne|boutique|agence|pole|clientele|population|patientele)\s+"
    r"|\b(?:les|ces|nos|leurs|chaque|certains|aux|au|aupres (?:de|des)|avec (?:de |des )?|d'autres|entre|former (?:des|de)"
    r"|pour (?:les|des)|emploi des|insertion des|foyers? (?:de |des )?|accompagn\w* (?:\w+ )?(?:de |des |les |un )?"
    r"|accueil\w* (?:\w+ )?(?:de |des |les |un )?|encadr\w* (?:\w+ )?(?:de |des |les |un )?|aid\w* (?:de |des |les |un )?"
    r"|suiv\w* (?:de |des |les |un )?|form\w* (?:de |des |les |un )?|groupe de|parcours d\w*|plus|moins|de|d')\s*"
)
_YOUNG_AFTER = (
    r"\s+(?:enfants?|publics?|entreprises?|pousses?|societes?|start-?ups?|startups?|marques?|plants?|plantations?"
    r"|arbres?|animaux|bovins?|veaux?|agneaux?|chiots?|chatons?|chevaux|poulains?|conducteurs|adultes|maisons?|association"
    r"|cabinet|agence|structure|createurs|talents|artistes|licence|travailleurs|sportifs?|joueurs|sapeurs|lecteurs|enseigne"
    r"|mamans?|parents|accueill|suivi|accompagn|diplom|equipe|retrait|brigade|en (?:difficulte|insertion|situation|service civique|formation|alternance au sein)"
    r"|eleves?|patients?|usagers?|residents?|apprentie?s?|majeurs?|actifs|clients?|clientele|age|vigne|legumes|fille au pair)"
)

FAMILIES = (
    family(
        r"\bans\b|\bage|annees|printemps|trentaine|vingtaine|quarantaine|\bpiges|balais|\bnee?s?\b|majorite",
        _limit(
            rf"\b(?:(?:de |agee?s? de |avoir |ayant |avez )?(?:moins|pas plus) de {_N} {_YEARS}|-\s?de {_N} {_YEARS}|jusqu'a {_N} {_YEARS}"
            rf"|(?:n'avez|n'ont|n'a|ne depass\w+|ne pas depasser|pas depasse) (?:pas )?(?:plus de )?(?:les )?{_N} {_YEARS}|{_N} {_YEARS} (?:maximum|maxi?\b|au plus|au maximum|grand maximum|max)"
            rf"|max(?:imum|i)?\.? ?:? {_N} {_YEARS}|passe (?:la |les )?{_N} {_YEARS}|(?:d'au moins|au minimum|minimum|au moins) (?:[3-6]\d|trente|quarante|cinquante)(?:[- ]cinq)? {_YEARS})\b"
        ),
        _limit(
            rf"\b(?:(?:agee?s? )?(?:de|entre) (?:1[4-9]|[2-6]\d) (?:ans )?(?:a|et) {_N} {_YEARS}|(?<![\d:])(?:1[4-9]|[2-6]\d)\s?(?:[-/]|a)\s?{_N} {_YEARS})\b"
        ),
        _limit(
            rf"\b(?:de|entre) (?:1[4-9]|[2-6]\d|vingt|dix-huit) (?:ans )?(?:a|et) {_N} {_YEARS}\b",
            needs=SEEKING,
            before=r"(?:enfants|eleves|adolescents|ados|usagers|publics?|clients?|residents?|accompagn\w+ (?:de|des|les) jeunes)\b[^,:]{0,40}",
            public=False,
        ),
        _limit(
            rf"\bage\s*:?\s*(?:requis|souhaite|ideal)?\s*:?\s*(?:de |entre )?{_N} (?:ans )?(?:a|et|-) {_N} {_YEARS}\b",
            before=r"\b(?:d'|moyen d'|moyenne d')",
        ),
        rule(
            "age_limit",
            AGE,
            r"\b(?:age (?:maximum|maximal|maxi\b|max\b|limite)|lim(?:ite)?\.? d'age|age ideal|tranche d'age|la (?:vingtaine|trentaine)(?: maximum)?)\b",
            before=r"(?:sans|aucune|pas de|ni)\s+(?:\w+ )?|(?:clients?|enfants|public|usagers)[^,]{0,30}",
        ),
        rule(
            "age_limit",
            AGE,
            r"\bplus de (?:19|[2-6]\d) ans\b",
            needs=rf"\b(?:agee?s?|avoir|ayant|{PERSON})\s+(?:de )?plus de",
            before=PUBLIC_BEFORE,
            after=_NOT_AN_AGE,
        ),
        rule(
            "age_limit",
            AGE,
            r"\bnee?s? (?:apres|a partir de|avant|entre|en) (?:le \d+ \w+ )?(?:19|20)\d\d\b",
            before=r"(?:entreprise|societe|marque|maison|association|projet|cooperative)\b[^.]{0,30}",
        ),
    ),
    family(
        rf"\b(?:{_OLD}|jeunesse|jeunot|djeun|tout juste sorti|fraichement diplome|age\b)",
        unwanted("age_limit", AGE, _OLD, before=r"(?:aides?|residences?|accueil|club)\b[^,]{0,30}"),
        rule(
            "age_limit",
            AGE,
            r"\b(?:trop (?:agee?s?|vieux|vieille)|proche de la retraite|date de naissance (?:obligatoire|a indiquer)|(?:precise|indique)[rz] (?:\w+ )?votre age|votre age\b|dites-nous votre age|quel age avez-vous)",
            before=r"(?:quel que soit|peu importe)\s+",
            after=r" n'(?:a|est)",
        ),
        rule(
            "young",
            GENERAL,
            r"\b(?:esprit|etat d'esprit|ambiance|profils?|equipe|look|allure|image) (?:tres |plutot )?jeunes?(?: et dynamiques?)?\b|\bretraites? (?:bienvenus?|actifs?)\b",
            ask=True,
        ),
    ),
    family(
        r"\bjeun|digital native|generation|djeun|millen|gen z",
        rule("young", GENERAL, r"\bdigital natives?\b|\bfraiche? et jeune\b|\bgeneration (?:y|z|alpha)\b|\bmillenn?ials?\b|\bgen z\b", ask=True),
        rule(
            "sex_and_age",
            SEX,
            r"\bjeunes? (?:et \w+ )?(?:femmes?|filles?|hommes?|garcons?|dames?|gars|mecs?|demoiselles?)\b",
            before=r"(?:accompagn\w*|aupres|accueil\w*|aide\w*|public|foyer|hebergement|pour l(?:es|'insertion)|aux?|des|les|ces|clientele)(?:\s+(?:des|de|d'|les|aux|un|une))*\s+",
        ),
        rule(
            "sex_and_age",
            SEX,
            r"\bjeunes? (?:femmes?|filles?|hommes?|garcons?)\b",
            needs=SEEKING,
            unless=r"\b(?:accompagn|accueill|heberg|aupres d|foyer)\w*",
        ),
        rule(
            "young",
            GENERAL,
            rf"\b(?:equipes?|collegues?|collectif|ambiance|environnement|structure|bureau|univers|cadre|maison|direction|entourage|brigade)s? (?:\w+ |a taille humaine )?(?:\w+, )?jeunes?\b{_FIT}|\bjeunes? (?:equipes?|diplomee?s?|retraitee?s?|brigade)\b{_FIT}|\besprit jeune\b",
            ask=True,
            before=r"(?:accompagn\w*|accueil\w*|aupres)\s+(?:des |de |les |nos )*",
        ),
        rule("young", GENERAL, rf"\bjeunes?\b{_FIT}", before=_YOUNG_BEFORE, after=_YOUNG_AFTER,
             unless=r"\b(?:toutes et tous|tous les ages|de tout age|comme (?:les )?(?:seniors|moins jeunes)|en reconversion)\b"),
        rule(
            "young",
            GENERAL,
            r"(?<=\s)jeunes?\b(?! enfants?| publics?| entreprises?| pousses?| adultes| plants?| arbres?| en (?:difficulte|insertion)| diplome)",
            needs=r"\b(?:(?:re)?cherch|recrut|embauch|engage|pren)\w* (?:un|une|des|de|d'un|d'une|que des|uniquement des)\s+jeunes?",
            after=r"\s+(?:diplom|marque|societe|talent)",
        ),
        reserved("young", GENERAL, r"jeunes(?! enfants| publics| diplom)", before=r"(?:activites?|ateliers?|sorties?|espace|lieu)\b[^,]{0,40}"),
    ),
)  # fmt: skip
