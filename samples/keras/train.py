"""Trains a small network in Keras on a folder that `cutmix augment` wrote.

usage: train.py MIXED TEST [EPOCHS]

TEST is another folder, written with `--prob 0`. KERAS_BACKEND is tensorflow, jax or torch.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
from keras import layers
from PIL import Image


class MixedFolder(keras.utils.PyDataset):
    """Batches of images (N, H, W, C) from 0 to 1 and soft labels (N, classes)."""

    def __init__(self, out, batch_size=64, **workers):
        super().__init__(**workers)
        self.out, self.batch_size = Path(out), batch_size
        self.classes = json.loads((self.out / "run.json").read_text())["classes"]
        rows = json.loads((self.out / "labels.json").read_text())["samples"]
        self.rows = np.random.default_rng(0).permutation(np.array(rows, object))

    def __len__(self):
        return -(-len(self.rows) // self.batch_size)

    def __getitem__(self, index):
        rows = self.rows[index * self.batch_size :][: self.batch_size]
        images = [np.atleast_3d(Image.open(self.out / row["file_name"])) for row in rows]
        return np.stack(images).astype("float32") / 255, np.stack([self.label(row) for row in rows])

    def label(self, row):
        label = np.zeros(len(self.classes), "float32")
        label[row.get("label_ids", slice(None))] = row.get("label_weights", row.get("soft_label"))
        return label


def network(classes):
    blocks = [
        layer
        for channels in (32, 64, 128)
        for layer in (
            layers.Conv2D(channels, 3, 2, "same"),
            layers.GroupNormalization(8),
            layers.ReLU(),
        )
    ]
    return keras.Sequential([*blocks, layers.GlobalAveragePooling2D(), layers.Dense(classes)])


def main():
    keras.utils.set_random_seed(0)
    mixed, test = MixedFolder(sys.argv[1], workers=2), MixedFolder(sys.argv[2])
    model = network(len(mixed.classes))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.AdamW(3e-3), loss, metrics=["accuracy"])
    model.fit(mixed, epochs=int(sys.argv[3]) if len(sys.argv) > 3 else 10, verbose=2)
    print(f"accuracy {model.evaluate(test, verbose=0)[1]:.1%}")


if __name__ == "__main__":
    main()
