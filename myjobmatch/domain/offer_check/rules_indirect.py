"""What is said sideways: a private matter and, in the same sentence, words that choose, turn away or ask.

No list knows each way of saying "not you". These rules know the matters, widely, and the tones, widely; where both stand in
one sentence a person of the structure reads it (`ASK`). French and English; article L1132-1.
"""

from myjobmatch.domain.offer_check.rule import AGE, GENERAL, SEX, Rule, family, rule

_AWAY = (
    r"(?:s'abstenir|abstenez|abstiennent|pass\w+ (?:votre|leur|ton|son) chemin|(?:ne|n') ?pas (?:insister|postuler|candidater|se presenter|repondre|perdre)"
    r"|merci de ne pas|pas la peine|inutile|(?:on|nous) (?:ne|n') ?(?:\w+ ){1,3}(?:pas|plus)|tres peu pour nous|pas (?:chez|pour|avec) nous|desole\w*|redhibitoire|s'en passer\w*|malvenu\w*|ailleurs"
    r"|evit\w+|(?:ne|n') ?(?:\w+ ){1,3}(?:pas|plus|jamais)|plus simple|complique\w*|probleme|trop (?:de|souvent|vite)|non merci|laissez tomber|on prefere eviter"
    r"|need(?:n't| not) (?:apply|bother)|look elsewhere|not (?:this time|for (?:us|you|here)|our thing|the right)|sorry|(?:do not|don't|dont|won't|will not|would not|wouldn't|can't|cannot|not) (?:\w+ ){0,3}(?:apply|bother|comfortable|suit|fit|work|want|need|take|hire|consider|do|have|be)"
    r"|nobody|no one|nothing|rather (?:not|than)|too (?:much|many|slow|hard|often)|off the table|other than|steer clear|stay away|skip this|pass on this|not ideal|better off elsewhere)"
)
_NONE = r"(?:no|not|without|never|pas (?:de |d')|ni (?:de |d')?|sans |aucune? |jamais (?:de |d')?|zero )\s?"
"""Right before the matter itself."""
_CHOOSES = (
    r"(?:ideal\w*|(?:on|nous) (?:re)?cherch\w*|(?:re)?cherchons|il (?:nous )?faut|il faudra\w*|prefer\w*|de preference|plutot|on aime\w*|aimerions|vous avez|vous etes|souhait\w*|correspond\w*|convien\w*|parfait\w*|reserve\w*|uniquement|exclusivement|seulement|exig\w*|de rigueur|obligatoire\w*"
    r"|ideal(?:ly)?|would rather|we(?:'d| would) (?:rather|like|love)|looking for|hiring|want\w*|needs?|should|must|only|perfect|suits?|would suit|prefer\w*|the right (?:person|one)|someone|candidate)"
)
_ASKS = (
    r"(?:preci\w+|indiqu\w+|mentionn\w+|dites|dire|signal\w+|soyez (?:claire?s?|honnetes?|franche?s?)|parlez|inform\w+|renseign\w+|prevu\w*|prevoi\w+|prevoy\w+|combien|avez-vous|etes-vous|savoir"
    r"|tell us|let us know|mention|state|say|are you|do you|have you|how many|be (?:honest|upfront|clear|open)|disclose|explain|confirm)"
)
_FAIR = (
    r"\b(?:egal\w*|quel\w* que soi\w*|tous? (?:les )?profils?|ouverte?s? a tou\w+|bienvenu\w*|accessible aux|amenag\w*|adapt\w+|inclusi\w*|divers\w*|sans (?:distinction|discrimination|condition|limites?)|(?:pas|jamais|plus|in) ?(?:utile|necessaire|demande\w*|obligatoire|besoin)|fiers?|tous (?:les )?ages|handi-?(?:friendly|accueillant\w*)"
    r"|regardless|whatever (?:your|their)|equal\w*|welcom\w*|all (?:backgrounds|ages)|ranges? from|proud|everyone|as the law|by law|legal\w*|comme la loi|la loi|code du travail|accommodat\w*|adjust\w*|inclusive|diversity|reasonable)\b"
)
_SERVED = (
    r"\b(?:patient\w*|resident\w*|usager\w*|beneficiaire\w*|eleves?|enfants? accueilli\w*|client\w*|clientele|public|visiteu\w*|accompagn\w*|aupres d\w*|prise en charge|soin\w*|soign\w*|aide a la personne|ehpad|maison de retraite|creche|ecole|hopital|centre de|association"
    r"|customers?|guests?|clients?|pupils?|students?|service users?|care home|school|hospital|nursery|charity|caring for|support(?:ing)?|look(?:ing)? after|help(?:ing)?)\b"
)


def _sideways(
    kind: str, article: str, matter: str, tone: str, *, unless: str = "", also: str = ""
) -> Rule:
    """A matter before or after a tone, no further apart than a sentence is long."""
    near = r"[^.!?;\n]{0,110}?"
    return rule(
        kind,
        article,
        rf"\b(?:{matter})\b(?={near}\b{tone}\b)|(?<![\w-]){tone}\b{near}\b(?:{matter})\b"
        rf"|\b{_NONE}(?:[\w'-]+ ){{0,2}}?(?:{matter})\b",
        ask=True,
        unless="|".join(part for part in (_FAIR, unless, also) if part),
    )


_SERVED_NOT_SCHOOL = _SERVED.replace("|school", "").replace("|ecole", "")
_AGES = (
    r"(?:leur|son|votre|notre|meme) age(?! (?:legal|minim))|(?:in|into) (?:his|her|their|your) (?:or \w+ )?(?:early |late |mid-?)?(?:twenties|thirties|forties|fifties|sixties)|(?:la |une |leur )?(?:vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)"
    r"|(?:fresh|straight) out of (?:school|college|university)|sort\w+ (?:tout juste )?(?:de l'|d')ecole|winding down|(?:towards?|near(?:ing)?|close to) (?:their |your |a |his |her )?(?:pension|retirement)|(?:proches?|pres|bout|a l'approche) (?:de |d')?(?:la |leur |une )?retraite|fins? de carriere"
    r"|cheveux (?:gris|blancs)|gr[ea]y hair|over the hill|gen(?:eration)? ?[zy]|millennials?|digital natives?|annees de jeunesse|trop (?:vieux|vieille|age)\w*|papys?|mamies?|grandpas?|grannies|oldies|boomers?|veterans? du metier|quinquas?|born (?:after|before|in) (?:19|20)\d\d|nee?s? (?:apres|avant|en) (?:19|20)\d\d"
)
_SEXES = r"lads|ladies|gentlemen|gents|girls|boys|chaps|gals|blokes|females?|males?|women|men|messieurs|mesdames|filles?|garcons?|demoiselles?|bonshommes?|mecs?|nanas?|gars|hommes?|femmes?|masculine?s?|feminine?s?"
_FAITH = (
    r"(?:your|their|his|her) (?:faith|religion|beliefs?)|prayers?(?: breaks?| times?)?|prayer|devout|churchgo\w+|sabbath|shabbat|ramadan|lent\b|headscar\w+|hijabs?|veils?|kippas?|turbans?|crucifix|religious (?:signs?|dress|clothing)"
    r"|(?:votre|leur|la|une) (?:foi|religion|croyances?)|prieres?|croyante?s?|pratiquante?s?|careme|voile\w*|foulards?|signes? religieux|jours? saints?|halal|casher|jeune du"
)
_BABY = r"bebes?|grossesses?|enceintes?|conges? (?:mat\w*|parenta\w+)|maternites?|maternity(?: leave)?|pregnan\w+|baby on the way|babies|expecting(?= (?:a |this|next|soon))|tomber enceinte|heureux evenement|family plans?|projets? (?:d'enfant|de famille|bebe)|start a family"
_HOME = (
    r"situation (?:familiale|de famille|matrimoniale)|mode de garde|enfants? (?:en bas age|a charge|malades?|a la maison)|charges? de famille|meres? (?:isolee?s?|celibataires?|de famille)|mamans? (?:solos?|seules?)|celibataires?|divorce\w*|parents? (?:isoles?|solos?)|nounou|sorties? d'ecole"
    r"|single (?:mothers?|mums?|moms?|parents?)|(?:young|small|little|sick) (?:children|kids) at home|childcare (?:issues?|problems?|arrangements?)|school runs?|marital status|family (?:situation|commitments?|responsibilit\w+|ties)|settled down|no strings|kids"
)
_ILLS = (
    r"antecedents?(?: medicaux| d'arret\w*)?|arrets? (?:maladie|de travail)|maladies? (?:chroniques?|longues?)?|mal (?:de|au) dos|dos (?:fragile|casse)|depress\w+|diabet\w+|epilep\w+|asthm\w+|burn-?out|cancer|traitements? (?:lourds?|medic\w+)|sante fragile|soucis? de sante|problemes? de (?:sante|dos)"
    r"|depression|diabetes|surgery|surgeries|illness\w*|sick (?:leave|days?|notes?)|bad backs?|back (?:problems?|trouble|pain)|anxiety|mental health|medication|medical (?:history|conditions?|issues?)|health (?:issues?|problems?|conditions?)|chronic"
)
_DISABLED = r"(?:100 ?% |entierement |parfaitement |totalement )valides?|personnes? valides?|special[- ]needs?|wheelchairs?|fauteuils? roulants?|mobilite reduite|rqth|handicap\w*|invalid\w+|autis\w+|sourde?s?|malentendante?s?|malvoyante?s?|aveugles?|begu\w+|disab\w+|hard of hearing|stammer\w*|stutter\w*|limp\w*|dyslexi\w+"
_UNIONS = r"delegues?(?: (?:du personnel|syndica\w+))?|piquets? de greve|greves?|grevistes?|syndic(?:at|alist|al|aux|que)\w*|revendicat\w+|contestatair\w*|prud'?hom\w+|union(?: card| members?| reps?)?|picket(?:s| lines?)?|strikes?|strikers?|tribunals?|shop stewards?|agitat\w+|encarte\w*|militant\w*|activists?"
_LOVES = r"gays?|homos?(?:exuel\w*|sexual\w*)?|lesbi\w+|bisex\w+|same-sex|meme sexe|queers?|lgbt\w*|orientation sexuelle|sexual orientation|their partner's sex"
_TRANS = r"trans(?:genres?|genders?|sexuel\w*|sexuals?)?|non-?binai?r\w*|drag|sex(?:e)? (?:on|de|at|a|in|inscrit sur|sur) (?:your |votre |leur |the |l'|la |their )?(?:id|identity|birth|naissance|carte|etat civil|passport)\w*|pronouns?|pronoms?"
_PLACES = r"(?:big |council |housing |high-rise )?estates|tower blocks?|projects|ghettos?|banlieues?|cites?|quartiers? \w+|tours? hlm|hlm|foyers?|hostels?|shelters?|squats?|(?:sleep|liv)\w+ in (?:their|a|your) cars?|dorm\w+ (?:dans|en) (?:leur|sa|la|une?) ?\w+|hebergee?s?|sans domicile|sdf|homeless|bad side of town|wrong side of|cote de la (?:voie|rocade)|de l'autre cote d\w+|caravanes?|caravans?|gens du voyage|travell?ers"
_NAMES = r"surnames?|last names?|(?:foreign|french|european|exotic)[- ]sounding|noms? (?:de famille|a consonance|etranger\w*|francais\w*|difficile\w*)|prenoms?|consonances?|patronymes?|accents?|hard to pronounce|difficile a prononcer|changer de (?:nom|prenom)"
_ORIGINS = r"immigr\w+|migrants?|etrangers?|foreigners?|(?:de|of) souche|typee?s?|ethni\w+|peau|skin|gitan\w*|roms?\b|gypsi\w+|africain\w*|african\w*|maghreb\w*|arab\w*|asiatiques?|asians?|blacks?\b(?! (?:and|trousers|shoes|tie|suit|friday))|noire?s? de peau|refugees?|refugies?|(?:come|coming|venu\w*|viennent) (?:from|d'|de l')(?:abroad|ailleurs|etranger|elsewhere)"
_POOR = r"rsa|chomeurs?(?: de longue duree)?|chomage|assistes?|allocataires?|minima sociaux|benefits claimants?|on (?:the dole|benefits|welfare)|unemployed|dettes?|surendett\w+|interdits? bancaires?|in debt|bad credit|broke\b|cas sociaux|profiteurs?|scroungers?"
_LOOKS = r"tatou\w*|tattoos?|piercings?|dreadlocks?|locks\b|barbes?|beards?|kilos? en trop|surpoids|obese?s?|overweight|chubby|rondes?|gros(?:ses?)?|enrobe\w*|silhouettes?|physique\b(?! (?:exig|difficile|soutenu))|jolie?s?|mignonn?e?s?|canon|sexy|good-looking|pretty|handsome|attractive (?:girl|woman|man|person|face)|smile like|look the part|coiffures? afro|afros?"

_CARE = r"\b(?:puericult\w*|petite enfance|creche|nounou|nursery|babysit\w*|garde d'enfants?|nann\w+|rayon|articles|produits|equipement\w*|remplacement|remplacer|cover(?:ing)?|cdd de|assistante? maternel\w*)\b"

FAMILIES = (
    family(
        r"services?|jours?|shifts?|days?|heures?|essai|contract",
        rule(
            "unpaid_trial",
            "L8221-5",
            r"\b(?:services?|jours?|journees?|shifts?|days?|heures?|hours?|matinees?|soirees?)\b[^.!?;\n]{0,50}\b(?:offerte?s?\b(?! par)|goodwill|histoire de voir|pour voir si|to see (?:if|how|whether)|before (?:we|any) [\w ]{0,15}contract|then we (?:talk|discuss)|ensuite on (?:parle|signe|voit)|apres on (?:parle|signe|voit))"
            r"|\bavant de (?:signer|parler (?:de )?contrat)\b[^.!?;\n]{0,40}\b(?:vous|tu) (?:faites|venez|fais|viens|assurez|tenez)\b",
            ask=True,
            unless=r"\b(?:remuner\w+|paye\w*|paid|indemnis\w+|pmsmp|convention)\b",
        ),
    ),
    family(
        r"€|euros?|caution|kit|payment|deposit|virer|verser",
        rule(
            "fees",
            "L5321-3",
            r"\b\d[\d ,.]{0,6} ?(?:€|euros?)[^.!?;\n]{0,60}\b(?:a (?:virer|verser|apporter|regler|payer|deposer|avancer|nous (?:virer|verser)))\b|\b(?:caution|garantie|avance|acompte)s? de \d[^.!?;\n]{0,80}\b(?:apporter|especes?|premier jour|1er jour|cash|cheque|remettre|verser|virer)\b"
            r"|\bkit\b[^.!?;\n]{0,40}\d+ ?(?:euros?|€|£|pounds)|\b(?:after|on receipt of) (?:your )?payment\b|\b(?:a|at) votre charge\b[^.!?;\n]{0,20}\d+ ?(?:€|euros?)|\b\d+ ?(?:€|euros?|pounds)[^.!?;\n]{0,40}\b(?:refunded|rembourse\w*) (?:with|avec|sur|on) (?:your|votre|la|le)\b",
            unless=r"\b(?:aucuns?|jamais|never|clients?|customers?|locataires?|tenants?|prime|salaire brut|pour vous|we pay|nous (?:prenons|payons))\b",
        ),
    ),
    family(
        r"secu\b|securite sociale|social security|national insurance",
        rule(
            "papers",
            "L1221-6",
            r"\b(?:n[°o.]|num(?:ero)?s?)? ?(?:de )?(?:secu|securite sociale)\b(?=[^.!?;\n]{0,40}\b(?:complet|cv|candidature|postul\w+|des|avant)\b)|\b(?:cv|candidature|postul\w+|application|apply\w*)\b[^.!?;\n]{0,50}\b(?:(?:n[°o.]|num(?:ero)?s?)? ?(?:de )?(?:secu|securite sociale)|social security number|national insurance number)\b",
            unless=r"\b(?:apres|after|once|une fois|jamais|never)\b",
        ),
    ),
    family(
        r"envo\w+|tapez|text\b|send\b",
        rule(
            "premium_phone",
            "L5321-3",
            r"\b(?:envo\w+|tapez|text|send)\s+[\w\"]{2,14}\s+(?:par sms )?(?:au|to)\s+(?:le )?\d(?: ?\d){3,5}(?! ?\d)",
        ),
    ),
    family(
        _AGES,
        _sideways("age_limit", AGE, _AGES, rf"(?:{_AWAY}|{_CHOOSES})", unless=_SERVED_NOT_SCHOOL),
    ),
    family(
        _SEXES,
        rule(
            "sex",
            SEX,
            r"\b(?:lads|ladies|gents|gentlemen|girls|boys|chaps|gals|blokes|messieurs|mesdames|mecs|nanas|les gars|les filles|les garcons|demoiselles)\b[,: ]*(?:\w+ ){0,3}?(?:sorry|not this time|this (?:one )?is(?:n't| not) for you|desole\w*|ce n'est pas pour vous|passez|pas cette fois|on vous aime mais)\b",
            unless=_FAIR + r"|\bladies and gentlemen\b|\bmesdames,? (?:et )?messieurs\b",
        ),
    ),
    family(
        _FAITH,
        _sideways("religion", GENERAL, _FAITH, rf"(?:{_AWAY}|{_ASKS})", unless=_SERVED + r"|\bboucherie|\bbutcher|\brayon|\brestaurant|\bcuisine|\bvoile (?:sportive|legere)|\bvoilier|\bsailing"),
    ),
    family(
        _BABY,
        _sideways("pregnancy", GENERAL, _BABY, rf"(?:{_AWAY}|{_ASKS})", unless=_CARE + "|" + _SERVED),
    ),
    family(
        _HOME,
        _sideways("family", GENERAL, _HOME, rf"(?:{_AWAY}|{_ASKS}|{_CHOOSES})", unless=_CARE + "|" + _SERVED + r"|\bkids'? (?:club|menu|shop|clothes)|\bfor kids|horaires"),
    ),
    family(
        _ILLS,
        _sideways("health", GENERAL, _ILLS, rf"(?:{_AWAY}|{_ASKS})", unless=_SERVED + r"|\bassurance|\bmutuelle|\binsurance|\bprevention|\bplantes?\b|\banimaux|\banimals?|\bvegetaux|\btreatment of"),
    ),
    family(
        _DISABLED,
        _sideways("disability", GENERAL, _DISABLED, rf"(?:{_AWAY}|il (?:nous )?faut|exig\w*|must be|100 ?%)", unless=_SERVED + r"|\bmission handicap|\breferent|\bvente|\bmateriel|\bfrench|\blangue des signes"),
    ),
    family(
        _UNIONS,
        _sideways("union", GENERAL, _UNIONS, rf"(?:{_AWAY})", unless=r"\bconvention|\baccord|\bdialogue social|\beuropean union|\bunion europeenne|\bcredit union|\bcommercial\w*|\bdelegues? medica\w*|\bdirection|\blegal|\bjuri\w+|\bassistan\w+ (?:juridique|syndica\w*)|\bsyndic de|\bcopropriete|\btransport\w* (?:en|de)|\ben cas de greve|\bassociati\w+|\bfederation"),
    ),
    family(
        rf"{_LOVES}|{_TRANS}",
        _sideways("orientation", GENERAL, _LOVES, rf"(?:{_AWAY}|{_CHOOSES})", unless=_SERVED + r"|\bhomogen\w*|\bhomolog\w*|\bgay-friendly"),
        _sideways("gender_identity", GENERAL, _TRANS, rf"(?:{_AWAY})", unless=r"\btrans-?(?:port|fer|form|pal|euro)\w*|\bfats?\b|\bdrag and drop"),
    ),
    family(
        _PLACES,
        _sideways("residence", GENERAL, _PLACES, rf"(?:{_AWAY})", unless=_SERVED + r"|\bfoyers? de vie|\bfoyers? d'accueil|\bfoyers? d'hebergement (?:recrut|cherch)|\breal estate|\bestate agen|\bcite scolaire|\bcite administrative|\bintervenir|\binterventions?|\bmediat\w+|\bworking in|\banimat\w+|\bmaraudes?|\btravail social|\beducat\w+"),
    ),
    family(
        _NAMES,
        _sideways("name", GENERAL, _NAMES, rf"(?:{_AWAY}|{_CHOOSES}|be able to (?:say|pronounce))", unless=r"\bprenoms? et noms?|\bnoms? et prenoms?|\bvos? (?:noms?|prenoms?)|\bnom,? prenom|\baccent (?:est )?mis|\bmettre l'accent|\baccents? (?:on|colou?r)|\bfirst name and|\bname and|\bfull name|\bname badge|\bpatient\w*|\b(?:know|remember|learn|retenir|connaitre)\w*"),
    ),
    family(
        _ORIGINS,
        _sideways("origin", GENERAL, _ORIGINS, rf"(?:{_AWAY})", unless=_SERVED + r"|\brestaurant|\bcuisine|\bfood|\bproduits?|\bproducts?|\btravail (?:des )?etrangers?|\btitre|\bpermit|\bvisa|\baide aux|\bskin ?care|\bpeaux? (?:seches?|sensibles?)|\bprotection de la peau|\blangues? etranger\w*|\bforeign languages?|\bcorps etrangers?|\bcuir|\bmarch\w+ etrangers?"),
    ),
    family(
        _POOR,
        _sideways("money", GENERAL, _POOR, rf"(?:{_AWAY})", unless=_SERVED + r"|\binscrite?s? (?:a|chez|comme)|\bcumul\w*|\bindemn\w*|\bde retour a l'emploi|\brecouvrement|\bcollection|\beligible\w*|\binsertion|\bsiae\b|\bpas (?:besoin|necessaire)|\bsans conditions?"),
    ),
    family(
        _LOOKS,
        _sideways("appearance", GENERAL, _LOOKS, rf"(?:{_AWAY})", unless=_SERVED + r"|\bhygiene|\bnets?\b|\bgros (?:oeuvre|volumes?|colis|travaux|electromenager|engins?|porteurs?|vehicules?|outillage|chantiers?)|\bgrosses? (?:pieces?|charges?)|\bsecurite alimentaire|\bfood safety|\bcharlotte|\bmasque|\bepi\b|\bmachines?\b|\brondes? (?:de|et|a|regulier\w*|d')|\bfaire des rondes|\bsalon de tat\w*|\btattoo (?:shop|parlou?r|studio)|\bcharges?"),
    ),
)  # fmt: skip
