"""Grave misstatements 严重表述错误 in three levels: fixed wording, territory, persons and posts, institutions, maps."""
