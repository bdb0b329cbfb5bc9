"""What `replay` is measured against: decode, sample and MediaPipe inference, and nothing else.

    python benchmarks/bare_inference.py VIDEO MODEL FPS

No validation, no features, no events: the least any program must do with the same sampled frames.
"""

from __future__ import annotations

import sys

import cv2
import mediapipe as mp


def main() -> None:
    """Run over the video; print how many frames were analysed."""
    video, model, fps = sys.argv[1], sys.argv[2], float(sys.argv[3])
    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=model),
        running_mode=vision.RunningMode.VIDEO,
        num_poses=2,
    )
    capture = cv2.VideoCapture(video)
    analysed, due_s = 0, 0.0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while capture.grab():
            t_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            if t_s + 1e-6 < due_s:
                continue
            due_s += 1 / fps
            ok, bgr = capture.retrieve()
            if not ok:
                break
            rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
            landmarker.detect_for_video(
                mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb), round(t_s * 1000)
            )
            analysed += 1
    print(analysed)


if __name__ == "__main__":
    main()
