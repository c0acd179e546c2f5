"""Normative documents 行政规范性文件 and the policy library 政策文件库 (S62, S65, S66, S69).

A document of our own goes through the whole procedure as gates on the engine: planning, drafting, public consultation,
fairness and legality review, deliberation, signature, one numbering, publication with its interpretation, filing. What
it is worth on a day (not yet in force, in force, expired, repealed) is told by dates. The library holds laws, higher
documents and our own, text by article, as of any day.

Legal basis: 国办发〔2018〕37号; 国办发〔2018〕115号; 优化营商环境条例 第六十二条至第六十五条; 公平竞争审查条例;
省行政规范性文件管理规定.
Major decisions (重大行政决策) and the site's news belong to other rooms.
"""
