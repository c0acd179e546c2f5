"""The demo district 云山区: fictional units, people, schemes and a year of their work, loaded into an empty installation.

Answers for `load()`, which `config.preparation` calls on a first start. All wording is invented; names, telephones and
documents belong to nobody. Nothing here is used by an installation that starts with `--no-demo`.
"""

from mingzheng.config.demo.loading import load
from mingzheng.config.demo.organisation import Credential

__all__ = ["Credential", "load"]
