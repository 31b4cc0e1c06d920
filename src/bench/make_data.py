#!/usr/bin/env python3
"""Makes a folder of images out of photographs, and labels.csv beside it.

Each image is a random crop of a photograph, scaled down, mirrored half of the
time and made a little brighter or darker, so that no two files are alike. The
seed fixes all of it. The class of an image is the photograph it comes from.

Photographs are those given with --photos, or else all that is found of what
Debian packages bring, or else the small ones in samples/images.
"""
import argparse
import csv
import random
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

PLACES = [
    ("Debian's mate-backgrounds", "/usr/share/backgrounds/mate/nature", ["*.jpg"]),
    ("Debian's python3-skimage", "/usr/lib/python3/dist-packages/skimage/data",
     ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"]),
]
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "images"


def find_photos():
    """Returns where the photographs come from, in words, and their paths."""
    found = [(name, sorted(p for glob in globs for p in Path(folder).glob(glob)))
             for name, folder, globs in PLACES]
    found = [(name, paths) for name, paths in found if paths]
    if not found:
        found = [("samples/images (128×128: install mate-backgrounds for real sizes)",
                  sorted(SAMPLES.glob("*.jpg")))]
    words = " and ".join(f"{len(paths)} of {name}" for name, paths in found)
    return words, [path for _, paths in found for path in paths]


def load(path, width, height):
    """Reads a photograph, no larger than four times what an image of it will be."""
    with Image.open(path) as photo:
        photo.draft("RGB", (4 * width, 4 * height))
        photo = photo.convert("RGB")
    photo.thumbnail((4 * width, 4 * height), Image.Resampling.LANCZOS)
    return photo


def crop(photo, width, height, rng):
    """Cuts out a part with the proportions asked for, at least 40 % as large as can be."""
    scale = min(photo.width / width, photo.height / height) * rng.uniform(0.4, 1)
    box_width, box_height = width * scale, height * scale
    left = rng.uniform(0, photo.width - box_width)
    top = rng.uniform(0, photo.height - box_height)
    box = (left, top, left + box_width, top + box_height)
    image = photo.resize((width, height), Image.Resampling.BICUBIC, box=box)
    if rng.random() < 0.5:
        image = ImageOps.mirror(image)
    return ImageEnhance.Brightness(image).enhance(rng.uniform(0.8, 1.2))


def make(options, paths, worker):
    """Makes the images of one worker, and returns their rows of labels."""
    photos = [load(path, *options.size) for path in paths]
    rows = []
    for i in range(worker, options.count, options.workers):
        rng = random.Random(options.seed * 1_000_003 + i)
        which = rng.randrange(len(paths))
        image = crop(photos[which], *options.size, rng)
        name = f"{i:06d}.{options.format}"
        if options.format == "jpg":
            image.save(options.out / "images" / name, quality=90, subsampling="4:2:0")
        else:
            image.save(options.out / "images" / name)
        rows.append((name, paths[which].stem))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True, help="a new folder")
    parser.add_argument("--size", type=lambda s: tuple(map(int, s.split("x"))), required=True,
                        help="WIDTHxHEIGHT")
    parser.add_argument("--format", choices=["jpg", "png"], required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--photos", type=Path, help="folder of photographs to use instead")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()

    if options.photos:
        paths = sorted(p for p in options.photos.iterdir()
                       if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
        words = f"{len(paths)} of --photos"
    else:
        words, paths = find_photos()
    if not paths:
        parser.error("no photographs found; name a folder of them with --photos")

    (options.out / "images").mkdir(parents=True)
    with ProcessPoolExecutor(options.workers) as pool:
        parts = pool.map(partial(make, options, paths), range(options.workers))
        rows = sorted(row for part in parts for row in part)
    with open(options.out / "labels.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "label"))
        writer.writerows(rows)
    print(words)


if __name__ == "__main__":
    main()
