"""Makes the files beside it by mosaicml-streaming 0.13.0, and prints the CRC-32 of each image's pixels."""

import io
import shutil
import zlib

import numpy as np
from PIL import Image
from streaming import LocalDataset, MDSWriter

noise = np.random.default_rng(0)
images = [Image.fromarray(noise.integers(0, 256, (4, 5, 3), dtype=np.uint8)) for _ in range(5)]
half = np.array([0.25, 0.75, 0], np.float32)


def png(image):
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def write(name, columns, row):
    with MDSWriter(out=name, columns=columns) as shard:
        for i, image in enumerate(images):
            shard.write(row(i, image))
    shutil.copy(f"{name}/shard.00000.mds", f"{name}.mds")


write("int", {"image": "png", "label": "int"}, lambda i, image: {"image": image, "label": i % 3})
write(
    "str",
    {"picture": "bytes", "name": "str", "label": "str"},
    lambda i, image: {"picture": png(image), "name": f"n{i}", "label": "abc"[i % 3]},
)
write(
    "soft",
    {"image": "png", "soft_label": "ndarray:float32:3"},
    lambda i, image: {"image": image, "soft_label": half},
)
write(
    "dyn",
    {"image": "png", "soft_label": "ndarray"},
    lambda i, image: {"image": image, "soft_label": half},
)
write(
    "u8",
    {"image": "png", "label": "uint8", "w": "float64"},
    lambda i, image: {"image": image, "label": i % 3, "w": 0.5},
)
write(
    "json",
    {"image": "png", "label": "json"},
    lambda i, image: {"image": image, "label": ["a", "b"] if i else ["a"]},
)
write("pil", {"image": "pil", "label": "int"}, lambda i, image: {"image": image, "label": i % 3})
for row in LocalDataset("int"):
    print(zlib.crc32(np.asarray(row["image"]).tobytes()))
