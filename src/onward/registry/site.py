"""Where a trial is run, as the registry lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call; `role` as written ("CONTACT", "PRINCIPAL_INVESTIGATOR")."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place; every text as written, "" when not stated.

    state                "NY" or "New York", as the registry has it
    status               the registry's word for this site; "" when it gives none
    latitude, longitude  degrees, WGS 84; both or neither
    """

    facility: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    status: str = ""
    latitude: float | None = None
    longitude: float | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def is_country_only(self) -> bool:
        """Whether the registry names no more than a country."""
        return not (self.facility or self.city or self.state or self.zip or self.latitude is not None)
