"""Values an administrator may change [CFG], each change on record. Law itself is declared in the rooms."""
