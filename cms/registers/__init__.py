"""Registers: each is one declaration, from which schema, CSV header, JSON, page table and documentation follow."""

from cms.registers.agreements import AGREEMENT_UNITS, AGREEMENTS, COMMITMENTS
from cms.registers.brands import BRANDS
from cms.registers.declaration import Register, RegisterColumn
from cms.registers.deeds import GOOD_DEEDS
from cms.registers.honours import HONOURS
from cms.registers.news import NEWS
from cms.registers.observations import GOVERNANCE_INDICATORS
from cms.registers.organisations import AREAS, ORGANISATIONS

__all__ = ["GOOD_DEEDS", "GOVERNANCE_INDICATORS", "REGISTERS", "Register", "RegisterColumn"]

REGISTERS: dict[str, Register] = {
    register.dataset: register
    for register in (
        GOVERNANCE_INDICATORS,
        GOOD_DEEDS,
        BRANDS,
        AGREEMENTS,
        AGREEMENT_UNITS,
        COMMITMENTS,
        ORGANISATIONS,
        AREAS,
        NEWS,
        HONOURS,
    )
}
"""Every register, by the code of its dataset. A new one is one more entry here and a Dataset at the desk."""
