#!/usr/bin/env python3
"""Times the reference's CutMix of a batch on PyTorch, over the boxes of MixBenchmark.

Prints shape, type, layout and microseconds, a line each: those of one thread or
of as many as the argument says, whichever is faster.
"""
import sys
import time

import torch

from reference import box_of, cutmix_batch

BOXES = 16
GOLDEN, SILVER = 0.618034, 0.414214
SECONDS = 1


def micros(shape, dtype, channels_last, threads):
    torch.set_num_threads(threads)
    count, _, height, width = shape
    classes = 1000 if height > 32 else 10
    images = torch.full(shape, 7, dtype=dtype)
    if channels_last:
        images = images.contiguous(memory_format=torch.channels_last)
    target = torch.arange(count) % classes
    partners = (37 * torch.arange(count) + 11) % count
    boxes = [box_of((k + 0.5) / BOXES, int(width * ((k + 1) * GOLDEN % 1)),
                    int(height * ((k + 1) * SILVER % 1)), height, width) for k in range(BOXES)]
    for box in boxes:
        cutmix_batch(images, target, classes, box, partners)
    rounds, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        for box in boxes:
            cutmix_batch(images, target, classes, box, partners)
        rounds += 1
    return (time.perf_counter() - start) / rounds / BOXES * 1e6


def main():
    threads = {1, int(sys.argv[1])}
    for shape in ((128, 3, 224, 224), (256, 3, 32, 32), (64, 1, 28, 28)):
        for name, dtype in (("UINT8", torch.uint8), ("FLOAT", torch.float32)):
            for layout in ("NCHW", "channels-last"):
                best = min(micros(shape, dtype, layout == "channels-last", n) for n in threads)
                print("x".join(map(str, shape)), name, layout, f"{best:.1f}", flush=True)


if __name__ == "__main__":
    main()
