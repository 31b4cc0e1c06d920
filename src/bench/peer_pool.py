#!/usr/bin/env python3
"""CutMix from file to file as one writes it with Pillow and NumPy.

A pool of processes works on whole batches of 64: open the images, stack them,
assign a slice of the permuted batch, save at the settings of cutmix (JPEG at
quality 95, 4:2:0; PNG at compression level 1), hand back the soft labels.
"""
import argparse
import csv
import json
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

BATCH = 64


def draw_box(rng, height, width):
    """The paper's box for a kept share from Beta(1, 1), clipped at the edge."""
    side = np.sqrt(1 - rng.beta(1, 1))
    half_height, half_width = int(height * side) // 2, int(width * side) // 2
    y, x = rng.integers(height), rng.integers(width)
    return (max(x - half_width, 0), max(y - half_height, 0),
            min(x + half_width, width), min(y + half_height, height))


def save(pixels, path):
    image = Image.fromarray(pixels)
    if path.suffix == ".png":
        image.save(path, compress_level=1)
    else:
        image.save(path, quality=95, subsampling="4:2:0")


def mix_batch(options, task):
    """Writes the images of one batch and returns their labels."""
    number, rows = task
    rng = np.random.default_rng(number)
    images = np.stack([np.asarray(Image.open(options.images / name).convert("RGB"))
                       for name, _ in rows])
    _, height, width, _ = images.shape
    partners = rng.permutation(len(rows))
    x1, y1, x2, y2 = draw_box(rng, height, width)
    mixed = images.copy()
    mixed[:, y1:y2, x1:x2] = images[partners, y1:y2, x1:x2]
    lam = 1 - (y2 - y1) * (x2 - x1) / (height * width)
    labels = []
    for pixels, (name, label), partner in zip(mixed, rows, partners):
        save(pixels, options.out / name)
        labels.append({"file_name": name, "lam": lam, "labels": [label, rows[partner][1]]})
    return labels


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()

    options.out.mkdir(parents=True, exist_ok=True)
    with open(options.labels, newline="", encoding="utf-8") as file:
        rows = [tuple(row) for row in csv.reader(file)][1:]
    tasks = [(n, rows[i:i + BATCH]) for n, i in enumerate(range(0, len(rows), BATCH))]
    with Pool(options.workers) as pool:
        parts = pool.map(partial(mix_batch, options), tasks, chunksize=1)
    labels = [row for part in parts for row in part]
    (options.out / "labels.json").write_text(json.dumps(labels), encoding="utf-8")


if __name__ == "__main__":
    main()
