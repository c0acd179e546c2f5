"""Masks personal information 脱敏 in words and files, and leaves every other character, and the layout, as it was.

What is personal is found by `personal`; a mask is as long as what it hides. A PDF, a picture and an old Word file cannot
be masked in place and are refused with advice. Who may see the unmasked file is not decided here.

Legal basis: 个人信息保护法 第六条、第五十一条; 国办发〔2018〕118号
"""

from .files import MaskedFile, NotMaskable, mask_file
from .masks import DEFAULT_RULES, MaskRules, mask_text

__all__ = ["DEFAULT_RULES", "MaskRules", "MaskedFile", "NotMaskable", "mask_file", "mask_text"]
