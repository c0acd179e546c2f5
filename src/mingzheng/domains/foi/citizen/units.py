"""Which organs take applications on this site: each is its own acceptor. Legal basis: 政府信息公开条例第四条、第十条."""

from datetime import date

from mingzheng.platform.org.public import Unit, UnitKind, list_units
from mingzheng.platform.parameters.public import get_value


def list_accepting_units(on: date) -> list[Unit]:
    """Return the organs an applicant may choose from: those that were named, otherwise every organ and township."""
    named = get_value("foi.accepting_units")
    units = list_units(at=on, kinds=(UnitKind.ORGAN, UnitKind.TOWNSHIP))
    if not named:
        return units
    order = {code: place for place, code in enumerate(named)}
    every = list_units(at=on)
    return sorted((unit for unit in every if unit.code in order), key=lambda unit: order[unit.code])


def find_accepting_unit(unit_id: int, on: date) -> Unit | None:
    """Return the organ when it takes applications."""
    return next((unit for unit in list_accepting_units(on) if unit.pk == unit_id), None)
