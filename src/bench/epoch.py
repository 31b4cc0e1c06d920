"""Seconds of an epoch in PyTorch, with CutMix in the loop and with CutMix read from disk.

usage: epoch.py ORIGINALS MIXED [RUNS]

ORIGINALS is a folder that `cutmix augment --prob 0` wrote, MIXED another of the same images
without it. In turn, with 2 workers: batches of the originals, mixed as the reference does
(`reference.py`), and batches of the mixed images as they are; once only loaded, and once to
train the network of `samples/pytorch`. Prints medians as a table in Markdown.
"""

import statistics
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader

sys.path.append(str(Path(__file__).parents[2] / "samples/pytorch"))
from mixed import MixedFolder  # noqa: E402
from reference import box_of, cutmix_batch  # noqa: E402
from train import flip, network  # noqa: E402


def mix(images, labels):
    """One box for the batch and partners at random, as the reference draws them."""
    height, width = images.shape[2:]
    lam, x, y = torch.rand(3).tolist()
    box = box_of(lam, int(x * width), int(y * height), height, width)
    return cutmix_batch(images, labels.argmax(1), labels.shape[1], box, torch.randperm(len(images)))


def epoch(folder, mixes, trains):
    """Seconds of one pass over a folder, workers' start included."""
    torch.manual_seed(0)
    data = MixedFolder(folder, flip)
    model = network(3, len(data.classes))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    loss = nn.CrossEntropyLoss()
    start = time.perf_counter()
    for images, labels in DataLoader(data, 64, shuffle=True, num_workers=2, drop_last=True):
        if mixes:
            images, labels = mix(images, labels)
        if trains:
            optimizer.zero_grad()
            loss(model(images), labels).backward()
            optimizer.step()
    return time.perf_counter() - start


def main():
    folders, runs = sys.argv[1:3], int(sys.argv[3]) if len(sys.argv) > 3 else 5
    seconds = {(mixes, trains): [] for mixes in (True, False) for trains in (True, False)}
    for run in range(runs + 1):
        for (mixes, trains), found in seconds.items():
            took = epoch(folders[not mixes], mixes, trains)
            if run > 0:  # the first warms the machine up
                found.append(took)
    print("| | loading and mixing | with training |\n| --- | ---: | ---: |")
    for mixes, name in ((True, "CutMix in the loop"), (False, "mixed images from disk")):
        medians = [statistics.median(seconds[mixes, trains]) for trains in (False, True)]
        print(f"| {name} | {medians[0]:.1f} s | {medians[1]:.1f} s |")


if __name__ == "__main__":
    main()
