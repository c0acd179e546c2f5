"""政府信息公开工作年度报告: writing it, judging it, collecting the units', consolidating, freezing and sending it to be published.

What the cells are is `foi.annual_report`; the form and its identities are `proofing.disclosure`. The public page is the
publishing room's, reached by a port.
Legal basis: 政府信息公开条例第四十九条、第五十条; 国办公开办函〔2021〕30号.
"""
