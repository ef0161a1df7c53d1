"""How French chooses people: who is wanted, who is not, and how a rule is made for those it names."""

import re

from myjobmatch.domain.offer_check.rule import Rule, rule

SEEKING = (
    r"\b(?:re)?cherch\w*|\brecrut\w*|\bembauch\w*|\bprofils?\b|\bcandidat\w*|\bideal\w*|\bsouhait\w*"
    r"|\bexig\w*|\bdemand\w*|\bvous (?:etes|avez|serez)\b|\bpostul\w*|\bbesoin d|\breserve\w*|\bdoit etre\b"
    r"|\buniquement\b|\bimperati\w*|\bpour completer\b|\baimerions\b|\bvoulons\b|\bprefer\w*|\bengage\w*"
)
PERSON = (
    r"(?:personnes?|candidate?s?|profils?|collaborat(?:eur|rice)s?|employee?s?|salariee?s?|individus?"
    r"|vendeu(?:r|se)s?|serveu(?:r|se)s?|quelqu'un|postulante?s?|gens|stagiaires?|recrues?|commercia(?:l|le|ux)"
    r"|animat(?:eur|rice)s?|agents?|chauffeurs?|ouvrie?re?s?|hotes?(?:ses?)?|equipiere?s?|cuisiniere?s?"
    r"|assistante?s?|vigiles?|bouchere?s?|conduct(?:eur|rice)s?|opera(?:teur|trice)s?|conseillere?s?)"
)
BOTH_SEXES = re.compile(
    r"\b(?:h\s?[/.\-,]\s?f|f\s?[/.\-,]\s?h)\b|\bhommes?,?\s*(?:/|,|et|ou|&|comme)\s*(?:les |aux |de |d'une |une |des |pour )?femmes?\b"
    r"|\bfemmes?,?\s*(?:/|,|et|ou|&|comme)\s*(?:les |aux |d'|d'un |un |des |pour )?hommes?\b|\bm\s?/\s?[fw]\b|\bf\s?/\s?m\b"
    r"|\b(?:homme|femme)s? de \w+\s*(?:/|ou|et)\s*(?:homme|femme)s? de \w+"
    r"|\bgarcons? (?:et|ou) (?:des |une )?filles?\b|\bfilles? (?:et|ou) (?:des |un )?garcons?\b"
    r"|\bmen (?:and|or) women\b|\bwomen (?:and|or) men\b|\ball genders\b|\bany gender\b"
)

_FEW = r"(?:[\w'-]+,? ){0,3}?"
_NOT = (
    r"(?:pas (?:de|d'|des|un|une|aux?)|pas (?:avoir|etre|porter|faire|souffrir|presenter)(?: de| d'| des| une?| le| la)?|ni(?: de| d'| des)?|aucune?s?|jamais (?:de|d')|sauf|hormis|hors|excepte|evit\w+(?: les| des| d'| de)?"
    r"|sans(?! distinct| condition| limite| criter| discrim| prejud)|non|plus (?:de|d')"
    r"|interdite?s? (?:a|aux?)|ferme aux?|deconseille aux?|inadapte aux?|incompatible avec"
    r"|ne (?:\w+ ){1,2}pas (?:aux?|a|avec|de|d'|les|des|un|une|pour)|refus\w+ (?:les|des|tous?|toutes?)"
    r"|(?:n'\w+|\w+s?) (?:pas|plus|jamais|point) (?:de|d'|les|des|un|une|aux?)|ecart\w+ (?:les|des)|exclu\w* (?:les|des))"
)
_OUT = (
    r"(?:s'abstenir|abstenez|(?:sont |seront |est |sera )?(?:exclu|refuse|ecarte|rejete|eliminee?|interdit|proscrit)e?e?s?"
    r"|(?:ne|n') ?(?:\w+ ){1,2}(?:pas|plus|jamais)(?: \w+)?|non (?:accepte|admis|retenu|souhaite|desire)\w*"
    r"|pass\w+ votre chemin|inutile d\w+|ne pas (?:postuler|candidater|se presenter)|pas la peine|merci de ne pas"
    r"|ne postul\w+ pas|malvenus?|indesirables?|c'est non|non merci|desole\w*|deja donne|on evite|pas chez nous|pas pour nous|sans facon)"
)
_ONLY_BEFORE = (
    r"(?:(?:reserve\w*|destine\w*) (?:exclusivement |uniquement |en priorite )?(?:a|aux?)(?: des| un| une| l'un)?|uniquement(?: aux?| pour)?|seulement|exclusivement"
    r"|priorite (?:est donnee |donnee )?(?:a|aux?)|(?:privilegi|prefer)\w* (?:les|des|une?|aux?|pour|a)|preference (?:pour|a|aux?|est donnee aux?|donnee aux?)|de preference|plutot|idealement"
    r"|seule?s? (?:les|des|une?)?|(?:que|qu')(?: des|'un|'une|'a des| les)|prenons que|s'adresse (?:uniquement |exclusivement )?aux?|convien\w+ (?:mieux )?(?:a|aux?)"
    r"|ideal pour|parfait pour|poste (?:de|pour|d')|travail d'|metier d'|place aux?)"
)
_ONLY_AFTER = (
    r"(?:uniquement|seulement|exclusivement|exigee?s?|obligatoires?|imperati\w+|de preference|souhaitee?s?|preferee?s?"
    r"|requis\w*|demandee?s?|privilegiee?s?|indispensables?|recherchee?s?|apprecie?e?s?|only|en priorite|de rigueur|de pref\b|personne d'autre|prioritaires?|(?:auront|ont|a|aura) la (?:priorite|preference)|(?:passe\w*|passeront) (?:avant|en premier)|d'abord|convien\w+|fera\w* (?:mieux )?l'affaire|(?:serait|seraient|sera) (?:un plus|ideale?|parfaite?|mieux|un atout))"
)


def unwanted(kind: str, article: str, who: str, **more: str | bool) -> Rule:
    """Those of a group turned away: "pas de …", "… s'abstenir", "ne convient pas aux …"."""
    return rule(
        kind,
        article,
        rf"\b{_NOT}[ -]?{_FEW}(?:{who})\b|\b(?:{who})\b[, :]*(?:[\w'-]+,? ){{0,5}}?{_OUT}\b",
        **more,  # type: ignore[arg-type]
    )


def reserved(kind: str, article: str, who: str, **more: str | bool) -> Rule:
    """A job kept for a group: "réservé aux …", "… uniquement", "… de préférence"."""
    return rule(
        kind,
        article,
        rf"\b{_ONLY_BEFORE} (?:[\w'-]+ ){{0,1}}?(?:{who})\b|\b(?:{who}),? (?:[\w'-]+ ){{0,2}}?{_ONLY_AFTER}\b",
        **more,  # type: ignore[arg-type]
    )


def being(kind: str, article: str, what: str, **more: str | bool) -> Rule:
    """A person who must be so: "candidat …", "vous êtes …", "doit être …"."""
    return rule(
        kind,
        article,
        rf"\b(?:{PERSON}|vous etes|etes-vous|etre|soyez|es|qui soit|ambiance|equipe|jeune|nous sommes|cherch\w+ (?:une? )?)(?: [\w'-]+){{0,2}}? (?:{what})\b"
        rf"|\bsi vous etes (?:{what})\b",
        **more,  # type: ignore[arg-type]
    )


def asked(kind: str, article: str, what: str, **more: str | bool) -> Rule:
    """Something private that a candidate should tell: "précisez votre …", "quel est votre …"."""
    return rule(
        kind,
        article,
        r"\b(?:(?:preci|indiqu|mentionn|donn|dit|dis|expos|communiqu|inform|declar|renseign|parl|expliqu|detaill|expos)\w*|quel(?:le)?s?\b(?! que)(?: est| sont)?|faire part"
        rf"|interroge\w*|questions?|nous dire|connaitre|savoir)[\w',: -]{{0,50}}?\b(?:{what})\b",
        **more,  # type: ignore[arg-type]
    )
