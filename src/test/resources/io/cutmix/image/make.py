"""Makes the fixtures beside this file: pictures of many formats, and the pixels they should give.

Run with Debian 12's python3-pil and imagemagick: /usr/bin/python3 make.py
index.csv lists all: file, format, width, height, gray, alpha, upright, channels of the expected
pixels, tolerance in levels, whether there is a colour profile other than sRGB. pixels.bin holds the expected pixels in the same order, one picture
after the other; they are known from how a picture was made, or are what Pillow reads.
The photograph is samples/images/astronaut-1.jpg; see samples/ATTRIBUTION.md.
"""
import csv, io, os, struct, subprocess, zlib
from PIL import Image, ImageCms, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
os.chdir(HERE)
PHOTO = Image.open("../../../../../../samples/images/astronaut-1.jpg").convert("RGB")
SMALL = PHOTO.crop((30, 10, 67, 39))  # 37 x 29, no multiple of any block
W, H = SMALL.size
RAMP = Image.new("L", SMALL.size)
RAMP.putdata([(x * 7 + y * 3) % 256 for y in range(H) for x in range(W)])
RGBA = SMALL.copy()
RGBA.putalpha(RAMP)
rows, pixels = [], []


def expect(name, picture, gray=False, alpha=False, upright=True, tolerance=0, foreign=False):
    form = {"jpg": "JPEG", "tif": "TIFF", "pgm": "PNM", "ppm": "PNM", "pbm": "PNM", "pam": "PNM", "psb": "PSD"}
    extension = name.rsplit(".", 1)[1]
    channels = {"L": 1, "RGB": 3, "RGBA": 4}[picture.mode]
    pixels.append(picture.tobytes())
    rows.append([name, form.get(extension, extension.upper()), picture.width, picture.height,
                 gray, alpha, upright, channels, tolerance, foreign])


def pillow(name, picture, mode=None, gray=False, alpha=False, tolerance=0, **options):
    picture.save(name, **options)
    with Image.open(name) as read:
        expect(name, read.convert(mode or picture.mode), gray, alpha, tolerance=tolerance)


def magick(name, source, *options):
    source.save("/tmp/fixture.png")
    subprocess.run(["convert", "/tmp/fixture.png", *options, name], check=True)


def patch(name, data):
    with open(name, "wb") as f:
        f.write(data)


def read(name):
    with open(name, "rb") as f:
        return f.read()


# JPEG
pillow("baseline.jpg", SMALL, tolerance=2, quality=92)
pillow("progressive.jpg", SMALL, tolerance=2, quality=92, progressive=True)
pillow("full-chroma.jpg", SMALL, tolerance=2, quality=92, subsampling=0)
magick("restarts.jpg", SMALL, "-quality", "92", "-define", "jpeg:restart-interval=2")
expect("restarts.jpg", Image.open("restarts.jpg").convert("RGB"), tolerance=2)
pillow("gray.jpg", RAMP, gray=True, tolerance=2, quality=92)
data = read("full-chroma.jpg")
patch("no-jfif.jpg", data[:2] + data[20:])  # APP0 has 18 bytes; decoders have to guess the colours
expect("no-jfif.jpg", Image.open("full-chroma.jpg").convert("RGB"), tolerance=2)
# Three channels that are red, green and blue, said by Adobe's marker or by the components' names
Image.merge("YCbCr", SMALL.split()).save("rgb.jpg", quality=95, subsampling=0)
data = read("rgb.jpg")
patch("rgb.jpg", data[:2] + b"\xff\xee\0\x0eAdobe\0d\0\0\0\0\0" + data[20:])
expect("rgb.jpg", Image.open("rgb.jpg").convert("RGB"), tolerance=2)
data = bytearray(data[:2] + data[20:])
for marker, first, step in ((b"\xff\xc0", 10, 3), (b"\xff\xda", 5, 2)):
    for i, letter in enumerate(b"RGB"):
        data[data.index(marker) + first + i * step] = letter
patch("named-rgb.jpg", data)
expect("named-rgb.jpg", Image.open("named-rgb.jpg").convert("RGB"), tolerance=2)
pillow("broken-profile.jpg", SMALL, tolerance=2, quality=92, icc_profile=b"no profile at all")
inks = ImageOps.invert(SMALL).convert("RGB")
cmyk = Image.merge("CMYK", (*inks.split(), RAMP.point(lambda v: v // 3)))
pillow("cmyk.jpg", cmyk, "RGB", tolerance=2, quality=95)
ycc = [ImageOps.invert(c) for c in inks.convert("YCbCr").split()]  # Pillow inverts when saving
Image.merge("CMYK", (*ycc, RAMP.point(lambda v: v // 3))).save("ycck.jpg", quality=95)
data = bytearray(read("ycck.jpg"))
data[data.index(b"Adobe") + 11] = 2
patch("ycck.jpg", data)
expect("ycck.jpg", Image.open("ycck.jpg").convert("RGB"), tolerance=2)
data = read("baseline.jpg")
patch("trailing.jpg", data + b"\0" * 100 + b"more")
expect("trailing.jpg", Image.open("baseline.jpg").convert("RGB"), tolerance=2)
patch("stray-bytes.jpg", data[:-2] + b"stray" + data[-2:])
expect("stray-bytes.jpg", Image.open("baseline.jpg").convert("RGB"), tolerance=2)


# Lossless JPEG by hand (T.81, annex H): predictor 1, and a Huffman code of 4 bits for each category
def lossless_jpeg(name, gray):
    bits = ""
    for y in range(H):
        for x in range(W):
            left = gray.getpixel((x - 1, y)) if x else gray.getpixel((0, y - 1)) if y else 128
            difference = gray.getpixel((x, y)) - left
            size = abs(difference).bit_length()
            bits += format(size, "04b")
            if size:
                bits += format(difference if difference > 0 else difference + 2 ** size - 1, f"0{size}b")
    bits += "1" * (-len(bits) % 8)
    scan = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    frame = b"\xff\xc3" + struct.pack(">HBHHBBBB", 11, 8, H, W, 1, 1, 0x11, 0)
    table = b"\xff\xc4" + struct.pack(">HB", 28, 0) + bytes([0, 0, 0, 9] + [0] * 12) + bytes(range(9))
    start = b"\xff\xda" + struct.pack(">HBBBBBB", 8, 1, 1, 0, 1, 0, 0)
    patch(name, b"\xff\xd8" + frame + table + start + scan + b"\xff\xd9")
    expect(name, gray, gray=True)


lossless_jpeg("lossless.jpg", RAMP)
for value in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = value
    for name, options in (("jpg", {"quality": 92}), ("png", {}), ("tif", {}), ("webp", {"lossless": True})):
        if name != "jpg" and value not in (3, 6):
            continue
        file = f"orientation-{value}.{name}"
        if name == "tif":
            SMALL.save(file, tiffinfo={0x0112: value})
        else:
            SMALL.save(file, exif=exif.tobytes() if name == "webp" else exif, **options)
        stored = Image.open(file).convert("RGB") if name != "tif" else SMALL
        turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # Pillow's names for the ways back
        upright = stored.transpose(turn[value]) if value > 1 else stored
        expect(file, upright, upright=value == 1, tolerance=2 if name == "jpg" else 0)


# PNG, by hand: the samples are known
def png(name, width, height, depth, colours, samples, *chunks, interlaced=False):
    bands = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colours]
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    lines = b""
    for left, top, right, down in passes:
        for y in range(top, height, down):
            bits = "".join(
                format(v, f"0{depth}b") for x in range(left, width, right)
                for v in samples[(y * width + x) * bands:(y * width + x + 1) * bands])
            bits += "0" * (-len(bits) % 8)
            if bits:
                lines += b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    patch(name, b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(*c) for c in chunks)
          + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def known(name, mode, width, height, samples, **flags):
    expect(name, Image.frombytes(mode, (width, height), bytes(samples)), **flags)


for depth in (1, 2, 4):
    top = 2 ** depth - 1
    values = [(x + y) % (top + 1) for y in range(5) for x in range(19)]
    png(f"gray-{depth}.png", 19, 5, depth, 0, values)
    known(f"gray-{depth}.png", "L", 19, 5, [v * 255 // top for v in values], gray=True)
values = list(range(256))
png("gray-8.png", 16, 16, 8, 0, values)
known("gray-8.png", "L", 16, 16, values, gray=True)
deep = [(i * 521) % 65536 for i in range(16 * 16)]
png("gray-16.png", 16, 16, 16, 0, deep)
known("gray-16.png", "L", 16, 16, [(v + 128) // 257 for v in deep], gray=True)
pairs = [v for i in range(256) for v in (i, 255 - i)]
png("gray-alpha-8.png", 16, 16, 8, 4, pairs)
known("gray-alpha-8.png", "RGBA", 16, 16, [v for i in range(256) for v in (i, i, i, 255 - i)], gray=True, alpha=True)
png("gray-alpha-16.png", 16, 16, 16, 4, [v * 257 for v in pairs])
known("gray-alpha-16.png", "RGBA", 16, 16, [v for i in range(256) for v in (i, i, i, 255 - i)], gray=True, alpha=True)
colours = [(i * 7919) % 65536 for i in range(13 * 11 * 3)]
png("rgb-16.png", 13, 11, 16, 2, colours)
known("rgb-16.png", "RGB", 13, 11, [(v + 128) // 257 for v in colours])
colours = [(i * 7919) % 65536 for i in range(13 * 11 * 4)]
png("rgba-16.png", 13, 11, 16, 6, colours)
known("rgba-16.png", "RGBA", 13, 11, [(v + 128) // 257 for v in colours], alpha=True)
png("gray-transparent.png", 16, 16, 8, 0, values, (b"tRNS", struct.pack(">H", 77)))
known("gray-transparent.png", "RGBA", 16, 16, [v for i in values for v in (i, i, i, 0 if i == 77 else 255)], gray=True, alpha=True)
png("gray-16-transparent.png", 16, 16, 16, 0, deep, (b"tRNS", struct.pack(">H", deep[9])))
known("gray-16-transparent.png", "RGBA", 16, 16, [v for i, d in enumerate(deep) for v in [(d + 128) // 257] * 3 + [0 if i == 9 else 255]], gray=True, alpha=True)
thirds = [v for i in range(256) for v in (i, 0, 255 - i)]
png("rgb-transparent.png", 16, 16, 8, 2, thirds, (b"tRNS", struct.pack(">HHH", 9, 0, 246)))
known("rgb-transparent.png", "RGBA", 16, 16, [v for i in range(256) for v in (i, 0, 255 - i, 0 if i == 9 else 255)], alpha=True)
table = [(i * 37 + c * 11) % 256 for i in range(16) for c in range(3)]
indices = [(x * 3 + y) % 16 for y in range(7) for x in range(21)]
png("palette-4.png", 21, 7, 4, 3, indices, (b"PLTE", bytes(table)))
known("palette-4.png", "RGB", 21, 7, [v for i in indices for v in table[3 * i:3 * i + 3]])
png("palette-transparent.png", 21, 7, 4, 3, indices, (b"PLTE", bytes(table)), (b"tRNS", bytes([0, 100, 200])))
known("palette-transparent.png", "RGBA", 21, 7,
      [v for i in indices for v in table[3 * i:3 * i + 3] + [(0, 100, 200)[i] if i < 3 else 255]], alpha=True)
png("gray-palette.png", 21, 7, 8, 3, [i * 10 for i in indices], (b"PLTE", bytes(v for i in range(200) for v in (i, i, i))))
known("gray-palette.png", "L", 21, 7, [i * 10 for i in indices], gray=True)
png("interlaced.png", W, H, 8, 2, list(SMALL.tobytes()), interlaced=True)
expect("interlaced.png", SMALL)
png("odd-chunks.png", W, H, 8, 2, list(SMALL.tobytes()), (b"gAMA", struct.pack(">I", 100000)),
    (b"iCCP", b"broken"), (b"zTXt", b"broken"), (b"tIME", b""))
expect("odd-chunks.png", SMALL)
pillow("rgb.png", SMALL)
pillow("rgba.png", RGBA, alpha=True)

# GIF
few = SMALL.quantize(60)
pillow("plain.gif", few, "RGB")
pillow("interlaced.gif", few, "RGB", interlace=1)
clear = few.copy()
clear.paste(7, (3, 3, 20, 10))
pillow("transparent.gif", clear, "RGBA", alpha=True, transparency=7)
few.save("animated.gif", save_all=True, append_images=[ImageOps.flip(SMALL).quantize(60)])
expect("animated.gif", Image.open("animated.gif").convert("RGB"))
data = bytearray(read("plain.gif"))
data[6:10] = struct.pack("<HH", W + 8, H + 5)
frame = data.index(b"\x2c" + struct.pack("<HHHH", 0, 0, W, H))
data[frame + 1:frame + 5] = struct.pack("<HH", 6, 2)
patch("small-frame.gif", data)
expect("small-frame.gif", Image.open("small-frame.gif").convert("RGB"))

# BMP
pillow("rgb.bmp", SMALL)
pillow("gray.bmp", RAMP, gray=True)
pillow("bilevel.bmp", RAMP.convert("1"), "L", gray=True)
pillow("palette.bmp", few, "RGB")
magick("565.bmp", SMALL, "-define", "bmp:subtype=RGB565")
expect("565.bmp", Image.open("565.bmp").convert("RGB"), tolerance=1)
magick("rgba.bmp", RGBA)
expect("rgba.bmp", RGBA, alpha=True)
magick("rle.bmp", few.convert("RGB"), "-type", "Palette", "-compress", "RLE")
expect("rle.bmp", Image.open("rle.bmp").convert("RGB"))

# TIFF
pillow("rgb.tif", SMALL)
pillow("lzw.tif", SMALL, compression="tiff_lzw")
pillow("deflate.tif", SMALL, compression="tiff_adobe_deflate")
pillow("packbits.tif", SMALL, compression="packbits")
pillow("jpeg.tif", SMALL, tolerance=3, compression="jpeg", quality=92)
pillow("gray.tif", RAMP, gray=True)
pillow("bilevel.tif", RAMP.convert("1"), "L", gray=True)
pillow("fax.tif", RAMP.convert("1"), "L", gray=True, compression="group4")
pillow("rgba.tif", RGBA, alpha=True)
pillow("palette.tif", few, "RGB")
pillow("cmyk.tif", cmyk, "RGB", tolerance=1)
SMALL.save("pages.tif", save_all=True, append_images=[ImageOps.flip(SMALL)])
expect("pages.tif", SMALL)
magick("rgb-16.tif", SMALL, "-depth", "16")
expect("rgb-16.tif", SMALL)
magick("tiled.tif", SMALL, "-define", "tiff:tile-geometry=16x16")
expect("tiled.tif", SMALL)
magick("planar.tif", SMALL, "-interlace", "plane")
expect("planar.tif", SMALL)

# WebP
pillow("lossless.webp", SMALL, lossless=True)
pillow("lossless-alpha.webp", RGBA, alpha=True, lossless=True, exact=True)
# TwelveMonkeys does not smooth the chroma as libwebp does.
pillow("lossy.webp", SMALL, tolerance=8, quality=90)
pillow("lossy-alpha.webp", RGBA, alpha=True, tolerance=8, quality=90, exact=True)
SMALL.save("animated.webp", save_all=True, append_images=[ImageOps.flip(SMALL)], lossless=True)
expect("animated.webp", Image.open("animated.webp").convert("RGBA"), alpha=True)

# TGA
pillow("rgb.tga", SMALL)
pillow("rgba.tga", RGBA, alpha=True)
pillow("gray.tga", RAMP, gray=True)
pillow("rle.tga", SMALL, compression="tga_rle")
pillow("bottom-up.tga", SMALL, orientation=1)
pillow("palette.tga", few, "RGB")

# PSD
magick("rgb.psd", SMALL)
expect("rgb.psd", SMALL)
magick("gray.psd", RAMP, "-colorspace", "gray")
expect("gray.psd", RAMP, gray=True)
magick("raw.psd", SMALL, "-compress", "none")
expect("raw.psd", SMALL)
magick("rgb-16.psd", SMALL, "-depth", "16")
expect("rgb-16.psd", SMALL)
cmyk.save("/tmp/fixture.tif")
subprocess.run(["convert", "/tmp/fixture.tif", "cmyk.psd"], check=True)
expect("cmyk.psd", cmyk.convert("RGB"), tolerance=1)

# PNM
pillow("rgb.ppm", SMALL)
pillow("gray.pgm", RAMP, gray=True)
pillow("bilevel.pbm", RAMP.convert("1"), "L", gray=True)
for form, source, name in (("ppm", SMALL, "plain.ppm"), ("pgm", RAMP, "plain.pgm"), ("pbm", RAMP.convert("1"), "plain.pbm")):
    magick(name, source, "-compress", "none")
    expect(name, source.convert("RGB" if form == "ppm" else "L"), gray=form != "ppm")
patch("rgb-16.ppm", b"P6 %d %d 65535\n" % (W, H) + b"".join(bytes([v, v]) for v in SMALL.tobytes()))
expect("rgb-16.ppm", SMALL)
patch("max-100.pgm", b"P5\n# levels 0..100\n101 1\n100\n" + bytes(range(101)))
known("max-100.pgm", "L", 101, 1, [(v * 255 + 50) // 100 for v in range(101)], gray=True, tolerance=1)
patch("rgba.pam", b"P7\nWIDTH %d\nHEIGHT %d\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n" % (W, H) + RGBA.tobytes())
expect("rgba.pam", RGBA, alpha=True)



# Rarer kinds of these formats, by hand
def bmp(name, bits, palette, row, core=False):
    lines = [row(y) for y in range(H)]
    body = b"".join(line + bytes(-len(line) % 4) for line in reversed(lines))
    sizes = struct.pack("<IHHHH", 12, W, H, 1, bits) if core else struct.pack("<IiiHH6I", 40, W, H, 1, bits, *[0] * 6)
    start = 14 + len(sizes) + len(palette)
    patch(name, b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + sizes + palette + body)


sixteen = SMALL.quantize(16)
colours = bytes(sixteen.getpalette()[:48])
index = list(sixteen.getdata()) + [0]
fifths = [tuple(v >> 3 for v in colour) for colour in SMALL.getdata()]  # 5 bits a channel
five = Image.new("RGB", SMALL.size)
five.putdata([tuple((v * 255 + 15) // 31 for v in colour) for colour in fifths])
words = [struct.pack("<H", r << 10 | g << 5 | b) for r, g, b in fifths]
bmp("palette-4.bmp", 4, b"".join(colours[i + 2:i - 1 if i else None:-1] + b"\0" for i in range(0, 48, 3)),
    lambda y: bytes((index[y * W + x] << 4 | (index[y * W + x + 1] if x + 1 < W else 0)) for x in range(0, W, 2)))
expect("palette-4.bmp", sixteen.convert("RGB"))
bmp("555.bmp", 16, b"", lambda y: b"".join(words[y * W:(y + 1) * W]))
expect("555.bmp", five, tolerance=1)
bmp("os2.bmp", 24, b"", lambda y: Image.merge("RGB", SMALL.split()[::-1]).crop((0, y, W, y + 1)).tobytes(), core=True)
expect("os2.bmp", SMALL)
patch("555.tga", struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, W, H, 16, 0x20) + b"".join(words))
expect("555.tga", five, tolerance=1)
pillow("rle-gray.tga", RAMP, gray=True, compression="tga_rle")
pillow("group3.tif", RAMP.convert("1"), "L", gray=True, compression="group3")
deeper = [v * 200 + 7 for v in RAMP.tobytes()]
Image.frombytes("I;16", SMALL.size, struct.pack(f"<{W * H}H", *deeper)).save("gray-16.tif")
known("gray-16.tif", "L", W, H, [(v + 128) // 257 for v in deeper], gray=True)
strip = SMALL.tobytes()
entries = [(256, 3, 1, W), (257, 3, 1, H), (258, 3, 3, 8 | 8 << 16 | 8 << 32), (259, 3, 1, 1), (262, 3, 1, 2),
           (273, 16, 1, 16 + 8 + 9 * 20 + 8), (277, 3, 1, 3), (278, 3, 1, H), (279, 16, 1, len(strip))]
patch("big.tif", b"II" + struct.pack("<HHHQQ", 43, 8, 0, 16, len(entries))
      + b"".join(struct.pack("<HHQQ", *entry) for entry in entries) + bytes(8) + strip)
expect("big.tif", SMALL)
patch("large.psb", b"8BPS" + struct.pack(">H6sHIIHHIIQH", 2, b"", 3, H, W, 8, 3, 0, 0, 0, 0)
      + b"".join(c.tobytes() for c in SMALL.split()))
expect("large.psb", SMALL)
patch("palette.psd", b"8BPS" + struct.pack(">H6sHIIHHI", 1, b"", 1, H, W, 8, 2, 768)
      + b"".join(colours[c::3] + bytes(240) for c in range(3)) + struct.pack(">IIH", 0, 0, 0) + sixteen.tobytes())
expect("palette.psd", sixteen.convert("RGB"))
bits = RAMP.convert("1")
patch("bilevel.psd", b"8BPS" + struct.pack(">H6sHIIHHIIIH", 1, b"", 1, H, W, 1, 0, 0, 0, 0, 0)
      + ImageOps.invert(bits.convert("L")).convert("1").tobytes())
expect("bilevel.psd", bits.convert("L"), gray=True)
patch("gray.pam", b"P7\nWIDTH %d\nHEIGHT %d\nDEPTH 1\nMAXVAL 255\nTUPLTYPE GRAYSCALE\nENDHDR\n" % (W, H) + RAMP.tobytes())
expect("gray.pam", RAMP, gray=True)

# Colour profiles: sRGB, sRGB with red and green exchanged, a gray of gamma 3, and inks on gray paper
def profile(kind, colours, space, **tags):
    count, body, table = len(tags), b"", b""
    for tag, data in tags.items():
        table += tag.encode() + struct.pack(">II", 132 + 12 * count + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", 132 + len(table + body), b"", 0x02400000, kind, colours, space)
    header += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    header += struct.pack(">3i", 63190, 65536, 54061) + bytes(48)  # the white point D50
    return header + struct.pack(">I", count) + table + body


def named(name):
    return b"desc" + struct.pack(">II", 0, len(name) + 1) + name + bytes(79)


def lab8(red, green, blue):
    """Of linear light, in the profile's bytes."""
    xyz = [sum(f * v for f, v in zip(row, (red, green, blue))) for row in (
        (0.4361, 0.3851, 0.1431), (0.2225, 0.7169, 0.0606), (0.0139, 0.0971, 0.7141))]
    x, y, z = [max(v / w, 1e-6) ** (1 / 3) for v, w in zip(xyz, (0.9642, 1, 0.8249))]
    return [round(v) for v in ((116 * y - 16) * 2.55, 500 * (x - y) + 128, 200 * (y - z) + 128)]


white = b"XYZ " + struct.pack(">I3i", 0, 63190, 65536, 54061)
words = b"text" + bytes(4) + b"free\0"
corners = [(c, m, y, k) for c in (1, 0.2) for m in (1, 0.3) for y in (1, 0.1) for k in (0.9, 0.05)]
inks_table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + struct.pack(">9i", *[65536 * (i % 4 == 0) for i in range(9)])
inks_table += bytes(range(256)) * 4 + bytes(v for c, m, y, k in corners for v in lab8(c * k, m * k, y * k)) + bytes(range(256)) * 3
srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
srgb[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # or each run gives other files
swapped = srgb.replace(b"rXYZ", b"TEMP").replace(b"gXYZ", b"rXYZ").replace(b"TEMP", b"gXYZ")
dark = profile(b"mntr", b"GRAY", b"XYZ ", desc=named(b"gray"), cprt=words, wtpt=white, kTRC=b"curv" + struct.pack(">IIH", 0, 1, 0x300))
printer = profile(b"prtr", b"CMYK", b"Lab ", desc=named(b"inks"), cprt=words, wtpt=white, A2B0=inks_table)


def managed(name, tolerance, **flags):
    """What LittleCMS makes of the stored colours."""
    with Image.open(name) as read:
        stored, icc = read.copy(), ImageCms.ImageCmsProfile(io.BytesIO(read.info["icc_profile"]))
    alpha = stored.getchannel("A") if stored.mode == "RGBA" else None
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC if stored.mode == "CMYK" else ImageCms.Intent.PERCEPTUAL
    colours = stored.convert("RGB") if alpha else stored
    result = ImageCms.profileToProfile(colours, icc, ImageCms.createProfile("sRGB"), intent, "RGB")
    if stored.mode == "L":
        result = result.getchannel("G")
    if alpha:
        result.putalpha(alpha)
    expect(name, result, foreign=True, tolerance=tolerance, **flags)


pillow("srgb-profile.jpg", SMALL, tolerance=2, quality=92, icc_profile=bytes(srgb))
pillow("srgb-profile.png", SMALL, icc_profile=bytes(srgb))
for name, picture, icc, tolerance, options in (
        ("red-green-profile.jpg", SMALL, swapped, 4, {"quality": 92}),
        ("red-green-profile.png", SMALL, swapped, 1, {}),
        ("red-green-profile.tif", SMALL, swapped, 1, {}),
        ("red-green-profile.webp", SMALL, swapped, 1, {"lossless": True}),
        ("alpha-profile.png", RGBA, swapped, 1, {}),
        ("gray-profile.png", RAMP, dark, 1, {}),
        ("gray-profile.jpg", RAMP, dark, 4, {"quality": 92}),
        ("cmyk-profile.jpg", cmyk, printer, 4, {"quality": 95}),
        ("cmyk-profile.tif", cmyk, printer, 1, {})):
    picture.save(name, icc_profile=bytes(icc), **options)
    managed(name, tolerance, gray=picture is RAMP, alpha=picture is RGBA)
data = read("rgb.psd")  # behind the header and an empty table of colours come the resources
resource = b"8BIM" + struct.pack(">HHI", 0x040F, 0, len(swapped)) + swapped + bytes(len(swapped) % 2)
length = struct.unpack(">I", data[30:34])[0] + len(resource)
patch("red-green-profile.psd", data[:30] + struct.pack(">I", length) + resource + data[34:])
expect("red-green-profile.psd", ImageCms.profileToProfile(SMALL, io.BytesIO(swapped), ImageCms.createProfile("sRGB")), foreign=True, tolerance=1)
# A profile that takes several segments: each up to 65,519 bytes; a tag that nobody knows makes it long
long = profile(b"mntr", b"GRAY", b"XYZ ", desc=named(b"long"), cprt=words, wtpt=white, kTRC=b"curv" + struct.pack(">IIH", 0, 1, 0x300), junk=b"text" + bytes(70000))
RAMP.save("long-profile.jpg", icc_profile=long, quality=92)
managed("long-profile.jpg", 4, gray=True)

# Sizes: Pillow's Lanczos filter on a whole picture
PHOTO.save("photo.png", optimize=True)
for name, picture in (
        ("stretch-64x64", PHOTO.resize((64, 64), Image.LANCZOS)),
        ("stretch-90x150", PHOTO.resize((90, 150), Image.LANCZOS)),
        ("cover-40x90", ImageOps.fit(PHOTO, (40, 90), Image.LANCZOS)),
        ("cover-90x40", ImageOps.fit(PHOTO, (90, 40), Image.LANCZOS)),
        ("contain-50x70", ImageOps.pad(PHOTO, (50, 70), Image.LANCZOS, (255, 0, 0)))):
    patch(f"photo-{name}.raw", picture.tobytes())

patch("pixels.bin", b"".join(pixels))
with open("index.csv", "w", newline="") as f:
    csv.writer(f, lineterminator="\n").writerows(
        [[str(v).lower() if isinstance(v, bool) else v for v in row] for row in rows])
