"""The figures this room declares itself: stand-ins for rooms that do not exist yet (`declared`)."""

from mingzheng.figures.declared import governance, office, publishing, services, supervision
from mingzheng.figures.registry import declare_stand_ins

declare_stand_ins(*supervision.FIGURES, *office.FIGURES, *publishing.FIGURES, *services.FIGURES, *governance.FIGURES)
