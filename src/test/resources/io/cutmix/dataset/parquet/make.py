"""Makes the Parquet files in this folder: pyarrow 26.0.1, pandas 3.1.1, datasets 5.2.0."""

import base64
import io

import datasets
import numpy
import pandas
import PIL.Image
import pyarrow
import pyarrow.parquet
from pyarrow.parquet import encryption

ROWS = 100
names = ["%s/%03d.jpg" % ("ab"[i % 2], i) for i in range(ROWS)]
classes = ["dog" if i % 3 else "cat" for i in range(ROWS)]
table = pyarrow.table(
    {
        "file_name": names,
        "label": classes,
        "size": [{"w": i, "h": None if i % 4 else 7} for i in range(ROWS)],
        "note": [None if i % 3 else "x" * (i % 5) for i in range(ROWS)],
    }
)
for codec in ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]:
    for version in ["1.0", "2.0"]:
        pyarrow.parquet.write_table(
            table,
            "%s-%s.parquet" % (codec, version[0]),
            compression=codec,
            data_page_version=version,
            row_group_size=64,
            data_page_size=200,
            write_statistics=False,
            store_schema=False,
        )
pyarrow.parquet.write_table(table[:0], "empty.parquet", store_schema=False)
pyarrow.parquet.write_table(
    table,
    "delta.parquet",
    use_dictionary=False,
    column_encoding={"file_name": "DELTA_BYTE_ARRAY", "label": "DELTA_LENGTH_BYTE_ARRAY"},
    store_schema=False,
)
pandas.DataFrame(
    {"image": names[:4], "class": pandas.Categorical(classes[:4])}, index=list("wxyz")
).to_parquet("pandas.parquet")
pandas.DataFrame({"image": names[:4], "label": [1, 0, None, 2]}).to_parquet("null.parquet")

Ids = datasets.ClassLabel(names=["1", "0", "x"])
for name, label, values in [
    ("ids", Ids, [0, 1, 2, 0]),
    ("several", datasets.Sequence(Ids), [[0, 1], [1], [2, 0], [0]]),
    ("unlabelled", Ids, [0, -1, 2, 0]),
]:
    datasets.Dataset.from_dict(
        {"file_name": names[:4], "label": values},
        features=datasets.Features({"file_name": datasets.Value("string"), "label": label}),
    ).to_parquet("hugging-face-%s.parquet" % name)
pyarrow.parquet.write_table(
    pyarrow.Table.from_pylist(
        [
            {"image": {"bytes": None, "path": names[i]}, "label": [0, 1, 2, 0][i]}
            for i in range(4)
        ],
        schema=datasets.Features({"image": datasets.Image(), "label": Ids}).arrow_schema,
    ),
    "hugging-face-paths.parquet",
)

soft = [[0.5, 0.5, 0], [1, 0, 0], [0, 0.25, 0.75], [0, 0.125, 0.875]]
for name, type_ in [
    ("half", pyarrow.list_(pyarrow.float16())),
    ("float", pyarrow.list_(pyarrow.float32())),
    ("fixed", pyarrow.list_(pyarrow.float64(), 3)),
]:
    rows = [numpy.array(row, "float16" if name == "half" else "float64") for row in soft]
    pyarrow.parquet.write_table(
        pyarrow.table({"path": names[:4], "soft_label": pyarrow.array(rows, type_)}),
        "soft-%s.parquet" % name,
        store_schema=False,
    )
pyarrow.parquet.write_table(
    pyarrow.table({"path": names[:4], "soft_label": pyarrow.array(soft)}),
    "soft-old.parquet",
    use_compliant_nested_type=False,
    store_schema=False,
)
pyarrow.parquet.write_table(
    pyarrow.table(
        {
            "key": ["a/000", "b/001", "a/002", "b/003"],
            "url": ["https://example.org/%d" % i for i in range(4)],
            "status": ["success"] * 4,
            "class": classes[:4],
        }
    ),
    "img2dataset.parquet",
    store_schema=False,
)

pixels = numpy.random.default_rng(1).integers(0, 255, (6, 6, 8, 3), "uint8")
images = []
for i in range(6):
    file = io.BytesIO()
    PIL.Image.fromarray(pixels[i]).save(file, "PNG")
    images.append(file.getvalue())
    with open("image-%d.png" % i, "wb") as single:
        single.write(file.getvalue())
Names = datasets.ClassLabel(names=["cat", "dog", "ox"])


def embedded(name, null=False, **columns):
    made = datasets.Dataset.from_dict(
        {
            "image": [
                None if null and i == 2 else {"bytes": images[i], "path": "a.png"}
                for i in range(6)
            ],
            "label": [i * i % 3 for i in range(6)],
            **columns,
        },
        features=datasets.Features(
            {
                "image": datasets.Image(),
                "label": datasets.ClassLabel(names=["cat", "dog"]) if columns else Names,
                **{column: datasets.Value("binary") for column in columns},
            }
        ),
    )
    made.to_parquet(name + ".parquet")
    return made.with_format("arrow")[:]


plain = embedded("images-hugging-face")
embedded("images-null", null=True)
embedded("images-two", mask=images)
for codec, version in [("snappy", "1.0"), ("zstd", "2.0"), ("none", "1.0")]:
    pyarrow.parquet.write_table(
        plain,
        "images-%s.parquet" % codec,
        compression=codec,
        data_page_version=version,
        row_group_size=4,
        data_page_size=300,
        dictionary_pagesize_limit=300,
        write_statistics=False,
    )
pyarrow.parquet.write_table(plain[:0], "images-empty.parquet")
for name, columns in {"bytes": ["jpg", "class"], "color": ["jpg", "color"]}.items():
    values = [images, [["cat", "dog", "ox"][i * i % 3] for i in range(6)]]
    pyarrow.parquet.write_table(
        pyarrow.table(values, columns),
        f"images-{name}.parquet",
        use_dictionary=False,
        store_schema=False,
    )


class Keys(encryption.KmsClient):
    def __init__(self, config):
        super().__init__()

    def wrap_key(self, key, master):
        return base64.b64encode(key)

    def unwrap_key(self, key, master):
        return base64.b64decode(key)


for name, plain in [("encrypted", False), ("encrypted-columns", True)]:
    properties = encryption.CryptoFactory(Keys).file_encryption_properties(
        encryption.KmsConnectionConfig(),
        encryption.EncryptionConfiguration(
            footer_key="f", column_keys={"c": ["label"]}, plaintext_footer=plain
        ),
    )
    with pyarrow.parquet.ParquetWriter(
        name + ".parquet", table.schema, encryption_properties=properties, store_schema=False
    ) as writer:
        writer.write_table(table)

four = ["a/000.jpg", "b/001.jpg", "a/002.jpg", "b/003.jpg"]
days = numpy.array(["2020-01-02", "2020-01-01", "2020-01-02", "2020-01-01"])
labels = {
    "types-unsigned-32": numpy.array([2**32 - 1, 1, 2, 1], "uint32"),
    "types-unsigned-64": numpy.array([2**64 - 1, 1, 2, 1], "uint64"),
    "types-boolean": [True, False, True, False],
    "types-date": days.astype("datetime64[D]"),
    "types-time": days.astype("datetime64[us]"),
    "types-absent": [0.0, numpy.nan, 1.0, 0.0],
    "types-checksum": ["cat", "dog", "cat", "dog"],
}
for name, values in labels.items():
    pyarrow.parquet.write_table(
        pyarrow.table({"file_name": four, "label": values}),
        name + ".parquet",
        compression="none",
        use_dictionary=False,
        store_schema=False,
        write_statistics=False,
        write_page_checksum=name.endswith("checksum"),
    )
