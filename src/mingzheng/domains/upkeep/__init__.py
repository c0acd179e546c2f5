"""Upkeep 运行保障: information systems and their graded protection (S119), security drills and checks (S120).

Legal basis: 网络安全法 第二十一条; 信息安全等级保护管理办法
"""
