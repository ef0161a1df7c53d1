"""Names of jobs in the feminine, and the masculine that makes an offer open to all."""

import re

_ENDINGS = (
    ("hotesse", ("hote",)),
    ("trice", ("teur",)),
    ("euse", ("eur", "eux")),
    ("iere", ("ier",)),
    ("ere", ("er",)),
    ("ienne", ("ien",)),
    ("ante", ("ant",)),
    ("ente", ("ent",)),
    ("ande", ("and",)),
    ("ale", ("al",)),
    ("onne", ("on",)),
    ("ee", ("e",)),
    ("ise", ("is",)),
    ("e", ("",)),
)
"""How a job's feminine becomes its masculine, without accents."""

FEMININE_JOBS = (
    r"(?:serveuse|vendeuse|caissiere|hotesse(?: d'accueil| de caisse)?|coiffeuse|infirmiere|assistante"
    r"|estheticienne|animatrice|couturiere|boulangere|aide[- ]soignante|employee|preparatrice|operatrice"
    r"|puericultrice|educatrice|nounou|cuisiniere|ouvriere|agente|conseillere|commerciale|gouvernante"
    r"|lingere|repasseuse|equipiere|formatrice|conductrice|chauffeuse|livreuse|patissiere|bouchere"
    r"|poissonniere|manutentionnaire femme|standardiste femme|secretaire femme|receptionniste femme"
    r"|fleuriste femme|barmaid|serveuse-barmaid|plongeuse|cueilleuse|directrice|monitrice|apprentie"
    r"|stagiaire femme|technicienne|maquilleuse|masseuse|danseuse|traductrice|redactrice|comptable femme"
    r"|agricultrice|fermiere|ecaillere|menagere|gardienne|surveillante|auxiliaire femme|collaboratrice"
    r"|candidate|etudiante|salariee|magasiniere|jardiniere|mecanicienne|peintre femme)s?"
)


def masculine_of(said: str) -> tuple[str, ...]:
    """The masculine forms of the last word of a job's name; none where the word has no other form."""
    job = "hotesse" if "hotesse" in said else re.split(r"[\s-]+", said)[-1].removesuffix("s")
    if job == "barmaid":
        return ("barman", "barmans")
    for feminine, masculine in _ENDINGS:
        if job.endswith(feminine):
            stem = job.removesuffix(feminine)
            return tuple(stem + ending for ending in masculine)
    return ()
