"""The record books of law study 学法 and publicity 普法, each group in a module of its own."""

from mingzheng.domains.learning.register import laws, publicity, study

__all__ = ["laws", "publicity", "study"]
