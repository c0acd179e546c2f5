"""公众参与: opinions on drafts and decisions asked for, merged and answered; hearings; errors readers report (找错).

A consultation is a case: its draft stands on the site by article, people give opinions article by article, and what
became of each is published with its reason. What people say is kept here, how they are reached only in the encrypted
part of the ledger. Legal basis: 重大行政决策程序暂行条例 第十四条至第十七条; 优化营商环境条例 第六十二条;
国办发〔2018〕37号; 政府网站发展指引（国办发〔2017〕47号）.
The procedures of documents and decisions themselves belong to other rooms; they ask this one by ports in the wiring.
"""
