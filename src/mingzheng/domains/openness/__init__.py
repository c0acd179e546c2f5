"""Openness 政务公开目录: the catalogue of proactive disclosure (S40) and the standard catalogue of the grass roots (S41).

Each entry says what is to be published, on what ground, where, when and by whom; it is tied to what really was
published, and the gap report names entries with nothing or with something too old.

Legal basis: 政府信息公开条例 第十九条至第二十一条、第二十六条; 国办发〔2019〕54号 (基层政务公开标准化规范化).
Publishing itself belongs to another room; it answers through `ports`.
"""
