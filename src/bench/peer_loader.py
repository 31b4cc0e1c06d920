#!/usr/bin/env python3
"""CutMix from file to file as a training notebook does it, with PyTorch.

The workers of a DataLoader open the images and make float tensors of them in
batches of 64. The main process mixes each batch as the reference does, turns it
back to bytes and saves it with Pillow at the settings of cutmix (JPEG at quality
95, 4:2:0; PNG at compression level 1).
"""
import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

from reference import box_of, cutmix_batch

BATCH = 64


class Images(Dataset):
    """Images as (3, H, W) floats from 0 to 1, with the id of their class."""

    def __init__(self, folder, rows):
        self.folder = folder
        self.rows = rows
        self.classes = sorted({label for _, label in rows})

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        name, label = self.rows[i]
        pixels = np.array(Image.open(self.folder / name).convert("RGB"))
        tensor = torch.from_numpy(pixels).permute(2, 0, 1).contiguous().float().div(255)
        return tensor, self.classes.index(label)


def save(tensor, path):
    pixels = tensor.mul(255).round().byte().permute(1, 2, 0).contiguous().numpy()
    image = Image.fromarray(pixels)
    if path.suffix == ".png":
        image.save(path, compress_level=1)
    else:
        image.save(path, quality=95, subsampling="4:2:0")


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
    samples = Images(options.images, rows)
    loader = DataLoader(samples, batch_size=BATCH, shuffle=False, num_workers=options.workers)
    labels = []
    for images, target in loader:
        count, _, height, width = images.shape
        box = box_of(np.random.beta(1, 1), np.random.randint(width), np.random.randint(height),
                     height, width)
        mixed, soft = cutmix_batch(images, target, len(samples.classes), box,
                                   torch.randperm(count))
        for tensor, label in zip(mixed, soft):
            name = rows[len(labels)][0]
            save(tensor, options.out / name)
            labels.append({"file_name": name, "soft_label": label.tolist()})
    (options.out / "labels.json").write_text(json.dumps(labels), encoding="utf-8")


if __name__ == "__main__":
    main()
