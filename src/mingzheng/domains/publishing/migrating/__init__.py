"""Old articles of an earlier site: a list and its files are checked line by line, shown, and brought over on their own days.

What is brought over is marked as migrated and counted apart; its original time is kept, because that is when it was
published. Nothing else in this room can set a date back. Legal basis: 政府网站发展指引 (迁移须保留原发布时间).
"""
