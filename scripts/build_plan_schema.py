"""Write docs/plan.schema.json: `uv run python scripts/build_plan_schema.py`."""

from __future__ import annotations

import json
from pathlib import Path

from posture.adapters.plan_file import json_schema

TARGET = Path(__file__).parents[1] / "docs" / "plan.schema.json"


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
