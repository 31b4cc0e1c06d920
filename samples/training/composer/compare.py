"""Trains one small network on Fashion-MNIST with and without CutMix in MosaicML Composer's Trainer.

Ways, budgets and seeds that --results already has are not trained again, so that the same
command resumes a stopped comparison. `table.py` prints the tables.
"""

import argparse
import csv
import gzip
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from composer import Trainer
from composer.algorithms import CutMix
from composer.loss import soft_cross_entropy
from composer.metrics import CrossEntropy
from composer.models import ComposerClassifier
from composer.optim import CosineAnnealingWithWarmupScheduler
from composer.utils import reproducibility
from PIL import Image
from timm.data.mixup import Mixup
from torch import nn
from torch.utils.data import BatchSampler, DataLoader, Dataset, RandomSampler

CLASSES = 10
BATCH = 128
BUDGETS = {"short": (10_000, 8), "long": (1_000, 80)}  # training images, epochs: equal steps
DISK = {  # what the data set of each way on disk is made with
    "disk, 1 copy": [],
    "disk, 4 copies": ["--copies", "4"],
    "disk, 16 copies": ["--copies", "16"],
    "disk, 4 copies, box per sample": ["--copies", "4", "--box-scope", "sample"],
    "disk, 4 copies and originals": ["--copies", "4", "--include-originals"],
}
TIMM = {"timm": "batch", "timm, box per sample": "elem"}
WAYS = ["none", "Composer", *TIMM, *DISK]
FIELDS = ["budget", "seed", "way", "accuracy", "loss", "ece", "training_loss", "seconds"]


class Images(Dataset):
    """Images and targets in memory; an index is a list, and gives a batch with random flips."""

    def __init__(self, images: np.ndarray, targets: np.ndarray):
        scaled = (images.astype(np.float32) / 255 - 0.286) / 0.353
        self.images = torch.from_numpy(scaled).to(memory_format=torch.channels_last)
        self.targets = torch.from_numpy(targets)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, indices):
        images = self.images[indices]
        flip = torch.rand(len(images)) < 0.5
        images[flip] = images[flip].flip(-1)
        return images, self.targets[indices]


def idx(data: Path, part: str):
    """Images (N, 1, 28, 28) and classes of the data set's own files."""
    images = gzip.decompress((data / f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((data / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    return (
        np.frombuffer(images, np.uint8, offset=16).reshape(-1, 1, 28, 28),
        np.frombuffer(labels, np.uint8, offset=8).astype(np.int64),
    )


def mixed_by_cutmix(cutmix: Path, work: Path, images, labels, options, seed: int):
    """Writes the images as PNGs, lets cutmix mix them, and returns what it wrote."""
    source, mixed = work / "source", work / "mixed"
    if not source.exists():
        for i, (image, label) in enumerate(zip(images, labels)):
            file = source / str(label) / f"{i:05}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(image[0]).save(file)
    command = [cutmix, "augment", "--images", source, "--out", mixed, "--output-format", "npy"]
    command += ["--batch-size", BATCH, "--seed", seed, "--quiet", "--overwrite", *options]
    subprocess.run([str(word) for word in command], check=True)
    arrays = [
        np.concatenate([np.load(file) for file in sorted(mixed.glob(f"{kind}-*.npy"))])
        for kind in ("images", "labels")
    ]
    return arrays[0], arrays[1].astype(np.float32)


def network():
    def block(inputs, outputs, size, stride):
        convolution = nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)
        return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())

    layers = [block(1, 32, 5, 2), block(32, 64, 3, 2), block(64, 128, 3, 1)]
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, CLASSES)]
    return nn.Sequential(*layers).to(memory_format=torch.channels_last)


def train(way: str, dataset: Images, steps: int, seed: int):
    """The trained network, and the mean loss of the last tenth of the steps."""
    reproducibility.seed_all(seed)
    losses = []

    def loss(outputs, targets):
        mean = soft_cross_entropy(outputs, targets)
        losses.append(mean.item())
        return mean

    metric = CrossEntropy()  # the default, accuracy, refuses soft labels
    model = ComposerClassifier(network(), CLASSES, metric, metric, loss)
    collate = None
    if way in TIMM:
        mixup = Mixup(0, 1, mode=TIMM[way], label_smoothing=0, num_classes=CLASSES)
        collate = lambda batch: mixup(*batch)  # noqa: E731
    batches = BatchSampler(RandomSampler(dataset), BATCH, drop_last=True)
    Trainer(
        model=model,
        train_dataloader=DataLoader(dataset, None, sampler=batches, collate_fn=collate),
        max_duration=f"{steps}ba",
        algorithms=[CutMix(alpha=1)] if way == "Composer" else [],
        optimizers=torch.optim.SGD(
            model.parameters(), lr=0.1, momentum=0.9, nesterov=True, weight_decay=5e-4
        ),
        schedulers=CosineAnnealingWithWarmupScheduler(t_warmup="0.1dur"),
        seed=seed,
        device="cpu",
        progress_bar=False,
    ).fit()
    last = losses[-len(losses) // 10 :]
    return model.module, sum(last) / len(last)


def score(module, images, labels):
    """Accuracy, negative log-likelihood and expected calibration error over 15 bins."""
    data = Images(images, labels)
    module.eval()
    with torch.no_grad():
        log = torch.cat([module(part) for part in data.images.split(1000)]).log_softmax(1)
    confidence, predicted = log.exp().max(1)
    right = (predicted == data.targets).float()
    bins = (confidence * 15).long().clamp(max=14)
    gaps = [abs((right - confidence)[bins == b].sum().item()) for b in range(15)]
    loss = nn.functional.nll_loss(log, data.targets).item()
    return right.mean().item(), loss, sum(gaps) / len(labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cutmix", type=Path, default=Path("bin/cutmix"))
    parser.add_argument("--data", type=Path, default=Path("/usr/share/datasets/fashion-mnist"))
    parser.add_argument("--work", type=Path, default=Path("target/training-composer"))
    parser.add_argument("--results", type=Path, default=Path("target/training-composer.csv"))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    parser.add_argument("--budgets", nargs="+", choices=list(BUDGETS), default=list(BUDGETS))
    args = parser.parse_args()

    torch.set_num_threads(1)
    all_images, all_labels = idx(args.data, "train")
    test = idx(args.data, "t10k")
    args.results.parent.mkdir(parents=True, exist_ok=True)
    done = set()
    if args.results.exists():
        with args.results.open() as rows:
            done = {(row["budget"], int(row["seed"]), row["way"]) for row in csv.DictReader(rows)}
    else:
        args.results.write_text(",".join(FIELDS) + "\n")

    for seed in range(args.seeds):
        for budget in args.budgets:
            count, epochs = BUDGETS[budget]
            first = seed * count % len(all_images)  # each seed has training images of its own
            images, labels = (part[first : first + count] for part in (all_images, all_labels))
            for way in args.ways:
                if (budget, seed, way) in done:
                    continue
                if way in DISK:
                    work = args.work / f"{budget}-{seed}"
                    data = mixed_by_cutmix(args.cutmix, work, images, labels, DISK[way], seed)
                else:
                    data = images, labels
                start = time.process_time()
                module, loss = train(way, Images(*data), epochs * count // BATCH, seed)
                scores = [*score(module, *test), loss, time.process_time() - start]
                row = [budget, seed, way, *(f"{value:.5f}" for value in scores)]
                with args.results.open("a", newline="") as file:
                    csv.writer(file).writerow(row)
                print(*row, flush=True)


if __name__ == "__main__":
    main()
