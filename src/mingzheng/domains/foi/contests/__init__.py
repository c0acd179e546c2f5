"""Review and litigation against answers 行政复议、行政诉讼: each a case with its own clock, its evidence, its result.

Table 3 of the annual report is counted from these cases. Legal basis: 行政复议法 (2023) 第四十八条、第五十四条;
行政诉讼法第六十七条; 政府信息公开条例第五十条、第五十一条.
"""
