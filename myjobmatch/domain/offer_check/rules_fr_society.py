"""French: residence, means, opinions, unions, office, orientation, gender identity, morals, alerts; L1132-1."""

from myjobmatch.domain.offer_check.frames_fr import (
    PERSON,
    SEEKING,
    asked,
    being,
    reserved,
    unwanted,
)
from myjobmatch.domain.offer_check.rule import GENERAL, family, rule

_SERVED = r"(?:clients?|personnes agees|usagers|beneficiaires|familles?|patients?|enfants|aupres de \w+|aides?|aines|locataires|seniors|accompagn\w*|public)\s*(?:[\w' ]{0,20})?"
_AREAS = r"quartiers?(?: (?:nord|sensibles?|populaires?|prioritaires?|difficiles?|sud|est))?|qpv|cites?|banlieues?(?:arde?s?)?|zup|zones? sensibles?|(?:seine[- ]saint[- ]denis|93|neuf[- ]trois|neuf trois|9-3)|hlm|foyers?"
_POOR = (
    r"rsa|beneficiaires? (?:du rsa|d'allocations?|des minima sociaux|de minima sociaux|d'aides(?: sociales)?|de la cmu)|allocataires?(?: du rsa)?|chomeurs?(?: de longue duree)?|sdf|sans[- ](?:abri|domicile)(?: fixe)?|cas sociaux|cas soc?s?|cassos|assistes?"
    r"|surendett\w+|interdits? bancaires?|fiches? (?:a la )?banque de france|dettes?|precaires?|pauvres?|hlm|aides sociales|hebergees? (?:en foyer|chez)|minima sociaux|rmistes?|css|cmu|difficultes financieres|credits? en cours|saisies? sur salaire|demandeurs d'emploi de longue duree|chomage"
)
_OPINIONS = r"gauchistes?|communistes?|fachos?|fascistes?|(?:gens|personnes?|candidate?s?) de (?:droite|gauche)|macronistes?|lepenistes?|frontistes?|insoumis\w*|ecolos?|woke|wokistes?|militante?s?|activistes?|anarchistes?|encarte\w*|royalistes?|socialistes?|extremistes?|politises?|politiquement engage\w*|gilets? jaunes?|zadistes?"
_UNION = r"syndicalistes?|syndiquee?s?|cegetistes?|cgt|cfdt|delegues? syndica(?:l|ux)|grevistes?|syndicats?|representants? du personnel|engagements? syndica(?:l|ux)|activites? syndicales?|mandats? syndica(?:l|ux)|mutualistes?"
_LOVE = r"homos?|homosexuel(?:le)?s?|gays?|lesbiennes?|bisexuel(?:le)?s?|bi|lgbt\w*|pedes?|tapettes?|queers?|tarlouzes?|effemine\w*|gouines?"
_TRANS = r"(?:personnes? |candidate?s? )?(?:trans|transgenres?|transsexuel(?:le)?s?|travesti\w*|non[- ]binaires?|en transition|intersexes?|transidentitaires?)"

FAMILIES = (
    family(
        r"habit|resid|domicil|log(?:eant|ez|er|e\b|ement)|quartier|secteur|coin\b|commune|ville|departement|region|adresse|locaux|parisien|qpv|cites?\b|banlieue|zup\b|\b9\s?[0-5]\b|\b93|neuf|code postal|hlm|foyer|zone|riverain|local\b|demeur|limitrophe|vivant|vivre",
        rule(
            "residence",
            GENERAL,
            r"\b(?:habit(?:ant|er|ez|e|antes?|ants)|resid(?:ant|er|ez|e)|domicilie?s?|log(?:eant|ez)|demeur(?:ant|er|ez)|vivant|vivez)\s+(?:imperativement |obligatoirement |deja |idealement |necessairement |impérativement )?(?:a|sur|dans|en|au|aux|le|la|l'|pres|proche|a proximite)\b",
            ask=True,
            needs=rf"{SEEKING}|\b{PERSON}|\bimperati|\bobligatoire|\bvous (?:habitez|residez|logez|vivez)|^\W*(?:habit|resid|domicili)|,\s*(?:habit|resid|domicili)",
            before=_SERVED,
            unless=r"\bquel que soit|\bou que vous|\bmobil(?:e|ite) (?:a|sur) ",
        ),
        rule(
            "residence",
            GENERAL,
            r"\b(?:candidat\w*|personnes?|postul\w+|profils?) [\w' ,]{0,25}?(?:habitant|residant|domicilie|demeurant|logeant|vivant)\w*\b[\w' ,-]{0,40}?(?:uniquement|exclusivement|seulement|imperati\w+|obligatoire\w*|exige\w*|priorit\w+|prefer\w+|s'abstenir|refuse\w*|ne |exclu\w*)|\b(?:obligat\w+|imperati\w+|exclusive\w+|necessaire\w+) (?:de |d')?(?:habit|resid|domicili|log|vivre|demeur)\w*|\b(?:habit|resid|domicili|log|demeur)\w* (?:obligatoire|imperati|exclusive|necessaire)\w*|\b(?:etre|vous etes|soyez) domicilie\w*|\b(?:habitants?|residents?|riverains?) (?:de |du |des |d'|de la )?[\w' -]{2,30}?(?:uniquement|exclusivement|seulement|prioritaires?|en priorite|s'abstenir)\b|\b(?:lieu de )?(?:domicile|residence|logement|habitation) (?:situee? |imperativement )?(?:a (?:moins|proximite|\d+)|proche|dans (?:un rayon|le|la|les)|pres)\b|\bhabitant [\w' -]{2,25}? (?:uniquement|seulement|exclusivement)\b",
            before=_SERVED,
        ),
        rule(
            "residence",
            GENERAL,
            rf"\b{PERSON}\s+(?:du|de la|des)\s+(?:quartier|secteur|coin|commune|ville|departement|region|cite)s?\b|\b(?:etre|vous etes) du (?:quartier|secteur|coin|cru|pays)\b|\b(?:lieu de residence|domicile|adresse)\s*:\s*\w+|\b(?:uniquement|priorite aux?|reservee? aux?|seuls les|preference aux?) (?:les )?(?:habitante?s?|residents|riverains|parisiens|locaux|gens (?:du|de la|de l')(?: \w+)?)\b",
            needs=rf"{SEEKING}|\b{PERSON}|du secteur|du quartier|du coin|reside|uniquement|priorite|reserve|seuls|du cru",
            before=r"(?:visites?|interventions?|aide|intervenir|accompagn\w*|aupres d\w*|les|des|aux|ces)\s+(?:a |au |aux |des |de |les )*",
        ),
        rule(
            "residence",
            GENERAL,
            r"(?:(?<=, )|(?<=\()|^\s*)habitant\s+(?!(?:du|des|de|d'|et|ou|a|sur|dans|en|au|aux)\b)\w+",
            ask=True,
        ),
        unwanted("residence", GENERAL, rf"(?:{PERSON}|habitants?|gens|jeunes|cv|candidatures?) (?:du|des|de la|de|d'|en|venant d\w+|issus? d\w+|provenant d\w+) ?(?:\w+ )?(?:{_AREAS})|banlieusarde?s?|habitants? d\w+ \w+",
                 unless=r"sans distinction|quel que soit|accompagn"),
        rule("residence", GENERAL, rf"\b(?:si vous (?:habitez|venez|vivez|residez|logez)|(?:candidatures?|candidate?s?|cv|adresses?|profils?) (?:venant |issue?s? |provenant )?(?:du|de la|des|d'|en|dans le|de)) ?[\w' ]{{0,15}}?(?:{_AREAS})\b[^.]{{0,50}}?(?:abst|pas|inutile|passez|refus|exclu|ecart|ignor)",
             unless=r"quel que soit|meme si"),
        being("residence", GENERAL, r"d'ici|du cru|issus? (?:des quartiers|de banlieue)", unless=r"bienvenu|accompagn|public"),
        asked("residence", GENERAL, r"(?:votre|leur) (?:quartier|adresse (?:exacte|personnelle|complete)|type de logement|lieu d'habitation)|si vous etes (?:proprietaire|locataire|heberge\w*)", unless=r"client"),
    ),
    family(
        r"\bcompte\b|domiciliation|banque|bancaire|\brib\b",
        rule("residence", GENERAL, r"\b(?:compte|domiciliation)(?: bancaire)?(?: ouverte?)? (?:dans une banque |a la banque |aupres d'une banque |d'une banque |en banque )?(?:en france|francaise?|nationale?)\b(?: exigee?| obligatoire)?|\b(?:pas de|ni|sans|refus\w*|hors) (?:neobanques?|banque en ligne|compte (?:nickel|revolut|n26|etranger|a l'etranger)|nickel|revolut)\b|\brib (?:francais|etranger)\b[^.]{0,20}(?:exige|oblig|refus|abst|uniquement)|\bdomiciliation bancaire\b",
             before=r"(?:clients?|ouvrir un|ouverture de)\b[^,]{0,25}"),
    ),
    family(
        rf"\b(?:{_POOR})|financi|pauvre|precar|niveau social|milieu|classe sociale|vulnerab",
        rule("money", GENERAL, r"\b(?:sans|pas de|aucune?|ni) (?:dettes?|surendettement|interdit bancaire|difficultes? financieres?|credits? en cours|probleme d'argent|problemes? financiers?)\b|\bsituation (?:financiere|bancaire|economique) (?:saine|stable|equilibree|irreprochable|a indiquer)\b|\b(?:issus? d'un|de) (?:bon|milieu) (?:milieu|aise|favorise|defavorise|modeste)\b|\bde bonne famille\b|\bmilieu social (?:aise|eleve|favorise)",
             before=r"(?:clients?|entreprise|societe|menages?)\b[^,]{0,25}"),
        unwanted("money", GENERAL, _POOR, before=r"(?:accompagn\w*|aupres|accueil\w*|aid\w*|insertion|public)[^,]{0,40}", unless=r"ouvert aux|bienvenu|chantier d'insertion|accueil d|accompagn|sans distinction|cumul\w*"),
        being("money", GENERAL, r"(?:au|touchant le|percevant le) (?:rsa|chomage)|surendettee?s?|sdf|sans domicile fixe|interdite? bancaire", unless=r"bienvenu|ouvert|eligib|accompagn|aupres|accueil|insertion|distribution|maraude"),
        reserved("money", GENERAL, r"proprietaires? (?:de (?:son|leur) logement)?|personnes? (?:aisees?|solvables?|en emploi)|candidats? (?:en poste|en emploi)", unless=r"bien|client|locat|immobili"),
    ),
    family(
        rf"\b(?:{_OPINIONS}|opinions?|politi\w+|parti\b|vot(?:ez|e|ent|er)|bord|droite|gauche|idees|convictions?|manifest\w+|extreme)",
        rule("opinions", GENERAL, r"\b(?:sans|aucune?|pas d'|ni|pas de) ?(?:activite|engagement|appartenance|mandat|passe|opinion|sensibilite|affiliation|militantisme|conviction)s? (?:politique|militante?|partisan\w*)s?\b|\bopinions? (?:politiques?|philosophiques?)\b|\b(?:bord|orientation|couleur|appartenance|sensibilite|engagement|affinite|conviction|idee|sympathie|passe)s? politiques?\b|\bapolitiques?\b|\b(?:carte|membre|adherent|encarte|sympathisant)s? (?:d'un|du|au|de notre) parti\b|\b(?:vot|avez vote)\w* (?:pour |a (?:droite|gauche)|rn\b|lfi\b|bien)\w*|\b(?:etre|vous etes|personne|candidate?|profil|plutot|idees|convictions|valeurs) (?:bien |clairement |politiquement )?(?:de droite|de gauche|a droite|a gauche)\b|\bpatriotes?\b",
             before=r"(?:sans distinction|quelle? que soi\w+|association sans lien|journal|presse|histoire|sciences?|liberte d'|respect des|collaborat\w+ d'|elu\w*|sans consideration|independa\w+ de tout)\b[^.]{0,60}",
             unless=r"quelle? que soi|sans distinction|\bscience|sans lien|politique (?:de|d'|du|rh|salariale|commerciale|sociale|qualite)|ligne editoriale|collaborateur d'elu"),
        unwanted("opinions", GENERAL, _OPINIONS, unless=r"sans distinction|quelles? que soi|association ecolo"),
        being("opinions", GENERAL, r"apolitiques?|politisee?s?|militante?s?|engagee? politiquement|de (?:droite|gauche)", before=r"(?:association|structure|ong|mouvement)[^,]{0,20}", unless=r"cote de|main|equipe (?:de|a) |association"),
        asked("opinions", GENERAL, r"(?:vos|votre|leurs?) (?:opinions?|idees|convictions?|engagements?|preferences?|sensibilite|bord|vote)(?: \w+)? politiques?|pour qui vous (?:votez|avez vote)|votre vote"),
    ),
    family(
        rf"syndi(?:cal|qu|cat)|cegetis|\bcgt\b|\bcfdt\b|grev|representants? du personnel|mutualist|revendic|\b(?:{_UNION})\b",
        rule("union", GENERAL, r"\b(?:non|pas|jamais)[ -]syndiquee?s?\b|\b(?:jamais|pas)(?: \w+){0,4} (?:greves?|manifestations? syndicales?|piquets?)\b|\b(?:sans|pas d'|pas de|aucune?|ni) ?(?:activite|engagement|appartenance|mandat|passe|affiliation|carte|etiquette|histoire|culture)s? (?:syndica\w+|mutualiste\w*)\b|\b(?:appartenance|activite|engagement|affiliation|adhesion|passe|sensibilite|carte) syndica\w+\b|\b(?:ne|n')[\w' ]{0,15}(?:jamais|pas) (?:fait greve|adhere? a un syndicat)|\besprit (?:revendicatif|syndical)\b|\bpas de (?:greve|syndicat|revendication)\w*",
             before=r"(?:sans distinction|quelle que soit|liberte d'|conseil\w*|respect d\w+|droit a l')\b[^.]{0,40}", unless=r"sans distinction|quelle que soit|accord"),
        unwanted("union", GENERAL, _UNION, unless=r"sans distinction|quelles? que soi|accord (?:avec|signe)|prime|negoci"),
        being("union", GENERAL, r"(?:non[- ]?)?syndiquee?s?|grevistes?", unless=r"quelle que soit"),
    ),
    family(
        r"mandat|\belue?s?\b|conseillers? municip|maire\b",
        rule("mandate", GENERAL, r"\b(?:sans|aucun|pas de|ni|non) (?:mandats?|responsabilites?) (?:electi\w+|elect\w+|politiques?|local\w*|municipa\w+|d'elue?)\b|\b(?:exer\w+|titulaires?|detent\w+|ayant|porteur|avoir|avez|occup\w+|tenu) (?:d'|deja |actuellement )?(?:un |aucun )?mandats? (?:electi\w+|local|d'elu|politique|municipal)\w*|\b(?:elue?s?|conseillers? municipa\w+|maires?) (?:locaux |local |municipa\w+ |de la (?:republique|commune) )?(?:s'abstenir|exclus?|ne (?:seront|sera|peuvent) pas|non retenus?)\b|\bne pas etre elu\w*\b|\bincompatible avec (?:un|tout) mandat\b",
             before=r"(?:assist\w*|collabor\w*|cabinet|secretariat|travail avec|aupres)\b[^.]{0,40}"),
        unwanted("mandate", GENERAL, r"mandats? (?:electi\w+|locaux|municipa\w+|politiques?)|elus? (?:locaux|municipaux|de la \w+)|conseillers? municipa(?:l|ux)", before=r"(?:assist\w*|collabor\w*|cabinet|secretariat|aupres)\b[^.]{0,40}"),
    ),
    family(
        rf"\b(?:{_LOVE}|hetero\w*|sexuel\w*|orientation|vie (?:sentimentale|amoureuse|intime)|moeurs)\b",
        unwanted("orientation", GENERAL, _LOVE, before=r"(?:association|accueil\w*|accompagn\w*|soutien|aupres|quelle que soit|lutte contre)[^,]{0,40}", unless=r"sans distinction|quelle que soit|discrimin|friendly|association de|bienvenu|contrat pro"),
        being("orientation", GENERAL, rf"(?:non[- ])?(?:heteros?|heterosexuel(?:le)?s?|{_LOVE})", unless=r"friendly|bienvenu|association|quelle que soit|sans distinction|bi-"),
        reserved("orientation", GENERAL, r"heteros?|heterosexuel(?:le)?s?|homosexuel(?:le)?s?|gays?|lesbiennes?", unless=r"sans distinction|association"),
        rule("orientation", GENERAL, r"\b(?:hetero(?:sexuel)?(?:le)?s?)\b(?!gene)|\borientation sexuelle\b|\b(?:vie|preferences?|pratiques?) (?:sentimentale|amoureuse|sexuelle)s?\b|\b(?:gays?|lesbiennes?|homos?|homosexuel(?:le)?s?) (?:s'abstenir|uniquement|exclu\w*)\b",
             before=r"(?:quelles? que soi\w+|sans distinction|peu importe|prevention|education|respect d\w+|discrimin\w*)\b[^.]{0,80}", unless=r"quelles? que soi|sans distinction|discrimin|sante sexuelle|friendly|peu importe|education|prevention"),
    ),
    family(
        r"\btrans|travesti|non.binaire|identite de genre|changement de sexe|intersexe|cisgenre|\bgenre\b",
        unwanted("gender_identity", GENERAL, _TRANS, before=r"(?:association|accueil\w*|accompagn\w*|soutien|aupres|quelle que soit)[^,]{0,40}", unless=r"sans distinction|quelle que soit|discrimin|association de|bienvenu|europe|atlantique"),
        rule("gender_identity", GENERAL, rf"\b(?:n'accept\w+|refus\w+|ne \w+ pas|sauf|hors) (?:pas )?(?:les )?{_TRANS}\b|\b(?:cisgenres?|non[- ]trans) (?:uniquement|exige|souhait|de preference)?\w*|\b(?:apparence|sexe|genre) (?:doit|conforme|correspond\w*|en accord)[\w ,']{{0,30}}(?:etat civil|papiers|sexe|carte|naissance)|\bsexe (?:de naissance|biologique|a la naissance)\b|\bchangement de sexe\b|\bidentite de genre\b",
             before=r"(?:quelle? que soi\w+|sans distinction|peu importe|respect d\w+|discrimin\w*)\b[^.]{0,80}", unless=r"quelle? que soi|sans distinction|discrimin|peu importe|bienvenu|accompagn"),
        being("gender_identity", GENERAL, r"cisgenres?|trans(?:genres?)?|non[- ]binaires?", unless=r"bienvenu|quelle? que soi|accueil|sans distinction|association"),
    ),
    family(
        r"moeurs|moralite|libertin|echangist|vie (?:privee|personnelle|rangee|saine|dissolue|intime)|rangee|concubin|union libre|sorties nocturnes|reseaux sociaux|fetard|casier",
        rule("morals", GENERAL, r"\b(?:bonnes? (?:vie et )?moeurs|bonne moralite|moralite (?:irreprochable|exemplaire|exigee|sans faille|impeccable)|moeurs (?:legeres?|irreprochables?|saines?|dissolues?))\b|\b(?:libertin|echangist|fetard)\w*\b|\bvie (?:privee|personnelle|intime) (?:rangee|stable|saine|irreprochable|exemplaire|sans histoires?|discrete|reguliere|convenable|equilibree exigee)\b|\bvie (?:rangee|dissolue|saine exigee|de debauche)\b|\b(?:concubin|union libre|concubinage)\w* (?:s'abstenir|exclu|refuse|non)\w*|\bpas de (?:concubinage|vie dissolue|fetards?)",
             before=r"(?:equilibre|respect de (?:la|votre))\b[^.]{0,20}"),
        asked("morals", GENERAL, r"(?:votre|vos|leur) (?:vie privee|moeurs|vie intime|vie nocturne|comptes? (?:instagram|facebook|tiktok) personnels?)", before=r"respect\w*[^,]{0,20}", unless=r"respect\w* (?:de )?votre vie"),
    ),
    family(
        r"lanceu|alerte|signalement|temoign|prud|proces|denonc|plainte|inspection du travail",
        rule("whistleblower", GENERAL, r"\b(?:pas de|sans|ni|aucun|refus\w* (?:les|des)|non aux?) (?:lanceu(?:r|se)s? d'alertes?|balances?|delateurs?|signalements?|prud'?hommes?|procedures? prud\w*|passe prud\w*)\b|\blanceu(?:r|se)s? d'alertes? (?:s'abstenir|exclu|refuse|ne|non|indesirable|malvenu)\w*|\b(?:ayant|avoir|avez|ont|a|jamais|deja)(?: \w+){0,3} (?:lance une alerte|fait un signalement|signale (?:son|leur|un|votre) (?:ancien )?(?:employeur|patron)|temoigne contre|denonce (?:son|leur|un|votre|une)|porte plainte contre|saisi (?:les prud|l'inspection)|attaque (?:son|leur|un|votre)|(?:ete|alle) aux prud)\w*|\b(?:jamais|pas|sans) (?:\w+ ){0,3}(?:conflit|litige|proces|contentieux|prud'?hommes?) (?:avec|contre) (?:un|son|leur|votre|vos|ses) (?:ancien\w* )?(?:employeur|patron)\w*",
             unless=r"canal|dispositif d'alerte|protege|systeme d'alerte|bienvenu"),
        unwanted("whistleblower", GENERAL, r"lanceu(?:r|se)s? d'alertes?|balances|prud'?hommes?|personnes? ayant (?:signale|temoigne|denonce)\w*", unless=r"pese|caisse|poids|protege|juriste|avocat"),
    ),
)  # fmt: skip
