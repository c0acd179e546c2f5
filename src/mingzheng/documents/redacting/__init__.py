"""Takes words out of a PDF so that they are not in it any more: not hidden, not covered, gone, and proven gone.

Every page is drawn, the words' places are painted black in the drawing, and a new PDF/A is made of the drawings, with the
text that stays set invisibly over them so that it can still be searched and read aloud. Nothing of the old file goes
into the new one. Then the new file is read again, its bytes are searched and the black places are looked at; where this
does not prove the removal, there is no new file. Which words must go is the caller's decision (区分处理).
"""

from mingzheng.documents.redacting.proving import contains_words
from mingzheng.documents.redacting.redactor import Marks, NotRedacted, Redacted, Spot, redact_pdf

__all__ = ["Marks", "NotRedacted", "Redacted", "Spot", "contains_words", "redact_pdf"]
