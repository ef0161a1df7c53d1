"""How English chooses people: who is wanted, who is not, and how a rule is made for those it names."""

from myjobmatch.domain.offer_check.rule import Rule, rule

PERSON = r"(?:persons?|people|candidates?|applicants?|individuals?|someone|somebody|staff|workers?|profiles?|employees?|waiters?|assistants?|sales ?(?:rep|person|people)s?|cleaners?|drivers?|guys?|team players?|recruits?|carers?|nann(?:y|ies)|hosts?|bouncers?|receptionists?|cooks?|chefs?|interns?|porters?|cashiers?|barman|bartenders?|helpers?|hands?|operatives?)"
_FEW = r"(?:[\w'-]+,? ){0,3}?"
_NOT = (
    r"(?:no|not (?:a |an |for |suitable for |suited to |open to |appropriate for |accessible to |hiring |accepting |looking for |interested in )?|non|never|without|except|excluding|we (?:do not|don't|cannot|can't|won't|will not) (?:want|hire|take|employ|accept|need|recruit|consider|interview)"
    r"|(?:do not|don't) (?:want|hire|take|employ|accept|apply if you(?: are|'re| have)?)|unsuitable for|unfit for|off[- ]limits to|closed to|inaccessible to|please no|avoid|refuse|reject\w*|can(?:not|'t) be)"
)
_OUT = r"(?:need not apply|needn't apply|should not apply|(?:please |kindly )?(?:do not|don't|dont) (?:apply|bother)|not (?:wanted|welcome|accepted|considered|hired|suitable|eligible|allowed|required)|excluded|rejected|barred|will not be|won't be|are not|aren't|cannot|can't|refrain|stay away|keep away|not be (?:considered|called|hired|shortlisted)|unwelcome|no thanks)"
_ONLY_BEFORE = r"(?:only|exclusively|strictly(?: for)?|reserved for|restricted to|limited to|prefer(?:ably|ence for|ring|ence given to|ence to)?(?: to hire| an?)?|priority (?:to|for|given to)|ideally(?: an?)?|must be(?: an?)?|should be(?: an?)?|suit(?:s|able for|ed to|ed)?(?: an?)?|perfect for(?: an?)?|ideal for(?: an?)?|(?:looking|searching) for(?: an?)?|seek(?:s|ing)?(?: an?)?|want(?:s|ed)?:?(?: an?)?|need(?:s|ed)?(?: an?)?|hir(?:e|es|ing)(?: an?)?|recruit(?:s|ing)?(?: an?)?|would rather (?:have|see|hire)(?: an?)?|open to|job for(?: an?)?|you are(?: an?)?|you're(?: an?)?)"
_ONLY_AFTER = r"(?:only|exclusively|preferred|preferably|required|wanted|needed|desired|a must|ideally|favou?red|sought|please|strictly|(?:will |would |to )?(?:be )?given (?:priority|preference)|(?:get|have|take) (?:priority|preference)|come first|(?:would|will|should) suit|(?:would|will) be (?:ideal|best|perfect|better|preferred|an advantage)|suits? (?:this|the|us|best)|fits? best|essential|mandatory|prioriti[sz]ed)"


def unwanted(kind: str, article: str, who: str, **more: str | bool) -> Rule:
    """Those of a group turned away: "no …", "… need not apply", "not suitable for …"."""
    return rule(
        kind,
        article,
        rf"\b{_NOT}\s?{_FEW}(?:{who})\b|\b(?:{who})\b[, :]*(?:[\w'-]+,? ){{0,4}}?{_OUT}\b",
        **more,  # type: ignore[arg-type]
    )


def reserved(kind: str, article: str, who: str, **more: str | bool) -> Rule:
    """A job kept for a group: "only …", "… preferred", "must be …"."""
    return rule(
        kind,
        article,
        rf"\b{_ONLY_BEFORE} (?:[\w'-]+,? (?:and )?){{0,2}}?(?:{who})\b|\b(?:{who}),? (?:{PERSON} )?(?:[\w'-]+ ){{0,1}}?{_ONLY_AFTER}\b",
        **more,  # type: ignore[arg-type]
    )


def being(kind: str, article: str, what: str, **more: str | bool) -> Rule:
    """A person who must be so: "you are …", "a … candidate", "must be …"."""
    return rule(
        kind,
        article,
        rf"\b(?:you are|you're|must be|should be|has to be|have to be|needs? to be|to be|ideal \w+ is|if you are|who is|who are|{PERSON}:?)(?: [\w'-]+,?){{0,2}}? (?:{what})\b|\b(?:{what}),? (?:and [\w-]+ )?{PERSON}\b",
        **more,  # type: ignore[arg-type]
    )


def asked(kind: str, article: str, what: str, **more: str | bool) -> Rule:
    """Something private that a candidate should tell: "state your …", "what is your …"."""
    return rule(
        kind,
        article,
        rf"\b(?:state|stating|tell|specify|include|indicate|mention|give|giving|disclos\w+|describe|provide|declare|asked|questions?|ask|what(?: is|'s| are)?|whether|let us know|say|explain|discuss)\b[\w',: -]{{0,40}}?\b(?:{what})\b",
        **more,  # type: ignore[arg-type]
    )
