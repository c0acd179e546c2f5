"""Dated, sourced data the checks look up. Rules do not belong here."""
