"""Makes image files of all kinds in a folder, with the pixels that two other readers find in them.

differential.py DIR   writes DIR/NAME, DIR/NAME.pillow and DIR/NAME.magick (RGBA, 8 bits, upright)
                      and DIR/index.txt: a name, width, height and tolerance a line
"""
import io, os, random, struct, subprocess, sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from PIL import Image, ImageCms, ImageOps

folder = sys.argv[1]
random.seed(17)
made = {}


def picture(width, height, mode):
    small = Image.frombytes("RGBA", (5, 4), random.randbytes(80))
    image = small.resize((width, height), Image.BICUBIC)
    return image.convert("RGB").convert("P", palette=Image.ADAPTIVE) if mode == "P" else image.convert(mode)


def call(*words):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True).stdout


def path(name):
    return os.path.join(folder, name)


def save(name, image, tolerance, **how):
    image.save(path(name), **how)
    made[name] = tolerance


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    return data


SIZES = [(1, 1), (2, 3), (7, 5), (16, 16), (17, 33), (40, 31), (64, 48), (251, 187)]
n = 0
for width, height in SIZES:
    for mode in ("L", "RGB", "RGBA", "P", "1", "LA"):
        image = picture(width, height, mode)
        key = f"{mode}-{width}x{height}"
        for level in (0, 9):
            save(f"{key}-{level}.png", image, 0, compress_level=level)
        if mode in ("L", "RGB", "RGBA", "P", "1"):
            save(f"{key}.gif", image.convert("P") if mode == "1" else image, 0)
            for packing in (None, "tiff_lzw", "packbits", "tiff_adobe_deflate"):
                save(f"{key}-{packing}.tif", image, 0, compression=packing)
        if mode in ("L", "RGB", "RGBA", "P"):
            for rle in (None, "tga_rle"):
                save(f"{key}-{rle}.tga", image, 0, compression=rle)
        if mode in ("L", "RGB", "1", "P"):
            save(f"{key}.bmp", image, 0)
        if mode in ("L", "RGB", "1"):
            save(f"{key}.ppm", image, 0)
        if mode == "1":
            for packing in ("group3", "group4", "tiff_ccitt"):
                save(f"{key}-{packing}.tif", image, 0, compression=packing)
        if mode in ("RGB", "RGBA"):
            for method in (0, 4, 6):
                for quality in (5, 40, 75, 95):
                    save(f"{key}-{method}-{quality}.webp", image, 2, method=method, quality=quality)
                save(f"{key}-{method}-lossless.webp", image, 0, lossless=True, method=method)
        if mode in ("L", "RGB"):
            for quality in (10, 50, 75, 95):
                for sampling in (0, 1, 2):
                    for progressive in (False, True):
                        save(f"{key}-{quality}-{sampling}-{progressive}.jpg", image, 2,
                             quality=quality, subsampling=sampling, progressive=progressive)
            for orientation in range(1, 9):
                data = exif(orientation)
                save(f"{key}-turned-{orientation}.jpg", image, 2, exif=data, quality=90)
                save(f"{key}-turned-{orientation}.png", image, 0, exif=data)
                save(f"{key}-turned-{orientation}.webp", image, 2, exif=data)
                save(f"{key}-turned-{orientation}-marked.webp", image, 2, exif=b"Exif\0\0" + data.tobytes()[6:])
                save(f"{key}-turned-{orientation}.tif", image, 0, tiffinfo={0x0112: orientation})

# What ImageMagick writes in ways of its own.
jobs = []
for width, height in SIZES:
    source = path(f"RGBA-{width}x{height}-0.png")
    for name, tolerance, *how in (
        ("m16.png", 1, "-depth", "16"), ("m16.tif", 1, "-depth", "16"), ("interlaced.png", 0, "-interlace", "PNG"),
        ("plain.ppm", 0, "-compress", "none"), ("deep.pgm", 1, "-depth", "16"), ("a.pam", 0), ("a.psd", 0),
        ("zip.tif", 0, "-compress", "Zip"), ("associated.tif", 0, "-define", "tiff:alpha=associated"),
        ("unassociated.tif", 0, "-define", "tiff:alpha=unassociated"), ("arithmetic.jpg", 2, "-interlace", "JPEG"),
        ("8.gif", 0, "-colors", "8"), ("rle.bmp", 0, "-colors", "16", "-compress", "RLE"), ("32.bmp", 0)):
        made[f"magick-{width}x{height}-{name}"] = tolerance
        jobs.append(["convert", source, *how, path(f"magick-{width}x{height}-{name}")])

    # libtiff's compressions, strips, tiles and orders of bits, and libwebp's own program.
    for key in (f"RGB-{width}x{height}", f"L-{width}x{height}", f"RGBA-{width}x{height}"):
        plain = path(f"{key}-None.tif")
        for name, tolerance, *how in (
            ("lzw-2.tif", 0, "-c", "lzw:2"), ("zip-2.tif", 0, "-c", "zip:2"), ("packbits.tif", 0, "-c", "packbits"),
            ("planar.tif", 0, "-p", "separate"), ("tiles.tif", 0, "-t", "-w", "16", "-l", "32", "-c", "lzw"),
            ("big-endian.tif", 0, "-B", "-r", "3"), ("bigtiff.tif", 0, "-8"), ("jpeg.tif", 2, "-c", "jpeg:90", "-r", "16")):
            if not (name == "jpeg.tif" and key.startswith("RGBA")):
                made[f"tiffcp-{key}-{name}"] = tolerance
                jobs.append(["tiffcp", *how, plain, path(f"tiffcp-{key}-{name}")])
        if not key.startswith("L"):
            for name, tolerance, *how in (
                ("q30.webp", 2, "-q", "30"), ("sharp.webp", 2, "-sharp_yuv"), ("lossless.webp", 0, "-lossless", "-exact"),
                ("alpha.webp", 2, "-alpha_q", "20"), ("near.webp", 0, "-near_lossless", "40")):
                made[f"cwebp-{key}-{name}"] = tolerance
                jobs.append(["cwebp", "-quiet", *how, path(f"{key}-0.png"), "-o", path(f"cwebp-{key}-{name}")])
    for name, *how in (
        ("g3.tif", "-c", "g3:1d"), ("g3-2d.tif", "-c", "g3:2d"), ("g3-fill.tif", "-c", "g3:1d:fill"),
        ("g3-2d-fill.tif", "-c", "g3:2d:fill", "-r", "5"), ("g4.tif", "-c", "g4"), ("g3-lsb.tif", "-c", "g3", "-f", "lsb2msb")):
        made[f"tiffcp-1-{width}x{height}-{name}"] = 0
        jobs.append(["tiffcp", *how, path(f"1-{width}x{height}-None.tif"), path(f"tiffcp-1-{width}x{height}-{name}")])

# A page of fax from its lines alone.
page = path("1-1728x100.tif")
picture(1728, 100, "1").save(page, compression="group3")
with Image.open(page) as image:
    start, length = image.tag_v2[273][0], image.tag_v2[279][0]
with open(page, "rb") as file, open(path("page.g3"), "wb") as lines:
    lines.write(file.read()[start:start + length])
os.remove(page)
for name, *how in (("fax-1d.tif", "-1"), ("fax-2d.tif", "-2"), ("fax-strips.tif", "-1", "-r", "16")):
    made[name] = 0
    jobs.append(["fax2tiff", "-M", *how, "-o", path(name), path("page.g3")])

# Profiles, of which that of sRGB changes nothing and the others are converted by the judge; inks.
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
with open(path("srgb.icc"), "wb") as file:
    file.write(srgb.tobytes())
for width, height in SIZES:
    image = picture(width, height, "RGB")
    for ending, tolerance in (("png", 0), ("tif", 0), ("jpg", 2), ("webp", 2)):
        save(f"srgb-{width}x{height}.{ending}", image, tolerance, icc_profile=srgb.tobytes())
    inks = picture(width, height, "CMYK")
    for quality in (50, 95):
        save(f"inks-{width}x{height}-{quality}.jpg", inks, 2, quality=quality)
    for packing in (None, "tiff_lzw", "packbits"):
        save(f"inks-{width}x{height}-{packing}.tif", inks, 1, compression=packing)


# Profiles other than that of sRGB: by curves and primaries, of gray, and by tables, for colors and for inks.
def profile(space, tags, pcs=b"XYZ "):
    data, table = b"", b""
    tags = [(b"desc", b"desc\0\0\0\0\0\0\0\2x\0" + bytes(78)), (b"cprt", b"text\0\0\0\0x\0"),
            (b"wtpt", xyz(0.9642, 1, 0.8249))] + tags
    for tag, value in tags:
        table += struct.pack(">4sII", tag, 132 + 12 * len(tags) + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    size = 132 + len(table) + len(data)
    head = struct.pack(">I4sI4s4s4s12s4sI4s", size, b"\0\0\0\0", 0x02400000,
                       b"prtr" if space == b"CMYK" else b"mntr", space, pcs, bytes(12), b"acsp", 0, b"\0\0\0\0")
    head += struct.pack(">I4sQI", 0, b"\0\0\0\0", 0, 0) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def xyz(*numbers):
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(number * 65536) for number in numbers))


def gamma(exponent):
    return b"curv\0\0\0\0\0\0\0\1" + struct.pack(">H", round(exponent * 256))


def matrix(exponent, *primaries):
    return profile(b"RGB ", [(b"rXYZ", xyz(*primaries[0])), (b"gXYZ", xyz(*primaries[1])), (b"bXYZ", xyz(*primaries[2])),
                             (b"rTRC", gamma(exponent)), (b"gTRC", gamma(exponent)), (b"bTRC", gamma(exponent))])


def table(space, channels, lab):
    """Five points along each channel, by a function of these to Lab, and curves that change nothing."""
    grid, points = 5, []
    for i in range(grid ** channels):
        place = [i // grid ** (channels - 1 - c) % grid / (grid - 1) for c in range(channels)]
        light, a, b = lab(*place)
        points += [round(light * 652.8), round((a + 128) * 256), round((b + 128) * 256)]
    lut = b"mft2\0\0\0\0" + bytes([channels, 3, grid, 0]) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut += struct.pack(">HH", 2, 2) + struct.pack(">HH", 0, 65535) * channels
    lut += struct.pack(f">{len(points)}H", *points) + struct.pack(">HH", 0, 65535) * 3
    return profile(space, [(b"A2B0", lut)], b"Lab ")


PROFILES = {
    "adobe": matrix(2.2, (0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    "p3": matrix(2.4, (0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
    "linear": matrix(1.0, (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "table": table(b"RGB ", 3, lambda r, g, b: (100 * (r + 2 * g + b) / 4, 60 * (r - g), 60 * (g - b))),
    "gray": profile(b"GRAY", [(b"kTRC", gamma(1.8))]),
    "ink": table(b"CMYK", 4, lambda c, m, y, k: (100 * (1 - k) * (3 - c - m - y) / 3, 50 * (m - c), 50 * (y - m))),
}
MODES = {"adobe": "RGB", "p3": "RGB", "linear": "RGB", "table": "RGB", "gray": "L", "ink": "CMYK"}
converted = set()
for width, height in SIZES:
    for kind, icc in PROFILES.items():
        image = picture(width, height, MODES[kind])
        for ending in ("png", "tif", "jpg", "webp"):
            if kind == "ink" and ending in ("png", "webp") or kind == "gray" and ending == "webp":
                continue
            how = {"lossless": True} if ending == "webp" else {"quality": 95} if ending == "jpg" else {}
            save(f"icc-{kind}-{width}x{height}.{ending}", image, 2, icc_profile=icc, **how)
            converted.add(f"icc-{kind}-{width}x{height}.{ending}")
        if kind in ("adobe", "p3", "linear", "table"):
            for ending in ("png", "tif", "webp"):
                name = f"icc-{kind}-alpha-{width}x{height}.{ending}"
                how = {"lossless": True} if ending == "webp" else {}
                save(name, picture(width, height, "RGBA"), 2, icc_profile=icc, **how)
                converted.add(name)
            name = f"icc-{kind}-{width}x{height}.psd"
            made[name] = 2
            converted.add(name)
            jobs.append(["convert", path(f"icc-{kind}-{width}x{height}.tif"), path(name)])
    # Of no use: cut off, noise, of other colors than the image, of a device that isn't one of images.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for kind, mode, icc in (("cut", "RGB", PROFILES["adobe"][:200]), ("short", "RGB", PROFILES["p3"][:-70]),
                            ("noise", "RGB", random.randbytes(500)), ("empty", "RGB", bytes(132)),
                            ("gray", "RGB", PROFILES["gray"]), ("rgb", "L", PROFILES["adobe"]),
                            ("ink", "RGB", PROFILES["ink"]), ("lab", "RGB", lab)):
        for ending, tolerance in (("png", 0), ("tif", 0), ("jpg", 2), ("webp", 2)):
            if not (mode == "L" and ending == "webp"):
                save(f"icc-useless-{kind}-{width}x{height}.{ending}", picture(width, height, mode), tolerance, icc_profile=icc)


def in_srgb(image):
    """By LittleCMS, the colors apart from the alpha."""
    icc = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    colors = image.convert("RGB") if image.mode == "RGBA" else image
    result = ImageCms.profileToProfile(colors, icc, srgb, outputMode="RGB").convert("RGBA")
    if image.mode == "RGBA":
        result.putalpha(image.getchannel("A"))
    return result


def judge(name):
    image = Image.open(path(name))
    image.load()
    if name in converted:
        image = in_srgb(image)
    if image.mode[0] not in "IF":
        turned = image if image.format == "TIFF" else ImageOps.exif_transpose(image)
        with open(path(name + ".pillow"), "wb") as out:
            out.write(turned.convert("RGBA").tobytes())
        return "%d %d" % turned.size
    return None


def seen(name):
    size = call("convert", path(name) + "[0]", "-auto-orient", "-format", "%w %h", "info:").decode()
    with open(path(name + ".magick"), "wb") as out:
        to_srgb = ["-profile", path("srgb.icc")] if name in converted else []
        out.write(call("convert", path(name) + "[0]", "-auto-orient", *to_srgb, "-colorspace", "sRGB", "-depth", "8", "RGBA:-"))
    try:
        size = judge(name) or size  # ImageMagick turns neither PNG nor WebP
    except Exception:  # one that Pillow can't read has one judge
        pass
    return f"{name} {size} {made[name]}"


with ThreadPoolExecutor(2) as pool:
    list(pool.map(lambda job: call(*job), jobs))
# Processes, as Pillow closes files of TIFF twice, which may be those of another thread.
with ProcessPoolExecutor(2) as pool:
    with open(path("index.txt"), "w") as index:
        index.write("\n".join(pool.map(seen, sorted(made), chunksize=20)) + "\n")
