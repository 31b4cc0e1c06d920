#!/usr/bin/python3
"""Draws the glyphs of contact sheets, from DejaVu Sans (Debian: fonts-dejavu-core, python3-pil).

A gray PNG with a cell for each character, and a text file that says which characters these are
and how far each one moves on. Java's own fonts need libraries that small machines haven't.
"""

import sys
import unicodedata
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SIZE, CELL, COLUMNS = 14, 20, 32
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2026, 0x2026), (0x2192, 0x2192), (0x25A1, 0x25A1),
]

folder = Path(sys.argv[1])
font = ImageFont.truetype(FONT, SIZE)
characters = [chr(c) for first, last in RANGES for c in range(first, last + 1)]
characters = [c for c in characters if unicodedata.category(c) not in ("Cn", "Cf")]
rows = -(-len(characters) // COLUMNS)
atlas = Image.new("L", (COLUMNS * CELL, rows * CELL))
draw = ImageDraw.Draw(atlas)
lines = []
for i, character in enumerate(characters):
    # Two pixels to the left, for what stands out.
    draw.text((i % COLUMNS * CELL + 2, i // COLUMNS * CELL + 1), character, fill=255, font=font)
    lines.append(f"{ord(character):04X} {round(font.getlength(character))}\n")
atlas.save(folder / "glyphs.png", optimize=True)
(folder / "glyphs.txt").write_text("".join(lines))
