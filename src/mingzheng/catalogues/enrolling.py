"""Make a catalogue known: judge its declaration, keep it, declare the figure it feeds."""

from mingzheng.catalogues.declaration import Catalogue
from mingzheng.catalogues.figuring import declare_figures
from mingzheng.catalogues.registry import PanelMaker, keep_catalogue
from mingzheng.catalogues.validation import list_declaration_faults


class CatalogueFaulty(ValueError):
    """A declaration that cannot be registered; says every fault."""


def register_catalogue(catalogue: Catalogue, *, panels: PanelMaker | None = None) -> Catalogue:
    """Make a catalogue and its figure known and return it. Raises CatalogueFaulty with every fault at once."""
    faults = list_declaration_faults(catalogue)
    if faults:
        raise CatalogueFaulty(f"{catalogue.code}: " + "; ".join(faults))
    keep_catalogue(catalogue, panels)
    declare_figures(catalogue)
    return catalogue
