"""JSON Schema of the files, out of the models that read them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from obligations.model.wording import Modelled


def json_schema(model: type[BaseModel], kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file.

    >>> from obligations.model.doctrine import Doctrine
    >>> json_schema(Doctrine, "doctrine")["title"]
    'Doctrine'
    """
    schema = model.model_json_schema(by_alias=True)
    for kind_of_clause in Modelled.__subclasses__():
        definition = schema.get("$defs", {}).get(kind_of_clause.__name__)
        if definition is not None:
            _what_a_model_says(definition)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"obligations/{kind}/v1", **schema}


def _what_a_model_says(schema: dict[str, Any]) -> None:
    """Nothing but the id is required beside ``model``: the model says the rest."""
    required = schema.pop("required", [])
    own = [key for key in required if key == "id"]
    schema |= {"required": own} if own else {}
    schema["anyOf"] = [{"required": ["model"]}, {"required": [key for key in required if key not in own]}]
