"""Words in letters of several cells, to be read from across the room. Pure: strings in, rows out.

Each letter is drawn in points, five high. In little room a cell holds two points, one above the other; in
more room a point is two cells wide, which is about square.
"""

from __future__ import annotations

_LETTERS = {
    "A": " # |# #|###|# #|# #", "B": "## |# #|## |# #|## ", "C": " ##|#  |#  |#  | ##",
    "D": "## |# #|# #|# #|## ", "E": "###|#  |## |#  |###", "F": "###|#  |## |#  |#  ",
    "G": " ## |#   |# ##|#  #| ## ", "H": "# #|# #|###|# #|# #", "I": "#|#|#|#|#",
    "K": "# #|# #|## |# #|# #", "L": "#  |#  |#  |#  |###", "N": "#  #|## #|# ##|#  #|#  #",
    "O": " ## |#  #|#  #|#  #| ## ", "P": "## |# #|## |#  |#  ", "R": "## |# #|## |# #|# #",
    "S": " ##|#  | # |  #|## ", "T": "###| # | # | # | # ", "U": "# #|# #|# #|# #|###",
    "V": "# #|# #|# #|# #| # ", "W": "#   #|#   #|# # #|# # #| # # ", "Y": "# #|# #| # | # | # ",
    "?": "## |  #| # |   | # ",
    "0": "###|# #|# #|# #|###", "1": " # |## | # | # |###", "2": "###|  #|###|#  |###",
    "3": "###|  #|###|  #|###", "4": "# #|# #|###|  #|  #", "5": "###|#  |###|  #|###",
    "6": "###|#  |###|# #|###", "7": "###|  #|  #|  #|  #", "8": "###|# #|###|# #|###",
    "9": "###|# #|###|  #|###", ":": " |#| |#| ", " ": "  |  |  |  |  ",
}  # fmt: skip
_SIZES = (4, 3, 2, 1)
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def small(word: str) -> tuple[str, ...]:
    """The word in three rows, two points to a cell."""
    points = [*_points(word), ""]
    return tuple(
        "".join(
            _HALVES[above == "#", below == "#"] for above, below in zip(upper, lower, strict=True)
        ).rstrip()
        for upper, lower in ((points[at], points[at + 1].ljust(len(points[at]))) for at in (0, 2, 4))
    )


def large(word: str, size: int = 1) -> tuple[str, ...]:
    """The word in five rows, each point two cells wide; or so many times as high and wide."""
    rows = (
        "".join(("██" if point == "#" else "  ") * size for point in row).rstrip() for row in _points(word)
    )
    return tuple(row for row in rows for _ in range(size))


def best_fit(word: str, width: int, height: int) -> tuple[str, ...]:
    """The largest drawing that fits, or no rows where even the small one does not."""
    for rows in (*(large(word, size) for size in _SIZES), small(word)):
        if len(rows) <= height and max(map(len, rows)) <= width:
            return rows
    return ()


def _points(word: str) -> list[str]:
    letters = [_LETTERS[letter].split("|") for letter in word]
    return [" ".join(letter[row] for letter in letters) for row in range(5)]
