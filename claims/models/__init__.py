"""Tables, constraints and querysets; ``record_mapping`` turns rows into records and back."""

from claims.models.claim import Claim, ClaimIdentity, DeskValue
from claims.models.counts import MonthCount, StanceCount
from claims.models.coverage import CoverageCheck, Event, Lead
from claims.models.desk import (
    Assignment,
    AuditEvent,
    Batch,
    BatchEntry,
    Coding,
    FollowedLead,
    Proposal,
    SavedView,
    SourcePassage,
    Worksheet,
)
from claims.models.former_address import FormerAddress
from claims.models.front_question import FrontQuestion
from claims.models.projection import (
    ClaimFacet,
    ClaimVersion,
    FacetCount,
    RecordReference,
    RecordVersion,
    RecordWord,
)
from claims.models.revision import Correction, Erasure, LedgerRow, Revision, RevisionContent, Tombstone
from claims.models.shared import Outlet, Position, RatingScale, Source, Speaker, Topic
