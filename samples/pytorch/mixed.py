"""What `cutmix augment` wrote, as datasets of PyTorch: pairs of image and soft label."""

import json
import tarfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset, IterableDataset, get_worker_info


def image_tensor(file):
    """An image of 8 bits as (C, H, W) from 0 to 1."""
    pixels = np.atleast_3d(np.array(Image.open(file)))
    return torch.from_numpy(pixels).permute(2, 0, 1) / 255


def label_tensor(row, classes):
    """The soft label of a row, whether it is written dense or sparse."""
    label = torch.zeros(len(classes))
    ids = row.get("label_ids", range(len(classes)))
    label[list(ids)] = torch.tensor(row.get("label_weights", row.get("soft_label")))
    return label


class MixedFolder(Dataset):
    """Files with labels.json or metadata.jsonl."""

    def __init__(self, out, transform=None):
        self.out, self.transform = Path(out), transform or (lambda image: image)
        self.classes = json.loads((self.out / "run.json").read_text())["classes"]
        lines = self.out / "metadata.jsonl"
        if lines.exists():
            self.rows = [json.loads(line) for line in lines.open()]
        else:
            self.rows = json.loads((self.out / "labels.json").read_text())["samples"]

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        image = self.transform(image_tensor(self.out / row["file_name"]))
        return image, label_tensor(row, self.classes)


class MixedShards(IterableDataset):
    """Tar shards, divided among the workers. Their samples are in random order already."""

    def __init__(self, out, transform=None):
        self.transform = transform or (lambda image: image)
        self.classes = json.loads((Path(out) / "run.json").read_text())["classes"]
        self.shards = sorted(Path(out, "shards").glob("*.tar"))

    def __iter__(self):
        worker = get_worker_info()
        first, step = (worker.id, worker.num_workers) if worker else (0, 1)
        for shard in self.shards[first::step]:
            with tarfile.open(shard) as tar:
                for member in tar:  # each image is followed by its row
                    if member.name.endswith(".json"):
                        row = json.load(tar.extractfile(member))
                        yield self.transform(image), label_tensor(row, self.classes)
                    else:
                        image = image_tensor(tar.extractfile(member))
