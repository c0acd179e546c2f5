"""Tables of the engine. Only the door writes `Case.state`; nothing here decides."""

from mingzheng.casework.archiving.models import Appraisal, ArchiveFile, ArchiveSeries, HandOver
from mingzheng.casework.models.act import Act, DoorKey
from mingzheng.casework.models.case import OPEN, Case, CaseDetail, CaseLink, CaseParty, CaseWatcher
from mingzheng.casework.models.clock import Clock
from mingzheng.casework.models.draft import Draft
from mingzheng.casework.models.sign_off import SignOffRequest

__all__ = [
    "OPEN",
    "Act",
    "Appraisal",
    "ArchiveFile",
    "ArchiveSeries",
    "Case",
    "CaseDetail",
    "CaseLink",
    "CaseParty",
    "CaseWatcher",
    "Clock",
    "DoorKey",
    "Draft",
    "HandOver",
    "SignOffRequest",
]
