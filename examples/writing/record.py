"""The resources of one person, with ids that never change and references in one of two styles."""

import uuid
from dataclasses import dataclass, field

from writing.codes import MCODE

Resource = dict[str, object]


@dataclass(slots=True, kw_only=True)
class Record:
    """Collects resources; `prefix` starts every id, `by_uuid` writes references as urn:uuid, else as Type/id."""

    prefix: str
    by_uuid: bool
    resources: list[Resource] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)

    def add(
        self,
        kind: str,
        name: str,
        /,
        *,
        profile: str = "",
        security: tuple[dict[str, str], ...] = (),
        **elements: object,
    ) -> dict[str, str]:
        """Add a resource (elements that are empty are left out) and give a reference to it."""
        resource: Resource = {"resourceType": kind, "id": f"{self.prefix}-{name}"}
        if f"{kind}/{resource['id']}" in self._known:
            raise ValueError(f"{kind}/{resource['id']} is written twice")
        self._known.add(f"{kind}/{resource['id']}")
        meta: Resource = {}
        if profile:
            meta["profile"] = [profile if profile.startswith("http") else MCODE + profile]
        if security:
            meta["security"] = list(security)
        if meta:
            resource["meta"] = meta
        for key, value in elements.items():
            if value not in ("", None, [], {}):
                resource[key] = value
        self.resources.append(resource)
        return self.to(kind, name)

    def to(self, kind: str, name: str) -> dict[str, str]:
        """A reference to a resource of this person, which may be written later."""
        identifier = f"{self.prefix}-{name}"
        return {"reference": full_url(kind, identifier) if self.by_uuid else f"{kind}/{identifier}"}

    @property
    def patient(self) -> dict[str, str]:
        return self.to("Patient", "patient")


def full_url(kind: str, identifier: str) -> str:
    """The urn:uuid of a resource, made of its name, so that every run gives the same."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'https://example.org/onward/{kind}/{identifier}')}"
