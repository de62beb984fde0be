"""Tables, constraints and querysets; ``record_mapping`` turns rows into records and back."""

from claims.models.batch import Batch, BatchEntry
from claims.models.citation import Citation, ExactPassage
from claims.models.claim import Claim, ClaimIdentity, Figure, Identifier, Occasion, Translation
from claims.models.counts import MonthCount, StanceCount, Tally
from claims.models.coverage import CoverageCheck
from claims.models.desk import (
    Assignment,
    AuditEvent,
    Coding,
    FollowedLead,
    FrontQuestion,
    Proposal,
    SavedView,
    SourcePassage,
    Worksheet,
)
from claims.models.event import Event
from claims.models.former_address import FormerAddress
from claims.models.former_claim import FormerClaim, FormerMember
from claims.models.lead import Lead
from claims.models.position import Answer, Position
from claims.models.relation import Relation
from claims.models.revision import (
    Correction,
    Erasure,
    LedgerRow,
    Revision,
    RevisionContent,
    Tombstone,
    Unsealed,
)
from claims.models.source import Outlet, Source
from claims.models.speaker import Alias, Speaker, Tenure
from claims.models.stance import Stance
from claims.models.topic import Topic
from claims.models.verdict import Evidence, Rating, RatingScale, Verdict

__all__ = [
    "Alias",
    "Answer",
    "Assignment",
    "AuditEvent",
    "Batch",
    "BatchEntry",
    "Citation",
    "Claim",
    "ClaimIdentity",
    "Coding",
    "Correction",
    "CoverageCheck",
    "Erasure",
    "Event",
    "Evidence",
    "ExactPassage",
    "Figure",
    "FollowedLead",
    "FormerAddress",
    "FormerClaim",
    "FormerMember",
    "FrontQuestion",
    "Identifier",
    "Lead",
    "LedgerRow",
    "MonthCount",
    "Occasion",
    "Outlet",
    "Position",
    "Proposal",
    "Rating",
    "RatingScale",
    "Relation",
    "Revision",
    "RevisionContent",
    "SavedView",
    "Source",
    "SourcePassage",
    "Speaker",
    "Stance",
    "StanceCount",
    "Tally",
    "Tenure",
    "Tombstone",
    "Topic",
    "Translation",
    "Unsealed",
    "Verdict",
    "Worksheet",
]
