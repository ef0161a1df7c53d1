"""English: age, sex, origin, nationality, religion, mother tongue; the articles are those of France."""

from myjobmatch.domain.offer_check.frames_en import PERSON, asked, being, reserved, unwanted
from myjobmatch.domain.offer_check.rule import AGE, GENERAL, SEX, family, rule

_N = r"(?:1[6-9]|[2-6]\d|twenty(?:[- ]\w+)?|thirty(?:[- ]\w+)?|forty(?:[- ]\w+)?|fifty|sixty)"
_OLD = r"seniors?|elderly|old(?:er)? (?:people|persons?|workers?|candidates?|applicants?|folks?|men|women)|pensioners?|retire(?:es|d(?: people)?)|oldies|over[- ](?:3\d|4\d|5\d|6\d|forties|fifties)s?|middle[- ]aged(?: people)?|boomers?|people over \d\d|grandmas?|grandpas?"
_WOMEN = r"wom[ae]n|females?|girls?|lad(?:y|ies)|gals?|chicks?|mothers?(?=\s(?:only|prefer))"
_MEN = r"m[ae]n|males?|boys?|guys?|gentlem[ae]n|lads?|blokes?|dudes?"
_SEX_BEFORE = r"(?:clothes|clothing|wear|shoes|fashion|department|products?|support\w*|help\w*|refuge|shelter|services? for|women and|men and|men or|women or|work with|working with|care for|violence against)\b[^,]{0,25}|open to |both |all "
_SEX_AFTER = r"\s*(?:and|or|/|,|&) (?:wom[ae]n|m[ae]n|females?|males?|girls?|boys?|ladies|gentlemen)|'?s? (?:wear|clothing|clothes|shoes|department|refuge|shelter|football|rugby|team|section|toilets|health)|\s*victims"
_SEXED = r"waitress(?:es)?|hostess(?:es)?|barmaids?|salesm[ae]n|sales ?wom[ae]n|salesgirls?|shopgirls?|handym[ae]n|stewardess(?:es)?|cleaning lad(?:y|ies)|tea lad(?:y|ies)|dinner lad(?:y|ies)|chambermaids?|maids?|housewi(?:fe|ves)|foreman|doormen|doorman|delivery (?:boys?|m[ae]n|guys?)|errand boys?|cameram[ae]n|girl friday|receptionist girl|masseuses?|actress(?:es)?|seamstress(?:es)?|manageress(?:es)?|busboys?|bellboys?|repairman|barman|craftsman|strongman|babysitter girl"
_PEOPLES = r"africans?|north africans?|arabs?|asians?|chinese|indians?|pakistanis?|turks?|turkish|moroccans?|algerians?|tunisians?|senegalese|malians?|romanians?|bulgarians?|polish|poles|albanians?|europeans?|caucasians?|latin[oa]s?|black(?: people|s)?|whites?|white people|brown|coloured|colored|gyps(?:y|ies)|roma|travellers|gypsies|immigrants?|foreigners?|migrants?|refugees?|asylum seekers?|ethnic minorit(?:y|ies)|non[- ]?whites?|non[- ]europeans?|jews|jewish"
_FAITH = r"christians?|catholics?|muslims?|moslems?|jews?|jewish|hindus?|sikhs?|buddhists?|protestants?|atheists?|mormons?|evangelicals?|believers?|church[- ]?goers?|churchgoing|god[- ]fearing|religious|practi[sc]ing \w+|born[- ]again"
_SIGNS = r"headscar(?:f|ves)|hijabs?|veils?|turbans?|kippas?|skullcaps?|yarmulkes?|burqas?|niqabs?|beards?|religious (?:symbols?|signs?|dress|clothing)|crosses|ramadan"
_FOOD = r"(?:restaurants?|food|cuisine|cooking|kitchen|dishes|grocer\w*|music|art|clothes|linen|paint|uniforms?|trousers|shoes|shirts?|support\w*|help\w*|welcome|coffee|tea|box(?:es)?|spirits?|association|centre|center|charity|school)\b[^,]{0,30}"
_EQUAL = r"\bregardless\b|\birrespective\b|\bwithout distinction\b|\bequal opportunit|\bdiscriminat|(?<!not )\bwelcome\b|\bwelcome (?:applicants|people|everyone|candidates)|\ball (?:ages|backgrounds|origins)\b|\bof every\b|\bwhatever\b|\bopen to (?:all|everyone|everybody|both)\b"

FAMILIES = (
    family(
        r"\d\+|\byears?\b|\bage|\bunder\b|\bover\b|\byo\b|twent|thirt|\bborn\b|\bno older|younger|\byrs?\b",
        rule("age_limit", AGE, rf"\b(?:must be |should be |be |aged? |anyone |people |candidates? |applicants? |someone |no one |nobody |you are |only )?(?:under|below|younger than|less than|not? (?:more|older) than|no older than|not over|over(?= (?:3|4|5|6)\d)|older than|up to) (?:the age of )?{_N}(?: years?(?: old| of age)?|s)?\b(?! ?(?:kg|kilos?|hours?|h\b|minutes?|min\b|euros?|eur\b|staff|people|employees?|km|percent|%|shops?|stores?|m2|seats?|covers?|rooms?|customers?|clients?|countries|days|weeks|months|squ))",
             before=r"(?:children|kids|pupils|teens?|students|guests|customers|residents|people|clients?|for|team of|staff of|alcohol to|anyone|public|groups?) (?:aged |who are |of )?",
             after=r" (?:years?'?)?(?: of)? ?(?:experience|ago|in business|in the)",
             unless=r"apprentices|\bexperience\b|\balcohol to|\bserve (?:anyone|people)|\bchildren\b|\bpupils\b|\bresidents?\b|\bcar(?:e|ing|er)\b"),
        rule("age_limit", AGE, rf"\b(?:no one|nobody|anyone|candidates?|applicants?|not|if you are|no) (?:over|above|older than|past) (?:the age of )?{_N}\b|\bunder[- ](?:2\d|3\d|4\d)s? (?:only|preferred)\b|\b(?:aged?|between|from) {_N} ?(?:-|to|and) ?{_N}(?: years?(?: old)?)?\b(?! ?(?:euros?|kg|hours|km|minutes))|\b{_N} ?(?:-|to) ?{_N} (?:years?[- ]olds?|years? of age|y/?o|yrs?)\b|\bin (?:their|your|his|her|the) (?:early |mid |late |mid-)?(?:20s|30s|twenties|thirties)\b|\bborn (?:after|before|since|between) (?:19|20)\d\d\b|\b(?:maximum|max|upper|ideal) age\b|\bage (?:limit|range|bracket|group)\b|\bmax(?:imum)? (?:age )?{_N} (?:years|yo)\b|\b[3-6]\d\+ (?:only|preferred|please)|\b(?:only|preferably) [3-6]\d\+(?!\w)",
             before=r"(?:children|kids|pupils|teens?|students|guests|customers|residents|clients?|team|no|without|groups?|brackets?|between the hours|alcohol|minimum)\b[^,.]{0,20}",
             after=r" (?:years?'?)?(?: of)? ?(?:experience|ago|hours)",
             unless=r"apprentices|\bexperience\b|\bchildren\b|\bpupils\b|\bresidents?\b|\bplay ?group"),
        asked("age_limit", AGE, r"your (?:age|date of birth)", before=r"regardless of "),
    ),
    family(
        rf"young|youth|school leaver|digital native|millenn|gen z|generation|graduate|\b(?:{_OLD})\b|\bold\b|energetic|fresh",
        unwanted("age_limit", AGE, _OLD, before=r"(?:care|caring|carer|home|support|help\w*|services?|meals|visit\w*) (?:for |of |to )?(?:the |our )?[\w ]{0,15}", unless=rf"\bresidents?\b|\bcare home|{_EQUAL}"),
        rule("sex_and_age", SEX, r"\byoung (?:and \w+ |\w+ )?(?:m[ae]n|wom[ae]n|girls?|boys?|lad(?:y|ies)|lads?|females?|males?|guys?|chaps?|gentlem[ae]n)\b",
             before=r"(?:help\w*|support\w*|mentor\w*|guide|work\w* with|for|hostel|advice|advise|accommodat\w+) (?:vulnerable |homeless |the |these |our )*"),
        rule("young", GENERAL, r"\byoung(?:,| and|-| &)? (?:energetic|dynamic|motivated|enthusiastic|ambitious|lively|fit|attractive|vibrant|pretty|trendy|hungry|sporty)(?: [\w'-]+){0,2}? (?:team|environment|company|atmosphere|crew|staff|business|brand)\b|\byoung (?:team|crew|staff|atmosphere|environment|spirit|vibe)\b|\byouthful (?:\w+ )?(?:team|environment|spirit|attitude|atmosphere|look)\b|\brecent (?:graduates?|school leavers?)\b(?! (?:are )?welcome)", ask=True, unless=r"\bwelcome\b|as well as"),
        rule("young", GENERAL, rf"\byoung(?:,| and|-| &)? (?:(?:energetic|dynamic|motivated|enthusiastic|ambitious|lively|fit|attractive|vibrant|pretty|trendy|hungry|sporty|strong|bright|talented|smart|friendly)(?:,| and)? ?){{1,2}}(?:{PERSON}|[a-z]+(?:er|or|ist|ant|man|woman))?|\byoung (?:{PERSON}|at heart only|blood|talents? only|professionals? only)\b|\b(?:we want|looking for|seek\w*|hir\w+|need|recruit\w*|must be|should be|you are|wanted:?) (?:a |an |some |only )?(?:\w+,? (?:and )?)?young\b|\bdigital natives?\b|\bmillennials?\b|\bgen(?:eration)? z\b|\b(?:school leavers?|young people|youngsters|the young) only\b|\bonly (?:young|youngsters)\w*|\byouth (?:is )?(?:required|essential|a must|preferred)\b|\btoo old\b|\byoung(?:sters)? (?:preferred|wanted|only|required)\b",
             before=r"(?:help\w*|support\w*|mentor\w*|guide|work\w* with|assist\w*|coach\w*|advis\w+|train\w*|teach\w*|with|accompany\w*|vulnerable|(?<!looking )(?<!searching )for|our|homeless) (?:vulnerable |homeless |the |these |our |unemployed |local )*",
             after=r" (?:people|company|brand|plants?|trees?|children|offenders|customers|learners|readers|families|business|firm|start-?up|animals|horses|calves|parents?|players?|athletes?|apprentices?|audience|public|carers?)\b", unless=_EQUAL),
        reserved("young", GENERAL, r"young(?:sters|er)?|youthful|youngish", after=r" (?:at heart|people|company|brand|plants?|trees?|children|customers|learners|readers|families|business|firm|start-?up|audience|public)", before=r"(?:with|support\w*|help\w*)\b[^,]{0,25}"),
    ),
    family(
        rf"\b(?:{_WOMEN}|{_MEN}|{_SEXED}|masculine|feminine|gender|sex|ladylike|manly|mums?|dads?)\b",
        unwanted("sex", SEX, rf"{_WOMEN}|{_MEN}", before=_SEX_BEFORE, after=_SEX_AFTER, unless=_EQUAL + r"|wonder women|no (?:one|man) is|violence"),
        reserved("sex", SEX, rf"{_WOMEN}|{_MEN}|strong men", before=_SEX_BEFORE, after=_SEX_AFTER, for_both=True, unless=_EQUAL + r"|\bclothes\b|\bfashion\b|\brefuge\b|\bproud\b|\bguys and gals\b"),
        rule("sex", SEX, rf"\b(?:male|female|masculine|feminine|man|woman|girl) (?:only|{PERSON}|profile|touch|energy|team only)\b|\b(?:sex|gender) ?: ?(?:male|female|m|f|man|woman)\b(?!/)|\b(?:all[- ](?:male|female|girl|boy))\b|\b(?:men|women|males|females|ladies|girls|gentlemen|guys|lads)[- ]only\b|\b(?:a |it's a |it is a )?(?:man's|woman's|men's|women's|boy's|girl's) (?:job|work|world)\b|\bmanly\b|\bladylike\b|\btoo (?:hard|heavy|tough|physical) for (?:a |the )?(?:women|woman|girls?|ladies)\b|\b(?:strong|fit|big|burly) (?:man|men|male|lads?|guys?)\b|\b(?:pretty|nice|lovely|cute|attractive|charming|friendly|smiling) (?:girls?|lad(?:y|ies)|wom[ae]n|females?)\b",
             before=_SEX_BEFORE, after=_SEX_AFTER, unless=_EQUAL + r"|\brefuge\b|\bclothes\b", for_both=True),
        rule("sexed_title", SEX, rf"\b(?:{_SEXED})\b", for_both=True, before=r"(?:/|waiters? (?:or|and|/) ?|hosts? (?:or|and|/) ?|stewards? (?:or|and|/) ?|barm[ae]n (?:or|and|/) ?|salesm[ae]n (?:or|and|/) ?|with (?:the|our) |assist\w* (?:the|our) |the |our )",
             after=r"\s*(?:/|or|and|,) ?(?:waiters?|hosts?|stewards?|barm[ae]n|barmaids?|salesm[ae]n|sales ?wom[ae]n|handywom[ae]n|handypersons?|[a-z]+person|chambermaids?|room attendants?|actors?|masseurs?|women|woman)|'s ",
             needs=r"\bwant|\bseek|\blook|\bhir|\bneed|\brecruit|\bapply|\bjob\b|\bjoin|\bwe are|\bideal|^\W*\w+(?: \w+){0,3}$|\bfor our\b|\brequired\b|\bposition\b|\bvacanc|\bexperienced\b|\bfull[- ]time|\bpart[- ]time|^\W*(?:experienced |a )?(?:waitress|hostess|barmaid|salesm|handym|cleaning lad|maid|chambermaid|stewardess|delivery)"),
    ),
    family(
        rf"\b(?:{_PEOPLES}|{_FAITH}|origin|race|ethnic\w*|skin|native\w*|mother tongue|first language|accent\w*|national\w*|citizen\w*|passport|french|eu|british|local\w*|name|surname|foreign\w*|whites?|born)\b",
        unwanted("origin", GENERAL, _PEOPLES, before=_FOOD, after=r" (?:jeans|shoes|clothes|trousers|coffee|tea|tie|shirt|box|spot|pepper)", unless=_EQUAL + r"|\bjeans\b|\blinen\b|\buniform\b|dress code|\bdistinction"),
        reserved("origin", GENERAL, _PEOPLES + r"|locals|light[- ]skinned|fair[- ]skinned", before=_FOOD, after=r" (?:and \w+ )?(?:restaurant|cuisine|food|shirt|shoes|trousers|jeans|clothes|customers|clients|cooking|dishes|kitchen|bread|coffee|language|speak|speaker|wine|shop|van|market|uniform|linen|background is not)", unless=_EQUAL + r"|\bspeak|\brestaurant|\bcuisine|\bfood\b|\bdishes\b|\bfluent|\buniform|\bshirt|\bshoes|\btrousers|\blinen"),
        being("origin", GENERAL, r"white|black|caucasian|european[- ]looking|(?:light|fair|dark)[- ]skinned|of european (?:origin|descent|appearance)|african|arab|asian|foreign", before=_FOOD, unless=_EQUAL + r"|\bshirt|\bshoes|\btrousers|\brestaurant|\bcuisine|\blanguages?|\bclean|\bcoffee|\bbox|\bfood\b"),
        rule("origin", GENERAL, r"\b(?:european|african|asian|white|black|arab|caucasian|french|western) (?:origin|descent|appearance|background|looking|ethnicity|heritage|blood|ancestry)s?\b(?: (?:only|preferred|required|wanted))?|\b(?:colou?r of (?:your |the )?skin|skin colou?r|fair skin|light skin|white skin)\b|\b(?:your|candidate's) (?:ethnic\w*|race|racial)\b",
             unless=_EQUAL, before=_FOOD),
        rule("nationality", GENERAL, r"\b(?:french|eu|european|uk|british|local|western|belgian|swiss) (?:nationals?|citizens?|passport(?: holders?)?|nationality|citizenship|born)(?: \w+)?(?: only| required| preferred| essential| mandatory)?\b|\bonly (?:the )?(?:french|europeans|french people)\b|\bfrench (?:people )?only\b|\bno foreign\w*|\bfrench[- ]born\b|\bborn in france\b",
             unless=_EQUAL + r"|right to work|work permit|\bor (?:hold|have|with) a\b|\bvisitors?\b|\bfluent|\blanguage|\bspeak"),
        asked("nationality", GENERAL, r"your (?:nationality|country of (?:birth|origin)|place of birth|origins?)", unless=_EQUAL),
        rule("mother_tongue", GENERAL, r"\bnative(?:[- ]level)? (?:french|english|german|spanish|italian|arabic|dutch|level)?\s?(?:speaker|speaking|only|tongue)s?\b|\bnative (?:french|english|german|spanish)\b|\bmother[- ]tongue\b|\bfirst language (?:must|is|should|:)|\b(?:french|english) as (?:a |your )?(?:first|mother) (?:language|tongue)\b|\b(?:no|without (?:an?|any)|not have an?|free of any) (?:\w+ )?accents?\b|\baccent[- ]free\b|\b(?:foreign|strong|thick|heavy) accents?\b",
             unless=r"\bwhatever\b|\bteach|\bregardless|\bany accent|\baccents? welcome|\bno native"),
        rule("mother_tongue", GENERAL, r"\b(?:do not|don't|never|forbidden to|no) speak(?:ing)? (?:arabic|turkish|romanian|another language|other languages|your (?:own )?language|any other language)\b|\bmust not speak \w+"),
        rule("name", GENERAL, r"\b(?:french|european|western|christian|english)[- ]sounding (?:first |last |sur)?names?\b|\b(?:foreign|arab|african|muslim)[- ]?(?:sounding)? (?:first |last |sur)?names?\b|\bchange your (?:first |last )?name\b|\b(?:easy|french|christian) (?:first )?name (?:only|required|preferred|please)\b|\buse (?:a|another) (?:french|western) (?:first )?name\b|\bnames? (?:that )?sounds? \w+"),
    ),
    family(
        rf"\b(?:{_FAITH}|{_SIGNS}|faith|religio\w*|church|mosque|pray\w*|ramadan|fast(?:ing)?|sabbath|bible|pork|islam\w*)\b",
        unwanted("religion", GENERAL, rf"{_FAITH}|{_SIGNS}|islam\w*|fasting|prayers?", before=_FOOD, unless=_EQUAL + r"|hygiene|beard net|hairnet|food safety|hair net"),
        reserved("religion", GENERAL, _FAITH, before=_FOOD, after=r" (?:school|charity|association|festival|holidays?|texts?|organi[sz]ation|book\w*|institution)", unless=_EQUAL),
        being("religion", GENERAL, _FAITH, before=_FOOD, after=r" (?:school|charity|association|festival)", unless=_EQUAL),
        rule("religion", GENERAL, r"\b(?:must|should|will|has to|have to|able to) (?:eat pork|drink alcohol|attend (?:church|mass|services)|go to church|share our faith|remove (?:your|their|her|any) (?:headscarf|hijab|veil|turban))\b|\b(?:observ\w+|keep\w*|celebrat\w+|fast\w*|not fast\w*|who fast\w*|do not observe|during) (?:the |for |during )?ramadan\b|\bramadan\b[^.]{0,40}(?:not|no|need)|\b(?:christian|catholic|muslim|jewish|religious) (?:values|faith|beliefs?) (?:required|essential|a must|expected|preferred)\b|\bmembers? of (?:our|the|a) (?:church|parish|congregation|mosque|faith)\b|\bshare our (?:faith|beliefs|religion|christian values)\b",
             unless=_EQUAL + r"|\bcustomers\b|\bmarket\b|\bpromotion"),
        asked("religion", GENERAL, r"your (?:religion|faith|religious \w+|beliefs?|church)", unless=_EQUAL),
    ),
)  # fmt: skip
