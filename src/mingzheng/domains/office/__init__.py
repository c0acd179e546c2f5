"""Internal administration 内部管理: the office's own rules (S131), training and exchange (S132)."""
