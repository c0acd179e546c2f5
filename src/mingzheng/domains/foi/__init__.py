"""依申请公开: an application for government information, from its receipt to the answer that names its ground and remedy.

Answers for the law of applications (received when, answered by when, on which grounds, with which remedy, for which fee)
and for the office's desk over it. Legal basis: 政府信息公开条例 (国务院令第711号, in force since 2019-05-15), articles 27–45 and
51; 政府信息公开信息处理费管理办法 (国办函〔2020〕109号); 行政复议法 (2023) and 行政诉讼法 for the remedies.
The engine under it is `casework`; the annual report's form is `proofing.disclosure`; proactive publication is another room.
"""
