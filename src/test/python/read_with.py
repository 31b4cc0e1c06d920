"""Compares what a reader makes of an output of cutmix with the files of the same run.

usage: read_with.py READER FILES OUT

FILES is the output as single images with labels.json, which is read here by Pillow and json
alone; OUT is the same run in the form that READER takes. Prints what was compared, or fails.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def expected(files):
    """Pixels and label of each image by its source and copy, and the names of the classes."""
    labels = json.loads((files / "labels.json").read_text())
    rows = {}
    for row in labels["samples"]:
        rows[row["source"], row["copy"]] = (pixels(files / row["file_name"]), row["soft_label"])
    assert len(rows) == len(labels["samples"])
    return rows, labels["classes"]


def pixels(image):
    if isinstance(image, Path):
        image = Image.open(image)
    return np.asarray(image)


def label(row, classes):
    if "soft_label" in row:
        return row["soft_label"]
    weights = dict(zip(row["label_ids"], row["label_weights"]))
    return [weights.get(number, 0.0) for number in range(len(classes))]


def imagefolder(out, classes):
    import datasets

    found = datasets.load_dataset("imagefolder", data_dir=str(out), split="train")
    assert isinstance(found.features["image"], datasets.Image), found.features
    assert found.features == datasets.load_dataset(str(out), split="train").features
    for row in found:
        yield row, row["image"]


def parquet(out, classes):
    import datasets

    found = datasets.load_dataset(
        "parquet", data_files=str(out / "metadata.parquet"), split="train"
    )
    assert isinstance(found.features["image"], datasets.Image), found.features
    if "soft_label" in found.features:
        fixed = datasets.Sequence(datasets.Value("float64"), length=len(classes))
        found = found.cast_column("soft_label", fixed)
    else:
        assert found.features["label_ids"].feature.names == classes, found.features
    for row in found:
        yield row, row["image"]


def pandas(out, classes):
    import io

    import pandas

    found = pandas.read_parquet(out / "metadata.parquet")
    for row in found.to_dict("records"):
        yield row, Image.open(io.BytesIO(row["image"]["bytes"]))


def hub_webdataset(out, classes):
    import datasets

    tars = str(out / "shards/*.tar")
    for row in datasets.load_dataset("webdataset", data_files=tars, split="train"):
        yield row["json"], row["png" if "png" in row else "jpg"]


def webdataset(out, classes):
    import webdataset

    assert json.loads((out / "shards.json").read_text())["classes"] == classes
    tars = sorted(str(tar) for tar in (out / "shards").iterdir())
    assert len(tars) > 1
    read = webdataset.WebDataset(tars, shardshuffle=False).decode("pil")
    for image, row in read.to_tuple("png;jpg", "json"):
        yield row, image


def mds(out, classes):
    import tempfile

    from streaming import MDSWriter, StreamingDataset

    index = json.loads((out / "index.json").read_text())
    assert index["classes"] == classes
    found = StreamingDataset(local=str(out), shuffle=True, batch_size=1, validate_hash="sha256")
    epochs = [list(found), list(found)]
    rows = {(row["source"], row["copy"]): row for row in rows_of(out)}
    orders = [[(sample["source"], sample["copy"]) for sample in epoch] for epoch in epochs]
    assert orders[0] != orders[1] and sorted(orders[0]) == sorted(orders[1]) == sorted(rows)
    for sample in epochs[0] + epochs[1]:
        row = rows[sample["source"], sample["copy"]]
        assert np.array_equal(np.float32(label(row, classes)), label(sample, classes)), row
        for name in ("lam", "partner", "batch"):
            assert row[name] == sample[name], row
        assert row["bbox"] == sample["bbox"].tolist(), row
        assert row["file_name"].endswith("/" + sample["file_name"]), row
    for number, shard in enumerate(index["shards"]):
        with tempfile.TemporaryDirectory() as folder:
            columns = dict(zip(shard["column_names"], shard["column_encodings"]))
            with MDSWriter(out=folder, columns=columns, hashes=["sha256"], size_limit=None) as to:
                for sample in found.shards[number]:
                    to.write({**sample, "image": sample["image"].fp.getvalue()})
            written = (Path(folder) / "shard.00000.mds").read_bytes()
            assert written == (out / shard["raw_data"]["basename"]).read_bytes(), shard
    again = {(sample["source"], sample["copy"]): sample["image"] for sample in epochs[1]}
    for sample in epochs[0]:
        key = sample["source"], sample["copy"]
        assert np.array_equal(pixels(sample["image"]), pixels(again[key])), key
        yield rows[key], sample["image"]


def pipe(out, classes):
    import webdataset

    url = "pipe:" + os.environ["CUTMIX_STREAM"]
    read = webdataset.WebDataset([url], shardshuffle=False).decode("pil")
    for image, row in read.to_tuple("png;jpg", "json"):
        yield row, image


def numpy(out, classes):
    rows = json.loads((out / "labels.json").read_text())["samples"]
    files = sorted(out.glob("images-*.npy"))
    assert len(files) > 1
    images = [image for file in files for image in np.load(file, mmap_mode="r")]
    labels = [row for file in sorted(out.glob("labels-*.npy")) for row in np.load(file)]
    assert len(rows) == len(images) == len(labels)
    for row, image, soft_label in zip(rows, images, labels):
        yield {**row, "soft_label": soft_label.tolist()}, image.transpose(1, 2, 0)


def torchvision(out, classes):
    from torchvision.datasets import ImageFolder

    found = ImageFolder(out / "images")
    by_name = {row["file_name"]: row for row in rows_of(out)}
    for (path, number), (image, again) in zip(found.samples, found):
        assert number == again
        yield with_base(by_name, out, path, found.classes[number]), image


def tensorflow(out, classes):
    import tensorflow

    first = pixels(next((out / "images").glob("*/*")))
    found = tensorflow.keras.utils.image_dataset_from_directory(
        out / "images", shuffle=False, batch_size=1, image_size=first.shape[:2]
    )
    by_name = {row["file_name"]: row for row in rows_of(out)}
    for path, (image, number) in zip(found.file_paths, found):
        base = found.class_names[int(number[0])]
        yield with_base(by_name, out, path, base), image[0].numpy().astype(np.uint8)


def pytorch(out, classes):
    """The datasets of samples/pytorch, whose labels are tensors of 32-bit floats."""
    sys.path.append(str(Path(__file__).parents[3] / "samples/pytorch"))
    import mixed
    from torch.utils.data import DataLoader

    shards = (out / "shards").exists()
    dataset = (mixed.MixedShards if shards else mixed.MixedFolder)(out)
    assert dataset.classes == classes
    batches = list(DataLoader(dataset, 7, num_workers=0 if shards else 2))
    images = [image for batch in batches for image in batch[0]]
    labels = [label for batch in batches for label in batch[1]]
    if shards:
        assert len(list(DataLoader(dataset, 1, num_workers=2))) == len(images)
    for row, image, soft_label in zip(rows_of(out), images, labels, strict=True):
        assert np.array_equal(np.float32(label(row, classes)), soft_label.numpy())
        yield row, (image.permute(1, 2, 0) * 255).round().byte().numpy()


def readme(out, classes):
    """The lines of the README, which are for one size and dense labels."""
    text = (Path(__file__).parents[3] / "README.md").read_text()
    lines = {}
    exec(text.split("```python\n")[1].split("```")[0], lines)
    for row, (image, soft_label) in zip(rows_of(out), lines["Mixed"](out), strict=True):
        assert np.array_equal(np.float32(row["soft_label"]), soft_label.numpy())
        yield row, (image.permute(1, 2, 0) * 255).round().byte().numpy()


def rows_of(out):
    if (out / "metadata.jsonl").exists():
        return [json.loads(line) for line in (out / "metadata.jsonl").open()]

    return json.loads((out / "labels.json").read_text())["samples"]


def with_base(by_name, out, path, base):
    """The row of a file that lies in the folder of a class: that of the base image."""
    row = by_name[str(Path(path).relative_to(out))]
    assert row["source"].startswith(base + "-"), (row["source"], base)
    return row


def main():
    reader, files, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    rows, classes = expected(files)
    assert json.loads((out / "run.json").read_text())["classes"] == classes
    count = len(rows)
    for row, image in globals()[reader](out, classes):
        image_expected, label_expected = rows.pop((row["source"], row["copy"]))
        assert np.array_equal(pixels(image), image_expected), row
        assert np.array_equal(label(row, classes), label_expected), row
    assert not rows, f"{len(rows)} missing, such as {next(iter(rows))}"
    print(f"{reader}: {count} samples of {len(classes)} classes, 0 differences")


if __name__ == "__main__":
    main()
