"""English: family, body, health, disability, opinions, residence, means, private life; L1132-1."""

from myjobmatch.domain.offer_check.frames_en import asked, being, reserved, unwanted
from myjobmatch.domain.offer_check.rule import GENERAL, family, rule

_EQUAL = r"\bregardless\b|\birrespective\b|\bwithout distinction\b|\bequal opportunit|\bdiscriminat|(?<!not )\bwelcome\b|\bwhatever\b|\bencourage\w*"
_ILL = r"ill(?:ness(?:es)?)?|sick(?:ness)?|disease\w*|diabet\w+|epilep\w+|asthma\w*|hiv\b\w*|aids|cancer|depress\w+|anxiety|mental (?:health|illness)\w*|health (?:problems?|issues?|conditions?)|medical (?:conditions?|history|problems?|issues?)|back (?:pain|problems?|trouble)|chronic\w*(?: \w+)?|allerg\w+|sick leaves?|sick notes?|medication|treatment|bad back"
_DISABLED = r"disabled(?: people| persons?| applicants?| candidates?| workers?)?|disabilit(?:y|ies)|handicap\w*|wheelchairs?(?: users?)?|deaf(?: people)?|blind(?: people)?|autis\w+|dyslexi\w+|impair\w+|special needs|crutches|invalids?|amputees?"
_MARKS = r"tattoos?|tattooed|piercings?|overweight(?: people)?|fatt(?:y|ies)|fat(?: people)?|obese(?: people)?|glasses|beards?|dreadlocks|afros?|long hair|bald|ugly(?: people)?|plus[- ]size\w*"
_LOOKS = r"good[- ]looking|attractive|pretty|beautiful|handsome|slim|slender|skinny|sexy|cute|blonde?s?|petite|tall and slim|photogenic|gorgeous|well[- ]proportioned|physically attractive|size (?:6|8|10|xs|s)|curvy|toned|model[- ]like"
_HELP = r"(?:people|persons|children|adults|clients?|residents?|patients?|customers|support\w*|help\w*|care|caring|carer|accessible|welcome|users|guests|services? for|work\w* with|assist\w*)\b[^,]{0,30}"

FAMILIES = (
    family(
        r"\bsingle\b|married|divorc|child|kids?\b|marital|family|families|famil|husband|wife|partner|spouse|boyfriend|mother|father|mums?\b|dads?\b|parents?\b|dependants?|dependents?|ties\b|engaged|widow|couples?|commitments",
        rule("family", GENERAL, r"\b(?:single|unmarried|divorced|married|widowed|engaged)(?:,)? (?:and (?:\w+ )?(?:free|childless|flexible|mobile)|with(?:out| no)|people|person|candidates?|applicants?|individuals?|preferred|only|man|men|woman|women|male|female|status)\b|\b(?:no|without|free of|not have any|not have) (?:any |young |small )?(?:children|kids|family (?:ties|commitments?|obligations?|responsibilit\w+)|dependants?|dependents?|domestic ties|childcare (?:issues|problems|responsibilit\w+|commitments)|spouse|husband|partner)\b|\bchildless\b|\bchild[- ]free\b|\b(?:must|should|ideally|you are|preferably|have to|need to|to) (?:be )?(?:single|unmarried|married|divorced)\b|\bmarital status\b|\bfamily (?:situation|status|plans?|planning)\b",
             before=r"(?:couples?|families|guests?|customers?|hotel|households?|areas?|regardless of|whatever|clients?|rooms?|adults?)\b[^,.]{0,30}", after=r" (?:point|room|bed|origin|malt|site|project)", unless=_EQUAL),
        unwanted("family", GENERAL, r"(?:single |working |young )?(?:mothers?|mums?|moms?|fathers?|dads?|parents?)|married (?:people|women|men|couples?)|(?:people|applicants?|candidates?|anyone|women) with (?:young |small )?(?:children|kids|families|dependants?)", unless=_EQUAL + r"|\bpupils\b|\bschool\b|nursery", before=_HELP),
        reserved("family", GENERAL, r"single(?: people)?|unmarried|childless|without children|mothers?|family m[ae]n", after=r" (?:point|room|bed|origin|malt|site|project|rooms)", unless=_EQUAL, before=_HELP),
        asked("family", GENERAL, r"(?:your |you have )?(?:marital status|family (?:situation|plans|status)|number of children|(?:any )?children\b|childcare|husband|wife|partner's \w+|spouse)", before=r"(?:parents|care)[^,]{0,20}", unless=_EQUAL + r"|\bteach|\bstor(?:y|ies)|\bnurser|\bschool|\bplay|\blook(?:ing)? after|\bactivit"),
    ),
    family(
        r"pregnan|matern|bab(?:y|ies)\b|expecting|breastfeed|having children|start a family|starting a family|fertility|ivf",
        unwanted("pregnancy", GENERAL, r"pregnan\w+(?: women| applicants?| candidates?)?|maternity(?: leaves?)?|expecting|expectant mothers?|breastfeeding|having (?:a )?bab(?:y|ies)|plan\w* (?:to have|on having|for|a) (?:children|a baby|bab\w+|pregnancy|a family)|start(?:ing)? a family",
                 unless=_EQUAL + r"|\bcover\b|\bcustomers?\b|\bclients?\b|\bpatients?\b|x-ray|radiation|chemical"),
        rule("pregnancy", GENERAL, r"\b(?:if you are|if you're|you are|you're|are you|be|become|becoming|get|getting) (?:not |currently |already )?(?:pregnant|expecting(?! (?:a |an |the |you|to|deliver)))\b|\bexpecting a (?:baby|child)\b|\bplans? (?:to|for|of) (?:become|get|have|having|start|starting|a) (?:pregnan\w+|children|kids|a baby|babies|a family|family)\b|\bpregnancy (?:test|plans?)\b|\bnot (?:be )?(?:pregnant|expecting)\b|\bno (?:maternity|pregnanc\w+)\b|\bplanning (?:a |any )?(?:pregnanc\w+|family|children|bab\w+)\b",
             unless=r"\bcustomers?\b|\bpatients?\b|\bcover(?:ing)?\b|\bwelcome\b|x-ray|radiation"),
    ),
    family(
        rf"\b(?:{_MARKS}|{_LOOKS}|looks|looking|appearance|presentable|figure|weight|height|tall|photo\w*|picture|headshot|selfie|cm|bmi|physique|body|image|groomed)\b",
        being("appearance", GENERAL, _LOOKS, before=r"(?:create|design|keep|make|our|displays?)\b[^,]{0,25}", after=r"(?: \w+)? (?:salary|pay|package|bonus|benefits|rates?|displays?|shop|city|location|premises|building|garden|window|team|wage|hotel|village|food|dishes|setting)", unless=r"\bwindows?\b|attractive (?:salary|pay|package|bonus|wage|rate|benefits|displays?|offer)|beautiful (?:shop|city|garden|building|hotel|village|house)|\bdisplays?\b|\bbouquets?"),
        reserved("appearance", GENERAL, _LOOKS, after=r"(?: \w+)? (?:salary|pay|package|bonus|benefits|displays?|shop|city|location|garden|hotel|village|house|setting|food|ale|beer|clothing|range|sizes?|window)", unless=r"\bdisplays?\b|\bclothing\b|\bbeer\b|attractive (?:salary|pay|package)"),
        unwanted("appearance", GENERAL, _MARKS, unless=_EQUAL + r"|hygiene|food safety|safety glasses|opticians?|net\b|production area|low[- ]fat|wine glasses|fat content|glasses (?:on|are)"),
        rule("appearance", GENERAL, r"\b(?:good|nice|great|slim|attractive|perfect|model|killer) (?:looks|figure|physique|body)\b|\b(?:at least|minimum|over|min\.?) (?:1[.,]?\s?(?:m\s?)?\d\d\s?(?:m|cm)?|1\d\d ?cm|5 ?(?:ft|feet|'))\b(?= ?(?:tall|height|$|,|m\b|cm))|\b(?:minimum|required|min) height\b|\b(?:maximum|ideal|proportionate) weight\b|\b(?:bmi|dress size|clothing size|size \d+ or (?:less|smaller|under))\b|\bmust look (?:good|great|attractive|young|french|european)\b|\bphysical appearance (?:is|matters|required|counts)\b"),
        rule("appearance", GENERAL, r"\b(?:smart|good|neat|excellent|impeccable|well[- ]groomed) (?:appearance|presentation)\b|\bpresentable\b|\bwell[- ]groomed\b", ask=True, unless=r"\bproducts?\b|\bshelves\b|\bdisplays?\b|\bfood\b|\bplates?\b|\brooms?\b"),
        rule("photo", GENERAL, r"\b(?:full[- ]length|full[- ]body|recent|swimsuit|bikini|body|portrait|head-?to-?toe|personal) (?:\w+ )?(?:photo\w*|picture|shot|portrait)s?\b|\bheadshots?\b|\bselfies?\b|\b(?:photo|picture)s? of (?:you|yourself)\b", unless=r"\bstudio\b|\bphotographer\b|\bcustomers\b|\bguests\b|\bcars?\b"),
        rule("photo", GENERAL, r"\b(?:cv|resume|application|letter) (?:and|with|\+|plus|including)(?: a| your)? (?:photo\w*|picture)s?\b|\b(?:send|attach|enclose|include|provide|submit)(?: us)?(?: a| your)? (?:photo\w*|picture)s?\b(?! of (?:the|your work|our))|\bphoto (?:required|mandatory|essential|compulsory)\b", ask=True, needs=r"\bcv\b|\bapply|\bapplication|\bresume|\bphoto (?:req|mand|ess|comp)|\bsend\b|\battach"),
    ),
    family(
        rf"\b(?:{_ILL}|health\w*|fit)\b",
        unwanted("health", GENERAL, rf"(?:history of (?:\w+ )?)?(?:{_ILL})", before=_HELP, unless=_EQUAL + r"|\bpatients\b|\bresidents\b|\ballergens?\b|insurance|plants?\b|\bcrops?\b"),
        rule("health", GENERAL, r"\b(?:in )?(?:perfect|excellent|good|full|great|robust) (?:physical |mental |physical and mental )?health\b(?! (?:insurance|cover|care|benefits|service|and safety))|\b(?:able[- ]bodied|perfectly healthy)\b|\b(?:must|should|you) (?:be |are )?(?:perfectly |fully )?healthy\b|\b(?:suffer\w*|sufferers?) (?:from|with)\b[\w ]{0,25}|\b(?:medical|health) (?:questionnaire|certificate|records?|check|history) (?:\w+ )?(?:before|with your|required|must|is)\b",
             before=r"(?:promote|maintain|ensure|improve|keep\w*|support|patients?|people|residents?|children|those|adults|animals)\b[^,]{0,20}", unless=_EQUAL + r"|\bfood\b|\banimals?\b|\bplants?\b|\bpatients\b|\bresidents\b|\bhealthy (?:meals|food|snacks)"),
        asked("health", GENERAL, r"your (?:health|medical|illness\w*|state of health|sick leaves?|medication)(?: \w+)?|(?:any )?(?:health problems|medical conditions?|illness(?:es)?|sick leaves?)\b", unless=_EQUAL + r"|adapt|adjust|accommodat|\bpatients?\b|\bresidents?\b"),
    ),
    family(
        rf"\b(?:{_DISABLED}|able[- ]bodied)\b",
        unwanted("disability", GENERAL, _DISABLED, before=_HELP, unless=_EQUAL + r"|duck|blinds\b|barrier|step-free"),
        rule("disability", GENERAL, r"\bable[- ]bodied\b|\b(?:not|un)(?: |-)?(?:wheelchair )?(?:accessible|suitable|suited|adapted|fit) (?:for|to) (?:\w+ )?(?:disab\w+|handicap\w*|wheelchair\w*|people with disab\w+)", unless=_EQUAL),
        asked("disability", GENERAL, r"(?:your |any )?(?:disabilit(?:y|ies)|handicaps?)", unless=_EQUAL + r"|adapt|adjust|accommodat|support|need|\bhelp|\bassist|if you wish"),
    ),
    family(
        r"genetic|\bdna\b|hereditary|family (?:medical|health) history|genes\b",
        rule("genetic", GENERAL, r"\b(?:genetic|dna|chromosom\w+) (?:tests?|testing|screening|samples?|profiles?|conditions?|diseases?|disorders?|information)\b|\bhereditary (?:diseases?|illness\w*|conditions?)\b|\bfamily (?:medical|health) history\b|\bgood genes\b",
             before=r"(?:lab\w*|research|patients?|analy[sz]\w+|prepar\w+|process\w*)\b[^.]{0,50}", unless=r"\blab(?:oratory)?\b|\bpatients?\b|\bresearch\b"),
    ),
    family(
        r"\bgay|homosexual|lesbian|bisexual|lgbt|queer|hetero|straight|sexual|\btrans|transgender|non.binary|cisgender|gender identity|dating|moral|lifestyle|private life|social media|libertine|cohabit",
        unwanted("orientation", GENERAL, r"gays?|homosexuals?|lesbians?|bisexuals?|lgbt\w*|queers?", unless=_EQUAL + r"|friendly|distinction"),
        reserved("orientation", GENERAL, r"straight(?: people| men| women| man| woman)?|heterosexuals?|gays?|homosexuals?|lesbians?", after=r"(?:[- ]friendly| (?:away|after|from|forward|to the|line|edge|cut|into|to|hair|on))", unless=_EQUAL + r"|friendly"),
        rule("orientation", GENERAL, r"\b(?:heterosexuals?|hetero)\b|\bsexual (?:orientation|preferences?|life)\b|\bstraight (?:men|women|guys?|people|candidates?|applicants?|man|woman)\b|\b(?:love|dating) life\b", unless=_EQUAL + r"|sexual health|\bof any\b|\borigin, "),
        unwanted("gender_identity", GENERAL, r"trans(?:gender)?s?(?: people| persons?| applicants?| women| men)?|transsexuals?|non[- ]binary(?: people)?|transvestites?|cross[- ]dressers?", unless=_EQUAL + r"|\bfats?\b"),
        rule("gender_identity", GENERAL, r"\bcisgender\w*|\bbiological(?:ly)? (?:sex|males?|females?|m[ae]n|wom[ae]n)\b|\bgender identity\b|\bsex (?:assigned )?at birth\b|\bborn (?:male|female|a man|a woman)\b", unless=_EQUAL),
        rule("morals", GENERAL, r"\b(?:good|high|sound|strict|impeccable|upright) (?:moral character|morals|morality|moral standards)\b|\b(?:stable|settled|clean|decent|orderly|respectable) (?:private life|personal life|home life|lifestyle)\b|\bloose morals\b|\b(?:no|not) (?:\w+ )?(?:party animals?|cohabit\w+|unmarried couples)\b|\bliving in sin\b", unless=_EQUAL),
        asked("morals", GENERAL, r"your (?:private life|sex life|lifestyle|love life|sexual orientation|sexuality|personal social media\w*)", unless=_EQUAL),
    ),
    family(
        r"politic|left|right.?w|conservativ|socialist|communist|union|strik|activist|vote|party\b|councillor|elected|office\b|whistle|tribunal|sued|lawsuit|grievance|report(?:ed|ing)|protest",
        rule("opinions", GENERAL, r"\b(?:your |any |share our |our |no |same )?political (?:views?|opinions?|beliefs?|affiliations?|leanings?|convictions?|activit\w+|activis\w+|engagement|involvement|party|allegiance|past)\b|\bapolitical\b|\b(?:left|right)[- ]?w(?:ing)?(?:er)?s?\b|\bwho(?:m)? you vote\w*\b|\b(?:who|anyone|people|those|you) (?:who )?(?:ever )?vot(?:es?|ed|ing) (?!on\b)\w+|\bparty member\w*\b|\bpolitically (?:active|engaged|conservative|neutral)\b",
             unless=_EQUAL + r"|political science|\bjournal|\bnews", before=r"(?:freedom of|history of)[^.]{0,20}"),
        unwanted("opinions", GENERAL, r"communists?|socialists?|activists?|left(?:ies|ists?)|conservatives?|fascists?|anarchists?|protesters?|marxists?|extremists?", unless=_EQUAL),
        rule("union", GENERAL, r"\b(?:no|not|non|never|without|anti)[- ]?(?:a |an |any |been |be |in |in a |join (?:a|any) )?(?:trade )?union(?:s|ized|ised|ists?| members?| activit\w+| background| history| reps?| experience| affiliation)?\b(?! jack)|\b(?:trade )?union(?:ists?| members?| reps?| activists?| supporters?)? (?:need not|not |will not|excluded|shouldn't|should not|please do not|stay away|don't|do not|unwelcome)|\bunion (?:membership|activity|activities|affiliation|involvement|past)\b|\bunion[- ]free\b|\bstrikers? (?:need|not)\w*|\bnever (?:gone on|been on) strike\b",
             unless=_EQUAL + r"|european union|credit union|agreement with|agreed with|negotiat"),
        rule("mandate", GENERAL, r"\b(?:no|not|non|without|never)(?: hold\w*| have)?(?: an?| any)? (?:elected (?:office|officials?|mandates?|positions?|representatives?)|public office|(?:local |town |city )?councillors?|mayors?)\b|\b(?:elected (?:officials?|representatives?)|councillors?|mayors?|holders? of (?:an )?elected \w+) (?:need not|not |will not|cannot|can't|excluded|should not)\w*|\b(?:hold\w*|holding|have|stand\w* for|running for) (?:an? |any )?(?:elected|public|political) (?:office|mandate|position)\b"),
        rule("whistleblower", GENERAL, r"\b(?:no|not|non|never) (?:a |any |want )?(?:whistle-?blow\w+|snitch\w*|grasses|troublemakers who)\b|\bwhistle-?blow\w+ (?:need not|not |will not|excluded|unwelcome|should not|stay)\w*|\b(?:never|not|have you|who has|who have|anyone who)(?: \w+){0,3} (?:sued|reported|blown the whistle on|testified against|taken|complained about) (?:\w+ )?(?:a |an |their |your |his |her )?(?:former |previous |past )?(?:employer|boss|company)s?\b|\b(?:no|never|without any) (?:\w+ )?(?:tribunal|employment tribunal|lawsuit|legal dispute)\b", unless=r"\bprotect|channel|policy|hotline"),
    ),
    family(
        r"\bliv(?:e|es|ing)\b|resid|neighbou?rhood|suburb|estate|postcode|address|housing|area\b|locals?\b|council|ghetto|district|bank|benefits?\b|unemploy|homeless|debt|poor|welfare|dole|financ|broke\b|credit",
        rule("residence", GENERAL, r"\b(?:must|should|have to|has to|need to|required to|only|ideally|preferably|who) (?:already )?(?:live|living|reside|be living|be resident|be a resident|be based|be local)\b(?! with)|\b(?:local residents|locals|residents of [\w -]{2,25}|people from (?:the )?[\w -]{2,25}) only\b|\bonly (?:local )?(?:residents|locals)\b", ask=True, before=r"(?:people|clients?|those|residents|seniors|children|adults|families|customers|elderly) ?", unless=_EQUAL + r"|live music|live show"),
        unwanted("residence", GENERAL, r"(?:people|applicants?|candidates?|anyone|applications|addresses|cvs?) (?:from|living in|who live in|residing in|based in) (?:the |this |that |\w+ )?(?:estates?|suburbs?|projects|ghettos?|neighbou?rhoods?|banlieues?|council (?:estates?|housing)|social housing|93|seine-saint-denis|north(?:ern)? districts?|districts?|hostels?|shelters?)", unless=_EQUAL),
        rule("residence", GENERAL, r"\b(?:must|only|need|with|require\w*) (?:\w+ ){0,3}(?:french|local) bank(?: account)?s?\b|\bfrench bank account (?:only|required|mandatory|essential)\b|\bno (?:online|foreign|digital|neo) ?banks?\b|\b(?:foreign|online) bank accounts? (?:not|refused|will not)\w*"),
        rule("residence", GENERAL, r"\bno (?:one|body|applicants?|candidates?|applications?) from (?:the )?(?:estates?|suburbs?|projects|ghettos?|banlieues?|93|council \w+|north\w* districts?|rough \w+)\b|\b(?:bad|rough|sensitive|poor) (?:neighbou?rhoods?|areas?|suburbs?|estates?) (?:need not|not |excluded|please)\w*"),
        unwanted("money", GENERAL, r"(?:people |anyone |those |candidates? |applicants? )?(?:on (?:benefits|welfare|the dole)|unemployed(?: people)?|homeless(?: people)?|long[- ]term unemployed|benefit claimants?|in debt|living in (?:hostels?|shelters?))|debts?|poor people|bad credit|bankrupts?|financial (?:difficult\w+|problems?)", before=r"(?:support\w*|help\w*|for|with|work\w* with)\b[^,]{0,25}", unless=_EQUAL + r"|collection|customers?"),
        rule("money", GENERAL, r"\b(?:good|clean|healthy|sound) (?:credit history|credit record|financial (?:situation|background|standing))\b|\bfrom a (?:good|wealthy|respectable) family\b|\b(?:rsa|benefits) (?:recipients?|claimants?) (?:need not|not |should not)", unless=_EQUAL),
    ),
)  # fmt: skip
