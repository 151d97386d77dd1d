"""JSON Schema of the files, out of the models that read them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from obligations.model.agreement import Agreement
from obligations.model.doctrine import Doctrine
from obligations.model.vocabulary import Vocabulary

KINDS: dict[str, type[BaseModel]] = {"agreement": Agreement, "doctrine": Doctrine, "vocabulary": Vocabulary}


def json_schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of file.

    >>> json_schema("agreement")["title"]
    'Agreement'
    """
    schema = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"obligations/{kind}/v1", **schema}
