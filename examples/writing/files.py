"""How a record lies on disk: one bundle with a resource a line, or one NDJSON file for each resource type."""

import json

from writing.record import Record, Resource, full_url


def line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bundle_text(record: Record) -> str:
    """A collection Bundle. With relative references the entries have web addresses, as R4 wants, else urn:uuid."""
    entries = [line({"fullUrl": _address(record, resource), "resource": resource}) for resource in record.resources]
    head = f'{{"resourceType":"Bundle","id":"{record.prefix}-bundle","type":"collection","entry":[\n'
    return head + ",\n".join(entries) + "\n]}\n"


def _address(record: Record, resource: Resource) -> str:
    kind, identifier = str(resource["resourceType"]), str(resource["id"])
    return full_url(kind, identifier) if record.by_uuid else f"https://hospital.example.org/fhir/{kind}/{identifier}"


def ndjson_texts(record: Record) -> dict[str, str]:
    """File name to content, one file for each resource type."""
    texts: dict[str, str] = {}
    for resource in record.resources:
        name = f"{resource['resourceType']}.ndjson"
        texts[name] = texts.get(name, "") + line(resource) + "\n"
    return texts
