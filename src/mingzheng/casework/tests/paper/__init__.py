"""Very different procedures written down to prove the engine can say them. Tests only; the rooms come later."""

from mingzheng.casework.tests.paper.disclosure import DISCLOSURE
from mingzheng.casework.tests.paper.figure_return import FIGURE_RETURN
from mingzheng.casework.tests.paper.hotline import HOTLINE
from mingzheng.casework.tests.paper.publication import PUBLICATION

PAPER = (DISCLOSURE, PUBLICATION, HOTLINE, FIGURE_RETURN)
