"""The tables, one file an area. Importing this package registers them all on `Base.metadata`.

identity (accounts, persons) / legal hold / matching data are tables apart: see docs/architecture.md.
"""

from myjobmatch.db.models.accounts import Account, Session, SignInAttempt, Structure
from myjobmatch.db.models.catalogue import (
    Occupation,
    OccupationAptitude,
    OccupationLabel,
    OccupationLink,
    OccupationSkill,
    Skill,
    SkillLabel,
)
from myjobmatch.db.models.companies import Company
from myjobmatch.db.models.ledger import (
    Activity,
    AuditEntry,
    Change,
    ClientCommand,
    Embedding,
    OutboxEvent,
    TransitFeed,
)
from myjobmatch.db.models.matching import (
    Application,
    ApplicationTransition,
    CandidateAlias,
    Consent,
    Decision,
    Match,
    MatchTransition,
    Proposal,
    RankingLog,
)
from myjobmatch.db.models.offers import (
    Offer,
    OfferAptitude,
    OfferSkill,
    OfferSource,
    OfferTransition,
)
from myjobmatch.db.models.talk import Conversation, ConversationMember, Message
from myjobmatch.db.models.youths import (
    Youth,
    YouthAptitude,
    YouthExperience,
    YouthIdentity,
    YouthLegalHold,
    YouthObstacle,
    YouthOccupation,
    YouthProfile,
    YouthSkill,
)

__all__ = [
    "Account",
    "Activity",
    "Application",
    "ApplicationTransition",
    "AuditEntry",
    "CandidateAlias",
    "Change",
    "ClientCommand",
    "Company",
    "Consent",
    "Conversation",
    "ConversationMember",
    "Decision",
    "Embedding",
    "Match",
    "MatchTransition",
    "Message",
    "Occupation",
    "OccupationAptitude",
    "OccupationLabel",
    "OccupationLink",
    "OccupationSkill",
    "Offer",
    "OfferAptitude",
    "OfferSkill",
    "OfferSource",
    "OfferTransition",
    "OutboxEvent",
    "Proposal",
    "RankingLog",
    "Session",
    "SignInAttempt",
    "Skill",
    "SkillLabel",
    "Structure",
    "TransitFeed",
    "Youth",
    "YouthAptitude",
    "YouthExperience",
    "YouthIdentity",
    "YouthLegalHold",
    "YouthObstacle",
    "YouthOccupation",
    "YouthProfile",
    "YouthSkill",
]
