"""Write docs/geometry.md: how a seated body moves each feature, from the body model of `posture.testing`.

    python scripts/build_geometry_table.py

Geometry only: one body, no estimator error. The same features as the program's own (`posture.features`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from posture.features import Features, flatten, measure
from posture.testing.body import Body, Stance
from posture.testing.view import Camera, landmarks

OUT = Path(__file__).parents[1] / "docs" / "geometry.md"
DESK = Camera(distance_cm=65.0, above_eyes_cm=5.0, tilt_down_deg=0.0)
LAPTOP = replace(DESK, above_eyes_cm=-15.0)
SIDE = Camera(distance_cm=110.0, above_eyes_cm=-15.0, tilt_down_deg=5.0, around_deg=90.0)
UPRIGHT = Stance()
SLUMP = Stance(slump_cm=5.0, trunk_forward_deg=8.0, head_forward_cm=4.0)

MOTIONS = (
    ("slump 5 cm, trunk 8°, head 4 cm", SLUMP, DESK),
    ("half of it", UPRIGHT.towards(SLUMP, 0.5), DESK),
    ("head forward 8 cm", Stance(head_forward_cm=8.0), DESK),
    ("sinking 5 cm straight down", Stance(sink_cm=5.0), DESK),
    ("trunk forward 12°", Stance(trunk_forward_deg=12.0), DESK),
    ("sitting back 8°", Stance(trunk_forward_deg=-8.0), DESK),
    ("lean 12° to the user's left", Stance(lean_left_deg=12.0), DESK),
    ("head tilted 15°", Stance(head_roll_left_deg=15.0), DESK),
    ("look at the keyboard, 28°", Stance(head_pitch_down_deg=28.0), DESK),
    ("head turned 35°", Stance(head_yaw_left_deg=35.0), DESK),
    ("chair 20 cm back", Stance(toward_cm=-20.0), DESK),
    ("chair 12 cm closer", Stance(toward_cm=12.0), DESK),
    ("chair 4 cm lower", Stance(sink_cm=4.0), DESK),
    ("standing up where one sits", Stance(rise_cm=40.0, toward_cm=-15.0), DESK),
    ("standing, desk and lens raised", Stance(rise_cm=6.0, toward_cm=-12.0), DESK),
    ("lens 4° higher", UPRIGHT, replace(DESK, tilt_down_deg=-4.0)),
    ("lens 4° lower", UPRIGHT, replace(DESK, tilt_down_deg=4.0)),
    ("the slump, lens 15 cm below the eyes", SLUMP, LAPTOP),
    ("half of it, lens below", UPRIGHT.towards(SLUMP, 0.5), LAPTOP),
    ("head forward 8 cm, lens below", Stance(head_forward_cm=8.0), LAPTOP),
)

HEADER = """\
# How a seated body moves the features

Made by `python scripts/build_geometry_table.py` from the body model in `posture/testing`: an average adult whose
eyes are 65 cm from the lens, 640x480 pixels, focal length 540 pixels, lens 5 cm above the eyes unless said
otherwise. Geometry only: one body, no estimator error. Changes are against the same person upright, as the
features of `posture/features.py` define them: shares of the user's own value (%), shoulder widths (SW),
degrees, or face widths (FW).

| motion | neck % | neck to mouth % | face % | shoulders % | face/shoulders % | shoulders lower SW | head lower SW | roll ° | tilt ° | lateral SW | pitch FW | yaw FW |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""

SIDE_MOTIONS = (
    ("slump 5 cm, trunk 8°, head 4 cm", SLUMP),
    ("half of it", UPRIGHT.towards(SLUMP, 0.5)),
    ("head forward 8 cm", Stance(head_forward_cm=8.0)),
    ("trunk forward 12°", Stance(trunk_forward_deg=12.0)),
    ("sitting back 8°", Stance(trunk_forward_deg=-8.0)),
    ("look at the keyboard, 28°", Stance(head_pitch_down_deg=28.0)),
    ("chair 4 cm lower", Stance(sink_cm=4.0)),
)

SIDE_HEADER = """
## From the side

The same body seen by a camera at its left, 110 cm from it, 15 cm below the eyes. Here the program looks at the
angles of the ear ahead of the shoulder and of the shoulder ahead of the hip, which no distance and no place changes.

| motion | ear ahead ° | trunk ° |
|---|---|---|
"""

FOOTER = """
What the table says:

- The neck height by the ears does not feel distance, a tilted lid, the chair's height or a look down. How much
  a slump lowers it depends on the height of the camera, so the camera belongs to the calibration.
- Neck height by the mouth feels every look down: it can only ever support another witness.
- Face over shoulders feels a head that comes forward, not a chair that comes closer. A turned head shrinks the face
  as seen by the cosine; the program undoes that before it uses the size of the face, as in this table.
- Leaning in with the trunk looks nearly like a chair that comes closer; face over shoulders tells them apart.
- Sinking straight down looks like a lower chair or a tilted lid in any single picture.
"""


def seen(stance: Stance, camera: Camera) -> Features:
    """The features of a stance."""
    return measure(flatten(landmarks(Body(), camera, stance), camera.frame_size))


def row(name: str, now: Features, before: Features) -> str:
    """One line of the table."""
    shares = [
        100 * (getattr(now, key) / getattr(before, key) - 1)
        for key in ("neck", "neck_mouth", "face", "shoulders", "face_ratio")
    ]
    lower = [
        (getattr(now, key) - getattr(before, key)) / before.shoulders for key in ("shoulder_y", "head_y")
    ]
    degrees = [getattr(now, key) - getattr(before, key) for key in ("head_roll", "shoulder_tilt")]
    rest = [getattr(now, key) - getattr(before, key) for key in ("lateral", "pitch", "yaw")]
    cells = [
        *(f"{value:+.0f}" for value in shares),
        *(f"{value:+.2f}" for value in lower),
        *(f"{value:+.0f}" for value in degrees),
        *(f"{value:+.2f}" for value in rest),
    ]
    return f"| {name} | {' | '.join(cells)} |\n"


def main() -> None:
    """Write the page."""
    lines = []
    for name, stance, camera in MOTIONS:
        # A moved lens is compared with the lens before it moved, a laptop's with itself.
        reference = LAPTOP if camera is LAPTOP else DESK
        lines.append(row(name, seen(stance, camera), seen(UPRIGHT, reference)))
    upright = seen(UPRIGHT, SIDE)
    side = []
    for name, stance in SIDE_MOTIONS:
        now = seen(stance, SIDE)
        side.append(
            f"| {name} | {now.ear_ahead - upright.ear_ahead:+.0f} | {now.trunk - upright.trunk:+.0f} |\n"
        )
    OUT.write_text(HEADER + "".join(lines) + FOOTER + SIDE_HEADER + "".join(side), encoding="utf-8")


if __name__ == "__main__":
    main()
