"""Archiving 归档 as a function of the engine: every closed case becomes an archive file with a number and a retention period.

Answers for: the schedule 保管期限表, item numbers 档号, the four checks 真实、完整、可用、安全, the bundle (one PDF/A-3 with the
papers inside and an index machines read), hand-over 移交, appraisal and destruction 鉴定销毁 by two signatures. Does not do:
what a procedure's own papers say (a domain offers them), the archive's own shelving.
Legal basis: 档案法; 机关档案管理规定; 国务院令第716号第八条至第十二条; 政府信息公开条例第四十五条. Decision 0016.
"""
