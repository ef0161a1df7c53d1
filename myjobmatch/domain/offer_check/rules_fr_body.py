"""French: appearance, photograph, family, pregnancy, health, disability, genes; article L1132-1."""

from myjobmatch.domain.offer_check.frames_fr import (
    PERSON,
    SEEKING,
    asked,
    being,
    reserved,
    unwanted,
)
from myjobmatch.domain.offer_check.rule import GENERAL, family, rule

_LOOKS = (
    r"jolie?s?|minces?|belles?|beaux?|seduisante?s?|charmante?s?|sveltes?|elancee?s?|attirante?s?|sexy|mignon(?:ne)?s?|blondes?|blonds?|brune?s?|rousses?|roux|photogeniques?"
    r"|(?:bien|pas trop) (?:fait|bati|propor|gros|enrob|rond)\w*|gros(?:se)?s?|obeses?|rondes?|chauves?|laid\w*|moches?|petite? taille|grande? taille|agreable a regarder"
)
_MARKS = r"(?:trop )?(?:enrobee?|corpulente?|maigre|bedonnante?)s?|tatouages?|tatouee?s?|piercings?|percee?s?|surpoids|embonpoint|obesite|obeses?|kilos en trop|lunettes|barbe|dreadlocks|locks|dreads|tresses africaines|cheveux (?:longs|crepus|frises|colores|afro)|coupe afro|cicatrices?|gros(?:ses)?|bourrelets"
_ILL = (
    r"malades?|maladies?(?: (?:chroniques?|longue duree|graves?))?|problemes? (?:de sante|de dos|physiques?|medica\w+|psy\w*)|sante (?:fragile|precaire)|ennuis de sante|soucis de sante|antecedents? (?:medica|psy)\w+|arrets?[ -](?:de )?(?:maladies?|travail)"
    r"|restrictions? medicales?|asthm\w+|diabet\w+|epilep\w+|depressi\w+|seropositi\w+|vih|sida|cancers?|traitements? (?:medic\w+|lourds?|en cours)|allergies?|mal de dos|lombalgie\w*|burn[ -]?out|addictions?|troubles? (?:psy\w*|alimentaires|du sommeil|anxieux)|insomni\w+|hernie"
)
_DISABLED = (
    r"handicaps?|handicapee?s?|rqth|travailleurs? handicapes?|invalides?|invalidite|sourde?s?|malentendante?s?|aveugles?|malvoyante?s?|fauteuils? roulants?|dyslexi\w+|dys|autis\w+|bequilles?|prothese\w*"
    r"|boiteu\w+|begu?e?s?|begaiement|mobilite reduite|pmr|aah|perte d'autonomie|dependante?s?|amputee?s?|oeth|tdah"
)
_HELP = r"(?:enfants?|adultes|publics?|avec ou|distinction|usagers|clients?|eleves|accueil\w*|accompagn\w*|aupres|aid\w+|soins?|patients?|animaux|chiens?|en situation de|accessible|accessibilite|bienvenu\w*|ouvert|foyer|structure|places?)\b[^,]{0,30}"

FAMILIES = (
    family(
        r"presentation|physique|apparence|allure|silhouette|taille|joli|charmant|seduis|sexy|mignon|attirant|mince|belle|beau|svelte|elanc|tatou|piercing|surpoids|embonpoint|obes|kilos|lunettes|barb|dread|locks|tresse|cheveux|crep|coupe afro|mesur|poids|corpulence|look|blond|brun|rou(?:x|sse)|photogen|cicatric|gros|bourrelet|\bkg\b|chauve|laid|moche|1\s?m\s?\d|imc|visage|plastique|regarder|coquet|elegan|percee?s?|rond",
        rule(
            "appearance",
            GENERAL,
            r"\b(?:tres )?(?:bonne|excellente|belle|parfaite|agreable) presentation\b|\bpresentation (?:agreable|irreprochable|impeccable|physique|soignee (?:exig|oblig|demand|indisp))\w*|\b(?:apparence|allure|tenue et coiffure) (?:soignee|elegante|irreprochable|impeccable)\b",
            ask=True,
            before=r"(?:assurer|veiller a|garantir|garant\w* de|maintenir|soigner|respecter|controler|pour une|realiser|faire)\s+(?:la |une |a la )?",
            after=r"\s*(?:des?\b|du\b|d'|visuelle|marchande|en (?:rayon|vitrine|magasin)|orale|commerciale|power)",
        ),
        rule(
            "appearance",
            GENERAL,
            r"\b(?:bon|beau|joli|belle?) physique\b|\bphysique (?:agreable|avantageux|attrayant|harmonieux|de mannequin|plaisant|soigne|de reve|flatteur|irreprochable|attractif)\b|\b(?:apparence|allure|silhouette) (?:agreable|mince|elancee|sportive|fine|physique|avantageuse|de mannequin)\b|\btaille (?:mannequin|fine)\b|\b(?:beau|joli|belle) (?:visage|sourire exige|plastique|gueule)\b|\bbelle plastique\b|\bjolie fille\b"
            r"|\b(?:jolie?|charmante?|seduisante?|sexy|mignonne|attirante|belle)s? (?:femme|fille|personne|hotesse|serveuse|vendeuse|candidate|jeune|presence)\w*|\b(?:vous etes|etre|soyez) (?:jolie?|mince|belle|beau|grande? et mince|seduisante?|charmante?|grande? et svelte|svelte|coquette?)\b|\bmannequin\w* (?:exige|souhait|demand)\w*",
        ),
        being("appearance", GENERAL, _LOOKS, before=r"(?:creez?|realis\w*|assur\w*)[^,]{0,20}", unless=r"bijou|fleur|vitrine|rayon|pain|sauce|bier|sucre|cafe\b|oeuvre|compte|groupe|marque|travail (?:en|dans)|equipe|plantes|produit|projet|metier|magasin|region|cadre|chambre|maison|boutique|grand\w* taille"),
        reserved("appearance", GENERAL, r"(?:jolie?|mince|svelte|blond|brune?|sexy|taille (?:3[2-8]|s|xs|mannequin|fine)|physique|grande? taille)s?",
                 unless=r"biere|vetement|rayon|articles|cuisine|sauce|condition physique|force physique|travail physique|effort physique|accueil physique|capacite|echantillon|boutique physique|cafe"),
        rule(
            "appearance",
            GENERAL,
            rf"\b(?:sans|pas de|ni|aucune?|zero|pas d') ?(?:{_MARKS})\b|\b(?:taille|mesur\w+|faire|faisant)\s*(?:minimum|mini|minimale|de|au moins|plus de|:|d'au moins|moins de)?\s*1\s?(?:m|metre|,)\s?\d{{2}}\b|\b1\s?(?:m|metre)\s?\d{{2}}\s*(?:minimum|mini\b|au moins|et plus|maximum)|\bpoids (?:maximum|maxi|ideal|de forme|proportionnel)\b|\bcorpulence (?:mince|normale|moyenne|fine|souhaitee|exigee)?\b|\b(?:taille|taillez|entrer dans (?:un|du)) (?:3[2468]|xs|s)\b(?: (?:maximum|exige|demande))?|\b(?:moins|plus) de \d\d kg (?:exige|demande|maximum)|\b(?:imc|indice de masse)\b",
            needs=rf"{SEEKING}|\b{PERSON}|sans|pas de|\bni\b|aucun|taille|mesur|poids|corpulence|zero|1\s?m|imc",
            before=r"(?:porter|charges|colis|vehicule|palettes?|lunettes|vetements?|rayons?|barriere|hauteur|plafond|meubles?|arbres?)\b[^,]{0,30}",
            unless=r"hygiene|zone de production|haccp|alimentaire|charlotte|lunettes de (?:protection|securite)|vetements de|habille",
        ),
        unwanted("appearance", GENERAL, rf"{_MARKS}|(?:personnes?|gens|candidate?s?) (?:en surpoids|gros(?:ses)?|obeses?|rondes?|tatouee?s?|laides?)", unless=r"hygiene|zone de production|haccp|alimentaire|charlotte|lunettes de|soleil|monture|opticien|salon de coiffure|couleurs? de cheveux|colis|en gros|gros (?:volumes?|colis|oeuvre|travaux|chantier|objets)|barbecue|barber"),
    ),
    family(
        r"photo|portrait|selfie|video de vous",
        rule(
            "photo",
            GENERAL,
            r"\bphotos? (?:en pied|en buste|de plain pied|de votre visage|de vous|en maillot|recente obligatoire|personnelle)\b|\b(?:selfie|portrait photo)s?\b",
            before=r"(?:borne|studio|cabine|bar|realis\w*|prend\w*|vendre|prises? de)\b[^,]{0,30}",
            unless=r"\b(?:clients?|studio|mariages?|photographe)\b",
        ),
        rule(
            "photo",
            GENERAL,
            r"\b(?:cv|candidature|dossier|lettre) (?:et|avec|\+|accompagnee? d'une|, ?)? ?photos?\b|\b(?:envo\w+|joi\w+|avec|fournir|ajout\w+|accompagn\w* d') ?(?:une |votre |vos |la )?photos?(?: d'identite| recente)?\b(?= |$|,|\)|\")|\bphotos? (?:obligatoire|exigee|souhaitee|recommandee|demandee|indispensable|requise|d'identite)\b",
            ask=True,
            needs=r"\bcv\b|candidat|postul|photo (?:obligatoire|exigee|souhaitee|recommand|demand)|\bdossier|d'identite|envo\w+ (?:une |votre )photo",
            before=r"(?:realis\w*|prendre|prises? de|annonces?|articles?|produits?|borne|cabine|studio|tirages?|clients?)\b[^,]{0,30}",
        ),
    ),
    family(
        r"enfant|charge|contrainte|attache|obligation|conjoint|celibat|famil|marie|divorc|en couple|pacs|situation|veu(?:f|ve)|fianc|\bmere|\bpere|parent|maman|papa|bebe|epou|mari\b|concubin|compagn",
        rule(
            "family",
            GENERAL,
            r"\b(?:sans|ni|aucune?s?) (?:enfants?|charges? (?:de famille|familiales?)|contraintes? (?:familiales?|personnelles?|de famille)|obligations? (?:familiales?|personnelles?)|attaches?(?: familiales?)?|conjoint|vie de famille)\b|\bpas d'(?:enfants?|attaches?|obligations? familiales?)(?: en bas age| a charge)?\b|\bpas de (?:charges? de famille|vie de famille|contraintes? familiales?|famille a charge)\b|\blibre de (?:toute |toutes )?(?:contrainte|obligation|attache|charge)s? (?:familiale|personnelle|de famille)?\w*",
            before=r"(?:couples?|chambres?|familles?|sejours?|hotels?|adultes|periodes?|jours?|journees?|clients?|foyers?|residence|espace|camping)\s+(?:avec ou )?",
        ),
        rule(
            "family",
            GENERAL,
            r"\bcelib(?:ataires?)?\b|\b(?:pere|mere)s? de famille\b|\b(?:mariee?s?|divorcee?s?|en couple|pacsee?s?|fiancee?s?|veu(?:f|ve)s?|situation (?:de famille|familiale|matrimoniale|maritale|conjugale))\b",
            needs=rf"{SEEKING}|\b{PERSON}|situation|abstenir|\bsi vous|\betes\b|\bpas\b|\bnon\b|uniquement|prefer",
            before=r"(?:accompagn\w*|aupres|aider|aux?|club|chambres?|quelle que soit (?:la|votre)|jeunes|robes? de|futurs?|des|les|photographies? de|nos|evolution de|changement de|changements de|suivi de|congés pour|selon (?:la|votre|leur)|tout (?:couple|changement))\s+(?:des |de |les |d'|un |une |la )*",
            unless=r"\b(?:quelle que soit|clients?|allocataires|usagers|prestations|prime|dossiers|mutuelle|residents|robes?)\b|\b(?:pas|aucun\w*) (?:utile|necessaire|besoin|oblig\w+|demand\w+)\b|\binutile (?:de|d\')",
        ),
        unwanted("family", GENERAL, r"(?:meres?|peres?|mamans?|papas?|parents?|couples?|femmes? mariees?)(?: (?:de famille|isolee?s?|celibataires?|solos?|de jeunes enfants|seule?s?|au foyer))?|jeunes (?:mamans?|parents|meres)|celibataires?|vie de famille|parentalite",
                 before=r"(?:aid\w+|accueil\w*|accompagn\w*|aupres|sans distinction)[^,]{0,30}", after=r"\s*(?:d'eleves|porteur)", unless=r"\blisse|\bcrèche|chien|animaux|fete des|scenar"),
        reserved("family", GENERAL, r"celib(?:ataires?)?|personnes? seules?|(?:meres?|peres?) (?:de famille|au foyer)|sans enfants?|couples?", unless=r"chambre|sejour|client|hotel|sans distinction|bienvenu|aidant|camping|accueil"),
        asked("family", GENERAL, r"(?:votre|la) (?:situation|vie) (?:familiale|de famille|maritale|matrimoniale|conjugale|amoureuse|de couple)|statut marital|nombre (?:de vos |d')enfants|si vous (?:etes (?:mariee?|celibataire|en couple)|avez des enfants)|(?:avez-vous|vous avez) des enfants|mode de garde|(?:metier|profession|travail|activite|situation) de (?:votre|vos) (?:conjoint|mari|epou\w+|parents?|pere|mere)|age de vos enfants", before=r"quelle que soit[^,]{0,30}"),
        rule("family", GENERAL, r"\b(?:avez-vous|si vous avez|ayant|avoir|avec) (?:des |de )?(?:jeunes )?enfants?(?: en bas age| a charge| malades)?\b[^.]{0,40}(?:abst|inutile|pas|passez|refus|exclu|probleme)|\benfants? (?:en bas age|malades?|a charge) (?:s'abstenir|exclu|refuse|ne)\w*|\b(?:etat civil|statut marital|situation matrimoniale) ?(?::|exige|requis|a indiquer|obligatoire)|\b(?:nos|notre) (?:mamans?|jeunes mamans?) (?:\w+ )?(?:abst)|\b(?:enfants?|famille|bebe) (?:deja )?(?:grands?|eleves?|autonomes?) (?:de preference|exige|souhait)|\bdont les enfants sont (?:grands|eleves|autonomes)"),
    ),
    family(
        r"heureux evenement|\battend|enceinte|grossesse|maternit|bebe|desir d'enfant|projet d'enfant|\bpma\b|allait|accouch|parental|tomber enceinte|agrandir la famille|maman",
        rule(
            "pregnancy",
            GENERAL,
            r"\b(?:non|pas|ni|plus|jamais) enceintes?\b|\b(?:sans|pas de|aucune?|ni|hors|nul) (?:projet de |projets? d'|desir de |desir d'|risque de |intention de |prevision de )?(?:grossesses?|maternite|bebe|conge (?:de )?maternite|conge parental|enfant a venir)\b|\bfemmes? enceintes? (?:s'abstenir|exclues?)\b|\bne pas (?:etre|tomber|etre tombee|prevoir d'etre) enceinte\b|\b(?:projet|desir|envie|test|intention)s? (?:de |d'|a court terme de )(?:grossesse|maternite|bebe|enfants?|avoir des enfants|fonder une famille|agrandir la famille)\b|\bsi vous etes (?:\w+ )?enceinte\b|\btomber (?:pas )?enceinte\b|\b(?:etes|seriez|serez)[- ]vous (?:\w+ )?enceinte\b|\battend(?:ez|ant|re|ent|s)? (?:un (?:enfant|bebe|heureux evenement)|des jumeaux)\b|\bheureux evenement\b|\btest (?:de grossesse|urinaire de grossesse)\b",
            before=r"(?:remplac\w*|pendant|durant|suite a|cause d|en raison d)[^,]{0,25}",
            unless=r"\bclientes?\b|\bpatientes?\b|\bsage-femme|\bcosmet|\bdroits?\b|quelle que soit|accompagn",
        ),
        unwanted("pregnancy", GENERAL, r"(?:femmes? |candidates? |personnes? )?enceintes?|(?:grossesse|conge (?:de )?maternite|maternite)s?|allaitante?s?|conge parental",
                 before=r"(?:remplac\w*|pendant|durant|suite|cause|en raison|dans l'|conseil\w*|accompagn\w*|accueil\w*|l'|chaines? hi-fi|radioprotection)[^,]{0,25}", unless=r"remplac\w+|\bclientes?\b|hi-?fi|bluetooth|sonores?|rayonnement|plomb|produits? (?:chimique|dangereux)|de l'enceinte|dans l'enceinte"),
    ),
    family(
        r"sante\b|malad|problemes?|soucis|ennuis|medical|arret|asthm|diabet|epilep|depress|seropos|\bvih|\bsida|cancer|traitement|allergi|mal de dos|lombalg|burn|addiction|trouble|insomni|hernie|certificat",
        rule(
            "health",
            GENERAL,
            r"\b(?:en )?(?:bonne|parfaite|excellente|tres bonne|pleine) (?:etat de )?sante\b|\b(?:bon|parfait|excellent) etat de sante\b|\bsante (?:irreprochable|de fer|parfaite|solide|robuste|excellente|impeccable)\b",
            before=r"(?:promouvoir|maintenir|veiller a|garantir|favoriser|assurer|conserver|rester en|reste\w* en|vie en)\s+(?:la |une |leur |a la |a leur )?",
            after=r"\s*(?:financiere|economique|de (?:l'entreprise|la societe|nos)|d(?:es|u) (?:animaux|plantes|vegetaux|residents|enfants|patients|troupeau|cheptel)|animale|mentale d)",
            unless=r"\b(?:animaux|chevaux|chiens|troupeau|arbres|plantes|vegetaux)\b",
        ),
        rule(
            "health",
            GENERAL,
            rf"\b(?:sans|pas de|aucune?|ni|pas d'|zero|jamais) ?(?:{_ILL})\b",
            before=r"(?:personnes|enfants|adultes|public|avec ou|distinction|usagers)\s+",
            unless=r"\b(?:animaux|plantes|cultures|vignes|allergenes|sans gluten)\b|arrets? de travail (?:des|de nos)",
        ),
        unwanted("health", GENERAL, _ILL, before=_HELP, unless=r"sans distinction|\bvignes?\b|\bplantes?\b|allergenes|jours? de carence|prevoyance|indemnis|maintien de salaire|mutuelle"),
        rule("health", GENERAL, rf"\b(?:candidate?s?|personnes?|vous|qui|quelqu'un)(?: \w+){{0,2}} (?:souffr\w+|atteinte?s?|sujette?s?|suivi\w*|enchain\w+|sous traitement)[\w' ]{{0,25}}(?:{_ILL})\b|\bsi vous (?:souffrez|etes (?:souvent |sujet a )?malade)\w*|\b(?:mot|lettre|attestation|certificat|avis) (?:de|du) (?:votre |leur |un )?(?:medecin|docteur|psy\w*)\b|\b(?:bilan|questionnaire|dossier|certificat) (?:de sante|medical) (?:complet |recent )?(?:\w+ )?(?:avant|avec|exige|a joindre|joint|demande|des la candidature)",
             before=r"(?:aupres d\w*|accompagn\w*|aid\w*|soins? aux?|soigner|pour des)[^,]{0,30}",
             unless=r"\b(?:handisport|aupres de|domicile|patients?|residents?)\b"),
        asked("health", GENERAL, r"(?:votre|vos|leur) (?:etat de sante|problemes de sante|maladies?|traitements?(?: medica\w+)?|antecedents medicaux)|si vous (?:prenez|suivez) un traitement", before=r"quel que soit[^,]{0,30}"),
        being("health", GENERAL, r"malades?|seropositi\w+|diabeti\w+|epilepti\w+|depressi\w+|asthmati\w+|cardiaques?", before=_HELP, unless=r"residents?|patients?|aupres|soign|accompagn"),
        reserved("health", GENERAL, r"(?:bonne|excellente) sante"),
    ),
    family(
        r"handica|rqth|invalid|sourd|entendant|aveugle|malvoyant|fauteuil|dyslexi|\bdys\b|autis|bequill|prothes|valides?\b|boiteu|begu|begai|mobilite reduite|\bpmr\b|\baah\b|autonomie|dependant|ampute|oeth|tdah",
        unwanted("disability", GENERAL, _DISABLED, before=_HELP, after=r"\s*(?:a servir|a domicile)", unless=r"sans distinction|bienvenu|ouvert aux|handi-?accueillant|\baccessible aux|barrieres?|aucune discrimination"),
        rule("disability", GENERAL, r"\b(?:non|pas|sans) (?:handicapee?s?|rqth|handicap)\b|\bpersonnes? valides?\b|\bvalides uniquement\b|\b(?:interdit|inaccessible|non accessible|pas accessible|pas adapte|inadapte|non adapte|ferme)s? (?:a tout|a toute|a un|a une|aux?|a) (?:\w+ ){0,2}(?:handicap\w*|rqth|fauteuil\w*|pmr|invalides?)|\bpleine (?:capacite|possession) (?:physique|de ses moyens)",
             before=r"(?:personnes|enfants|adultes|public|avec ou|distinction|usagers|valides et)\s+", after=r" (?:et|ou) (?:non )?(?:handicap|invalid)", unless=r"bienvenu|avec ou sans|valides et|en situation de handicap et"),
        asked("disability", GENERAL, r"(?:votre|si vous avez un|tout) handicap|(?:votre|une) rqth|reconnaissance (?:de )?travailleur handicape", unless=r"amenag|adapt|bienvenu|si vous le souhaitez|besoin"),
        being("disability", GENERAL, r"valides?|(?:totalement |pleinement )autonomes? (?:physiquement|de ses)", before=r"permis[^,]{0,20}", unless=r"permis|caces|carte|titre|document|certificat|habilitation|passe"),
    ),
    family(
        r"genetiq|\badn\b|hereditair|antecedents familiaux|genome|chromosom|patrimoine",
        rule("genetic", GENERAL, r"\b(?:tests?|analyses?|depistages?|profils?|bilans?|examens?|prelevements?) (?:genetiques?|adn|chromosom\w+|d'adn)\b|\bmaladies? (?:hereditaires?|genetiques?)\b|\bantecedents (?:familiaux|hereditaires|genetiques)\b|\b(?:caracteristiques?|predispositions?|anomalies?|tares?|patrimoines?) genetiques?\b|\btares? hereditaires?\b",
             before=r"(?:laboratoire|recherche|institut|patients?|echantillons?|realis\w*|effectu\w*|diagnostic|analyser|preparer|malades atteints)\b[^,]{0,40}", unless=r"\blaboratoire\b|\bechantillons?\b|\bpatients?\b|\bsans distinction"),
    ),
)  # fmt: skip
