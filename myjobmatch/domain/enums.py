"""The closed vocabularies of the field. A member's label is in the catalogues: `enum.<class>.<value>`."""

from enum import StrEnum


class LabelledEnum(StrEnum):
    """A string enumeration whose members know the catalogue key of their label."""

    @property
    def label_key(self) -> str:
        """The catalogue key of this member's label."""
        return f"enum.{type(self).__name__}.{self.value}"


class Role(LabelledEnum):
    """Who someone is here; one role an account."""

    YOUTH = "youth"
    RECRUITER = "recruiter"
    ADVISOR = "advisor"
    EMPLOYMENT_OFFICER = "employment_officer"
    MANAGER = "manager"
    FUNDER = "funder"
    ADMINISTRATOR = "administrator"


class AccountStatus(LabelledEnum):
    """Whether an account may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class Scheme(LabelledEnum):
    """The framework a youth is accompanied in (dispositif)."""

    NONE = "none"
    CEJ = "cej"
    PACEA = "pacea"
    BRSA = "brsa"
    AIJ = "aij"


class FollowUp(LabelledEnum):
    """Whether a Mission Locale accompanies a youth already."""

    FOLLOWED = "followed"
    REQUESTED = "requested"
    NOT_FOLLOWED = "not_followed"


class TerritoryKind(LabelledEnum):
    """What a structure's territory is told by, the narrowest first."""

    COMMUNE = "commune"
    POSTCODE = "postcode"
    DEPARTMENT = "department"


class RequestStatus(LabelledEnum):
    """What became of a youth's request to be accompanied."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REDIRECTED = "redirected"


class AgreementHow(LabelledEnum):
    """In which way somebody agreed to the use of their answers."""

    SELF = "self"
    BESIDE_ADVISOR = "beside_advisor"
    LEGAL_REPRESENTATIVE = "legal_representative"


class RepresentativeStatus(LabelledEnum):
    """Where the signature of a minor's legal representative stands."""

    PENDING = "pending"
    RECEIVED = "received"


class ContractKind(LabelledEnum):
    """Kinds of contract and of immersion; the French names are the labels."""

    CDI = "cdi"
    CDD = "cdd"
    TEMPORARY = "temporary"
    SEASONAL = "seasonal"
    APPRENTICESHIP = "apprenticeship"
    PROFESSIONALISATION = "professionalisation"
    INTERNSHIP = "internship"
    IMMERSION = "immersion"
    CIVIC_SERVICE = "civic_service"
    ASSISTED = "assisted"
    INSERTION = "insertion"
    OTHER = "other"
    TRAINING = "training"


class OfferStatus(LabelledEnum):
    """The life of an offer; transitions are in `workflow.OFFER`."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    PAUSED = "paused"
    FILLED = "filled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class OfferOrigin(LabelledEnum):
    """Whether a recruiter stands behind the offer here, or it came from a feed."""

    INTERNAL = "internal"
    OUTSIDE = "outside"


class ExperienceDemand(LabelledEnum):
    """France Travail's `experienceExige`: D, S, E."""

    BEGINNER = "beginner"
    WISHED = "wished"
    REQUIRED = "required"


class ExperienceBand(LabelledEnum):
    """Bands only: exact years would tell the age."""

    UNDER_1 = "under_1"
    FROM_1_TO_3 = "from_1_to_3"
    OVER_3 = "over_3"


class TravelMode(LabelledEnum):
    """How someone can come to work."""

    WALK = "walk"
    BIKE = "bike"
    TRANSIT = "transit"
    MOPED = "moped"
    CAR = "car"


class TravelBand(LabelledEnum):
    """What an employer may know of the way: never the minutes."""

    WITHIN_30 = "within_30"
    WITHIN_45 = "within_45"
    WITHIN_60 = "within_60"
    OVER_60 = "over_60"
    IN_REACH = "in_reach"
    UNKNOWN = "unknown"


class TravelGap(LabelledEnum):
    """What the timetable lacks at an offer's usual hours."""

    THERE = "there"
    BACK = "back"


class Licence(LabelledEnum):
    """Driving licences that an offer may require."""

    AM = "am"
    A1 = "a1"
    A2 = "a2"
    A = "a"
    B = "b"
    BE = "be"
    C = "c"
    CE = "ce"
    D = "d"


class Schedule(LabelledEnum):
    """When the work is done."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    SHIFTS = "shifts"


class SkillKind(LabelledEnum):
    """ROME 4's kinds."""

    SAVOIR_FAIRE = "savoir_faire"
    SAVOIR = "savoir"
    SAVOIR_ETRE = "savoir_etre"


class LabelKind(LabelledEnum):
    """Whether a catalogue label is the preferred one or another name."""

    PREFERRED = "preferred"
    ALTERNATIVE = "alternative"


class SkillOrigin(LabelledEnum):
    """Where a youth's skill comes from."""

    JOB = "job"
    INTERNSHIP = "internship"
    VOLUNTEERING = "volunteering"
    CARING = "caring"
    SPORT = "sport"
    HOBBY = "hobby"
    TRAINING = "training"
    OTHER = "other"


class Side(LabelledEnum):
    """Who decides on whom."""

    YOUTH = "youth"
    EMPLOYER = "employer"


class CalibratedOn(LabelledEnum):
    """What the figure of a card was held against, so that it means a share."""

    TOWN = "town"
    """Right answers of a simulated town: no decision has been learnt from yet."""
    DECISIONS = "decisions"


class DecisionKind(LabelledEnum):
    """What was decided on a card."""

    LIKE = "like"
    PASS = "pass"  # noqa: S105 - a decision, not a password


class PassReason(LabelledEnum):
    """Why a youth passes on an offer, if they care to say; what follows is in `deck_terms`."""

    TOO_FAR = "too_far"
    HOURS = "hours"
    CONTRACT = "contract"
    NOT_MY_JOB = "not_my_job"
    COMPANY = "company"
    PAY = "pay"
    SKILLS = "skills"
    ALREADY_APPLIED = "already_applied"
    OTHER = "other"


class AsideKind(LabelledEnum):
    """What a youth's next decks leave out because of a reason they gave."""

    TRAVEL = "travel"
    SCHEDULE = "schedule"
    HOURS = "hours"
    CONTRACT = "contract"
    OCCUPATION = "occupation"
    COMPANY = "company"
    PAY = "pay"
    SKILL = "skill"
    SAME_JOB = "same_job"


class RelaxKind(LabelledEnum):
    """Which constraint of a deck could give way."""

    TRAVEL = "travel"
    CONTRACT = "contract"
    SCHEDULE = "schedule"
    TIME = "time"
    STARTS = "starts"
    ASIDE = "aside"
    LICENCE = "licence"


class WorkingTime(LabelledEnum):
    """Whole weeks or parts of them; 30 hours is where one begins."""

    FULL = "full"
    PART = "part"


class Starting(LabelledEnum):
    """How soon the work should begin."""

    NOW = "now"
    MONTH = "month"


class ReportReason(LabelledEnum):
    """What is wrong with an offer, as a youth tells it."""

    CLOSED = "closed"
    MISLEADING = "misleading"
    DISCRIMINATION = "discrimination"
    ASKS_MONEY = "asks_money"
    DANGEROUS = "dangerous"
    OTHER = "other"


class ReportStatus(LabelledEnum):
    """What the structure made of a report."""

    OPEN = "open"
    KEPT = "kept"
    HIDDEN = "hidden"


class DecisionStatus(LabelledEnum):
    """A decision counts until it is undone; it is never deleted."""

    ACTIVE = "active"
    UNDONE = "undone"


class MatchStatus(LabelledEnum):
    """The life of a match; transitions are in `workflow.MATCH`."""

    MUTUAL = "mutual"
    CONSENT_ASKED = "consent_asked"
    SHARED = "shared"
    DECLINED = "declined"
    CLOSED = "closed"


class ApplicationStatus(LabelledEnum):
    """The life of an application to an outside offer; transitions are in `workflow.APPLICATION`."""

    OPENED = "opened"
    SENT = "sent"
    NOT_SENT = "not_sent"
    INTERVIEW = "interview"
    IMMERSION = "immersion"
    HIRED = "hired"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    WITHDRAWN = "withdrawn"


class ProposalStatus(LabelledEnum):
    """An offer that an advisor proposes to a youth."""

    PROPOSED = "proposed"
    SEEN = "seen"
    LIKED = "liked"
    PASSED = "passed"


class ConversationKind(LabelledEnum):
    """Who talks with whom."""

    ADVISOR = "advisor"
    MATCH = "match"
    GROUP = "group"


class ConsentKind(LabelledEnum):
    """What optional use a person agrees to."""

    SHARE_IDENTITY = "share_identity"
    PUSH = "push"


class CompanyStatus(LabelledEnum):
    """Whether a company may publish."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class Fit(LabelledEnum):
    """How well an offer fits, in words: no false precision on the card."""

    CLOSE = "close"
    REACHABLE = "reachable"
    STEP_ASIDE = "step_aside"
