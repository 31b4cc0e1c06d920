"""Trains a small network on what `cutmix augment` wrote, and prints loss and accuracy.

usage: train.py MIXED [TEST] [--epochs N] [--workers N]

MIXED is an output folder of files or tar shards; TEST is another, written with `--prob 0`.
"""

import argparse
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader

from mixed import MixedFolder, MixedShards


def dataset(out, transform=None):
    return (MixedShards if Path(out, "shards").exists() else MixedFolder)(out, transform)


def flip(image):
    return image.flip(-1) if torch.rand(()) < 0.5 else image


def network(channels, classes):
    def block(inputs, outputs):
        return [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.GroupNorm(8, outputs), nn.ReLU()]

    layers = [*block(channels, 32), *block(32, 64), *block(64, 128)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, classes))


def accuracy(model, batches):
    with torch.no_grad():
        right = [model(images).argmax(1) == labels.argmax(1) for images, labels in batches]
    return torch.cat(right).float().mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mixed")
    parser.add_argument("test", nargs="?")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()

    torch.manual_seed(0)
    train = dataset(args.mixed, flip)
    shuffle = isinstance(train, MixedFolder)
    batches = DataLoader(train, 64, shuffle=shuffle, num_workers=args.workers)
    model = network(len(next(iter(train))[0]), len(train.classes))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    soft_cross_entropy = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        losses = []
        for images, labels in batches:
            loss = soft_cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}")
    if args.test:
        test = DataLoader(dataset(args.test), 64)
        print(f"accuracy {accuracy(model, test):.1%}")


if __name__ == "__main__":
    main()
