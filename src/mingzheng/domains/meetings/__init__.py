"""Meetings and official activities 会议与公务活动: visits, meetings with investors, field research (S30).

Meetings and their papers come with theirs (S29).
"""
