"""How people name a figure when they choose one: by title alone where it is the only one, else with its code."""

from collections import Counter

from mingzheng.figures.declaration import Figure
from mingzheng.figures.registry import find_figure, list_figures


def list_figure_names(*, reported_only: bool = False) -> list[str]:
    """Return the names of all figures to choose from, by room."""
    figures = sorted(list_figures(), key=lambda figure: (figure.room, figure.title))
    titles = Counter(figure.title for figure in figures)
    return [_name(figure, titles) for figure in figures if figure.is_reading or not reported_only]


def name_of_figure(figure: Figure) -> str:
    """Return the name by which `find_named_figure` finds the figure again."""
    return _name(figure, Counter(other.title for other in list_figures()))


def find_named_figure(said: str) -> Figure | None:
    """Return the figure a name, a code, or both mean; None for none and for a title several bear."""
    text = said.strip()
    found = find_figure(text) or find_figure(text.rstrip("）").rpartition("（")[2])
    titled = [figure for figure in list_figures() if figure.title == text]
    return found or (titled[0] if len(titled) == 1 else None)


def _name(figure: Figure, titles: Counter[str]) -> str:
    return figure.title if titles[figure.title] == 1 else f"{figure.title}（{figure.code}）"
