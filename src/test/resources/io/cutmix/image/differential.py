"""Makes image files of all kinds in a folder, with the pixels that two other readers find in them.

differential.py DIR   writes DIR/NAME, DIR/NAME.pillow and DIR/NAME.magick (RGBA, 8 bits, upright)
                      and DIR/index.txt: a name, width, height and tolerance a line
"""
import os, random, subprocess, sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from PIL import Image, ImageOps

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


SIZES = [(1, 1), (2, 3), (7, 5), (16, 16), (17, 33), (40, 31), (64, 48)]
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


def judge(name):
    image = Image.open(path(name))
    image.load()
    if image.mode[0] not in "IF":
        turned = image if image.format == "TIFF" else ImageOps.exif_transpose(image)
        with open(path(name + ".pillow"), "wb") as out:
            out.write(turned.convert("RGBA").tobytes())
        return "%d %d" % turned.size
    return None


def seen(name):
    size = call("convert", path(name) + "[0]", "-auto-orient", "-format", "%w %h", "info:").decode()
    with open(path(name + ".magick"), "wb") as out:
        out.write(call("convert", path(name) + "[0]", "-auto-orient", "-colorspace", "sRGB", "-depth", "8", "RGBA:-"))
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
