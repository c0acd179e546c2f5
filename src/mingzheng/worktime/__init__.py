"""The legal clock: calendars, periods, suspensions and the words that explain a date. Knows neither Django nor cases.

Answers for: which day a period fixed by law ends on, why, and on which published holidays that rests. The door is
`mingzheng.worktime.public`. It never reads the clock of the machine: every date it needs is an argument.

Does not belong here: which limit applies to which act (the procedures of the domains), when a clock is stopped or
extended (`casework`), or how 「年底前」 in a text is read (`documents`, `domains.workplan`).

Legal basis: 民法典 第二百条至第二百零四条; 行政许可法 第八十二条; 行政处罚法 第八十五条; 全国年节及纪念日放假办法.
"""
