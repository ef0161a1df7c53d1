"""French: origin, nationality, name, religion and mother tongue, article L1132-1."""

from myjobmatch.domain.offer_check.frames_fr import (
    PERSON,
    SEEKING,
    asked,
    being,
    reserved,
    unwanted,
)
from myjobmatch.domain.offer_check.rule import GENERAL, family, rule

PEOPLES = (
    r"africain|maghrebin|algerien|marocain|tunisien|senegalais|malien|ivoirien|congolais|comorien|arabe|berbere|kabyle"
    r"|asiatique|chinois|vietnamien|indien|pakistanais|afghan|turc|turque|kurde|syrien|antillais|guadeloupeen|martiniquais"
    r"|reunionnais|creole|latino|bresilien|portugais|italien|espagnol|roumain|bulgare|polonais|albanais|russe|ukrainien"
    r"|europeen|caucasien|occidental|nord-africain|subsaharien|mediterraneen|oriental|slave|nordique|magrebin|corse|breton|metropolitain"
)
_SAME = r"senegalais|congolais|pakistanais|chinois|antillais|martiniquais|reunionnais|portugais|polonais|libanais|marseillais|parisiens"
_PLURAL = (
    rf"(?:{PEOPLES})(?:ne|e)?s|(?:des|les|aux|de) (?:{_SAME})|noire?s|blanc(?:he)?s|blacks?|rebeus?|beurs?|renois?|babtous?|roms?|gitane?s?|tsiganes?|manouches?"
    r"|romanichels?|gens du voyage|immigree?s?|etrangere?s?|migrante?s?|refugiee?s?|sans[- ]papiers|metis(?:se)?s?|bougnoules?|negres?"
    r"|non[- ](?:europeen|francais)(?:ne|e)?s?|hors (?:ue|union europeenne)|demandeurs d'asile|primo[- ]arrivants?"
)
_COOK = r"(?:produits?|viandes?|cuisine|plats?|recettes?|restaurant|restauration|specialites?|legumes?|fruits?|bois|epices|matieres?|pieces?|materiel|vins?|epicerie|danse|musique|art|cafe|cours|langue|parler|traduc\w*|clients?|clientele|touristes?|linge|murs?|couleurs?|peinture|fleurs?|papiers?|cartons?|vetements?|tenue|pantalons?|chemises?|aupres|accompagn\w*|accueil\w*|heberg\w*|aid\w+|soutien\w*|public)\b[^,]{0,30}"
_FAITHS = (
    r"catholiques?|chretien(?:ne)?s?|musulmane?s?|juifs?|juives?|protestante?s?|evangeliques?|bouddhistes?|hindou(?:iste|e)?s?|athees?"
    r"|croyante?s?|pratiquante?s?|temoins? de jehovah|integristes?|mormons?|orthodoxes?|sikhs?|baptisee?s?|voilee?s?|barbus?|non[- ]croyante?s?"
)
_SIGNS = r"voiles?|foulards?|hijabs?|hidjabs?|kippas?|turbans?|signes? religieux|signes? d'appartenance|barbes?|croix"
_HOUSE = r"(?:quelle que soit|associations?|ecoles?|etablissements?|lycees?|colleges?|cimetieres?|produits?|accueil\w*|paroisses?|secours|presse|fetes?|patrimoine|histoire)\b[^,]{0,20}"

FAMILIES = (
    family(
        r"\bnee?s? en\b|nationalite|francais|europeen|etrang|identite|\bue\b|\bpays\b|titre de sejour|naturalis",
        rule(
            "nationality",
            GENERAL,
            r"\b(?:de )?nationalite (?:francaise|europeenne|ue|fr|belge|suisse|italienne|espagnole)\b(?: exigee| obligatoire| requise| imperative)?|\bde nationalite [a-z]+(?:aise|oise|ienne|eenne|aine)\b",
            before=r"(?:acquisition de la|demande de|sans condition de|quelle que soit la|pas besoin de la|n'est pas)\s+",
            unless=r"\bconcours\b|fonction publique|penitentiaire|gendarmerie|police nationale|\barmee\b|militaire|n'est pas (?:exige|demande)",
        ),
        rule(
            "nationality",
            GENERAL,
            r"\b(?:francaise?s?|europeen(?:ne)?s?)\s+(?:uniquement|exclusivement|seulement|de souche|de sang|d'origine|pure? souche|de naissance|depuis \w+ generations?)\b|\b(?:uniquement|exclusivement|seulement|reservee? (?:aux|a des)|priorite aux?|preference (?:aux|pour les)|prenons que|que des)\s+(?:des |aux |les )?(?:francais|europeens|nationaux|ressortissants (?:francais|europeens))\b|\bpas d'etrangers?\b|\b(?:carte|piece) d'identite (?:nationale )?francaise\b|\bune?e? francaise? (?:d'abord|de preference|uniquement)\b|\b(?:etre|vous etes|candidats?|personnes?) (?:ne en france|nes en france|naturalise)\w*|\b(?:candidats?|personnes?|vous etes) (?:francais|francaise)s?\b(?! (?:courant|lu))|\bpasseport (?:francais|europeen) (?:exige|obligatoire|requis)\b",
            before=r"(?:langues?|parle\w*|anglais|maitris\w*|niveau|ecrire)\b[^.]{0,30}",
            after=r"\s*(?:produits|viandes?|legumes|,? ou (?:titulaire|ressortissant|etranger|autoris))",
            unless=r"titre de sejour autoris|droit de travailler|autorisation de travail",
        ),
        asked("nationality", GENERAL, r"(?:votre|la|leur) nationalite|(?:votre|leur) (?:pays|lieu) (?:de naissance|d'origine)", before=r"(?:quelle que soit|n'exig\w+)\b[^,]{0,30}"),
    ),
    family(
        rf"\b(?:{PEOPLES}|noir|blanc|black|rebeu|beur|renoi|babtou|rom|gitan|tsigane|manouche|romanichel|gens du voyage|immigr|etrang|migrant|refugi|sans.papiers|metis|bbr|bleu|peau|race|ethni|origine|type|souche|typ|couleur|consonance|carnation|bougnoule|negre|non.europ|ue|demandeurs d'asile)\w*",
        rule(
            "origin",
            GENERAL,
            rf"\b(?:d'origine|de type|de race|d'ascendance|d'ethnie|de souche)\s+(?:(?:{PEOPLES})(?:ne|e)?|francaise?|etrangere?|blanche?|noire?)s?\b",
            needs=rf"\b{PERSON}|\bvous etes\b|\bfemmes?\b|\bhommes?\b|\bjeunes?\b|\btype\b|\brace\b|{SEEKING}",
            before=_COOK,
        ),
        rule(
            "origin",
            GENERAL,
            r"\bbbr\b|\bbleu[ -]blanc[ -]rouge\b|\b(?:peau|carnation|teint) (?:blanche?|claire?|noire?|mate?|foncee?|basanee?)\b|\b(?:couleur de|teinte? de) peau\b|\bnon[- ]blancs?\b|\bgaulois\w*\b|\b(?:code|profil|type|reference) (?:bbr|1\b|vert|\"?blanc\"?|nord)\b",
            before=r"(?:drapeaux?|couleurs?|label|soins?|cosmetiques?|produits?|maquillage|fond de teint|pepin|village|quelle que soit (?:la|votre))\s+[^,]{0,20}",
            unless=r"quelle que soit|sans distinction|discrimin",
        ),
        rule(
            "origin",
            GENERAL,
            r"\b(?:de )?type (?:europeen|caucasien|africain|maghrebin|asiatique|nordique|mediterraneen|nord-africain|slave|latino|antillais|indien)(?:ne)?s?\b",
            before=r"(?:restaurant|cuisine|produits?|palettes?|normes?|format|prise)\w*\s+(?:de )?",
        ),
        unwanted("origin", GENERAL, _PLURAL, before=_COOK, after=r"\s*(?:ni (?:de )?jeans?|sur|pour la tenue|et noirs? (?:pour|de))",
                 unless=r"sans distinction|\btenue\b|\blinge\b|\bvetement|barriere"),
        reserved("origin", GENERAL, _PLURAL, before=_COOK, unless=r"sans distinction|\btenue\b|\blinge\b|\bvetement|cuisine|restaurant|accompagn|bienvenu|\bcarreaux|\bvins?\b"),
        being("origin", GENERAL, rf"(?:{PEOPLES})(?:ne|e)?s?|blacks?|typee?s?|immigree?s?",
              before=_COOK, after=r"\s*(?:courant|natif|bilingue|ou|et (?:asiatique|orientale|antillaise))",
              unless=r"cuisine|restaurant|langue|parl|traiteur|epicerie|plats|tenue|equipee?s? (?:blanche|noire)|client|vin|marque|vetement|chemise|pantalon|linge|peinture|bac\b|fromage|chocolat|titre de sejour|bilingue|courant|clean|permis"),
        rule("origin", GENERAL, rf"\b(?:{PERSON}|vous etes|doit etre|etre) (?:blanc(?:he)?|noire?)s?\b", before=_COOK, unless=r"salle blanche|linge|tenue|vetement|vin|carte|ceinture|produits"),
        rule("origin", GENERAL, r"\b(?:doit|doivent|devra|devront|faut|imperati\w+|obligat\w+|exig\w+) (?:\w+ )?(?:etre )?(?:d'origine|de type|d'ascendance|de souche|de nationalite) \w+"),
        rule("origin", GENERAL, r"\b(?:personnes?|gens|hommes?|femmes?|employee?s?|candidate?s?) de couleurs?\b"),
        asked("origin", GENERAL, r"(?:vos|votre|leurs?) (?:origines?|ethnie|couleur de peau)", before=r"quelle que soit[^,]{0,30}"),
        rule("origin", GENERAL, r"\b(?:origines? (?:francaise|europeenne|etrangere)s? (?:souhaite|exige|prefere|uniquement|s'abstenir)\w*|faire couleur locale|bien de chez nous|pure? souche|minorites? visibles?)\b", unless=r"bienvenu|encourag|diversite|produits?|fromages?|cuisine"),
    ),
    family(
        r"\bnoms?\b|prenom|patronym|consonance|rebaptis",
        rule(
            "name",
            GENERAL,
            r"\b(?:pre)?noms? (?:de famille )?(?:a consonance|a la consonance|(?:bien |plutot |tres )?(?:francais|francise|europeen|chretien|occidental)|qui (?:sonne|fait|soit facile|sonnent)|facile|trop|difficile|du calendrier|etranger|arabe|africain|particule)\w*|\bconsonance (?:\w+ )?(?:francaise|etrangere|europeenne|maghrebine|africaine|arabe|musulmane|occidentale)\b|\b(?:chang|adopt|pren|utilis|port|choisi|francis)\w* (?:de |un (?:autre )?|votre |d'un )?(?:pre)?nom\b(?! (?:de domaine|d'utilisateur|du|de la|des|de l'))|\bnom (?:noble|a particule)\b",
            before=r"(?:marque|produit|enfant|client|dossier|fichier|entreprise)s?\b[^,]{0,25}",
        ),
        rule("name", GENERAL, r"\bpatronyme\w*\b|\b(?:pre)?noms? (?:\w+ ){0,3}(?:s'abstenir|refuse|exclu|pas (?:retenu|accepte))\w*"),
    ),
    family(
        rf"\b(?:{_FAITHS}|{_SIGNS}|ramadan|jeun\w+|confession|religi\w+|laic\w*|laique\w*|eglise|mosquee|priere|prier|foi|messe|islam\w*|bible|careme|shabbat|sabbat|halal|casher|porc|alcool|voilee?s?|baptem\w+)\b",
        rule(
            "religion",
            GENERAL,
            rf"\b(?:de confession|de religion|de foi) \w+|\b(?:{PERSON}|vous etes|etre|hommes?|femmes?|vendeur|etudiante?) (?:non |de preference |plutot |bien |tres )?(?:{_FAITHS}|laiques?)\b|\b(?:non|pas) (?:{_FAITHS})\b|\b(?:sans|pas de|non|ni) (?:port (?:du|de|d'un) )?(?:{_SIGNS})\b",
            before=rf"{_HOUSE}|quelle que soit[^,]{{0,40}}",
            unless=r"hygiene|securite alimentaire|charlotte|zone de production|epi\b|masque",
        ),
        rule("religion", GENERAL, r"\b(?:ne )?(?:faisant|font|fait|faites|faire|observ\w+|pratiqu\w+|jeun\w+|respect\w+|suiv\w+) (?:pas |plus |pendant |durant )?(?:le |pour le |au )?(?:ramadan|careme|shabbat|sabbat|jeune)\b|\bramadan\b[^.]{0,50}(?:s'abstenir|exclu|refus|pas|incompatible|absence)|(?:incompatible|pas de|pendant le|hors)\s+(?:avec (?:le )?)?ramadan\b[^.]{0,40}(?:s'abstenir|pas|refus|exclu|retenu)|\bincompatible avec (?:la pratique|le ramadan|une pratique|le port)|\bpas de ramadan\b",
             before=r"(?:clients?|produits?|rayon|promotion|horaires amenages|repas)[^,]{0,40}"),
        unwanted("religion", GENERAL, rf"{_FAITHS}|{_SIGNS}|religion|prieres?", before=_HOUSE, unless=r"hygiene|charlotte|zone de production|masque|sans distinction|couleur|bois|bateau|voilier|nautique|rideaux"),
        reserved("religion", GENERAL, _FAITHS, before=_HOUSE, unless=r"sans distinction|quelle que soit|enseignement|pratiquant\w* (?:la|le|du|un)|bienvenu"),
        rule("religion", GENERAL, r"\b(?:avoir|partage\w*|adher\w*|attache\w*) (?:a |aux |a la |la |les |nos |des )*(?:foi|valeurs (?:chretiennes|catholiques|religieuses|musulmanes|juives|bibliques))\b|\b(?:baptise|bapteme) (?:exige|obligatoire|souhaite)\w*|\bcertificat de bapteme\b|\b(?:va|allez|aller|assist\w+) (?:\w+ )?(?:a la messe|a la mosquee|au temple|a l'eglise)\b|\blettre (?:du cure|de votre cure|de l'imam|d'un pretre)\b|\b(?:doit|devez|faut|accept\w*|pret a) (?:\w+ ){0,3}(?:manger du porc|boire de l'alcool|retirer (?:son|votre|le) (?:voile|foulard))"),
        asked("religion", GENERAL, r"(?:votre|vos|leur) (?:religion|confession|pratique religieuse|croyances?|convictions? religieuses?)", before=r"quelle que soit[^,]{0,30}"),
    ),
    family(
        r"langue|natif|native|accent|francais|arabe|dialecte|patois|idiome",
        rule(
            "mother_tongue",
            GENERAL,
            r"\blangue maternelle\b(?:\s*:?\s*(?:francaise?|anglaise?|espagnole?|allemande?))?|\b(?:francais|anglais|espagnol|allemand|italien|arabe|portugais|chinois) (?:natif|native|maternel)s?\b|\b(?:natif|native)s? (?:francais|anglais|english|french)e?\b|\b(?:sans|aucun|pas d'|ni) ?(?:aucun )?(?:fort )?accents?\b|\baccents? (?:\w+ )?(?:s'abstenir|exclu|refuse|prohibe|interdit|etranger|africain|maghrebin|du sud|de banlieue|des cites|a couper|trop marque|marque)\w*|\b(?:francophones?|anglophones?) (?:natif|de naissance)\w*",
            before=r"(?:apprentissage de la|enseign\w* [^,]*|lettres? (?:avec et )?)\s*",
            after=r" (?:aigu|grave|circonflexe|mis sur)",
            unless=r"accents? (?:est|sera|sont) mis|mettons l'accent|quel que soit (?:votre|l')accent|traduct|peu importe",
        ),
        rule("mother_tongue", GENERAL, r"\b(?:interdi\w+|defense|pas|ne jamais|jamais|proscri\w+) (?:\w+ ){0,2}(?:de |d')?parl\w+ (?:\w+ )?(?:arabe|turc|wolof|bambara|lingala|roumain|portugais|une autre langue|sa langue|sa langue d'origine|d'autres langues|etranger)\b|\bne parl\w+ (?:que|qu') ?(?:le )?francais\b|\bparl\w+ (?:uniquement|seulement|exclusivement) (?:le )?francais (?:a la maison|chez|en famille)"),
    ),
)  # fmt: skip
