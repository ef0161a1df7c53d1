"""Whether an offer is written in French, by the small words of languages (article L5331-4).

Refusing needs signs of another language: a list of nouns ("caisse, rayon, vente") has none and passes.
Measured on the corpus of `tests/corpus/offers`: see `docs/offers.md`.
"""

import re

_WORD = re.compile(r"[^\W\d_]+|['’]")
_FRENCH_WORDS = """
le les des du et vous nous pour dans une avec au aux est sont votre vos notre nos sur par ou qui ce cette ces
être avoir pas plus chez sans êtes avez serez aurez sera il elle ils leur leurs à où son sa ses d l c qu j n
tous toutes selon ainsi puis jusqu lors dès
"""
_OTHER_WORDS = """
the and you we for with your our are is be of to in at will must have has from or not this that who can an as
their they us looking work job team no only wanted required preferred please need needed apply applicants
candidates shift shifts week weeks hours hour day days salary pay wage welcome night two five based
los las el y con por para del una usted nuestro nuestra es que um uma com os dos das não você nós ao
lo gli della per che sono noi siamo und der die das wir sie mit für ein eine ist sind nicht oder von zu
"""
"""English, Spanish, Portuguese, Italian, German, without what French writes too."""
_FRENCH = frozenset(_FRENCH_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split()) - _FRENCH
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")
_LEAST_FRENCH = 0.05
_LEAST_OTHERS = 2


def is_french(text: str) -> bool:
    """Whether French stands in a text: alone, or beside another language."""
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return True
    if sum(bool(_LATIN.match(sign)) for sign in letters) * 2 < len(letters):
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    french = sum(word in _FRENCH for word in words)
    others = sum(word in _OTHERS for word in words)
    return (
        others < _LEAST_OTHERS
        or (french >= 2 and french >= _LEAST_FRENCH * len(words))
        or (french > others)
    )
