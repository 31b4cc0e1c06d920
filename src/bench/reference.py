"""CutMix of a batch as the reference (Composer's cutmix_batch) does it, on PyTorch.

Clone the batch, assign the box of the permuted clone, make class ids one-hot and
mix them by the share that is left. Only what the peers need: the caller draws
the box and the partners.
"""
import torch
import torch.nn.functional as F


def cutmix_batch(images, target, num_classes, box, partners):
    """Mixes (N, C, H, W) images and N class ids; box is x1, y1, x2, y2 in pixels."""
    x1, y1, x2, y2 = box
    mixed = torch.clone(images)
    mixed[:, :, y1:y2, x1:x2] = mixed[partners, :, y1:y2, x1:x2]
    lam = 1 - (x2 - x1) * (y2 - y1) / (images.shape[2] * images.shape[3])
    own = F.one_hot(target, num_classes)
    other = F.one_hot(target[partners], num_classes)
    return mixed, lam * own + (1 - lam) * other


def box_of(lam, x, y, height, width):
    """The paper's box for a kept share and a centre, clipped at the edge."""
    side = (1 - lam) ** 0.5
    half_height, half_width = int(height * side) // 2, int(width * side) // 2
    return (max(x - half_width, 0), max(y - half_height, 0),
            min(x + half_width, width), min(y + half_height, height))
