"""Write docs/report.schema.json: `uv run python scripts/build_report_schema.py`."""

from __future__ import annotations

import json
from pathlib import Path

from posture.adapters.report_json import report_schema

TARGET = Path(__file__).parents[1] / "docs" / "report.schema.json"


def text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
