"""JSON Schema of the files, out of the models that read them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


def json_schema(model: type[BaseModel], kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file.

    >>> from obligations.model.doctrine import Doctrine
    >>> json_schema(Doctrine, "doctrine")["title"]
    'Doctrine'
    """
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"obligations/{kind}/v1", **schema}
