/*
 * The limit to measure against: CutMix from file to file with libjpeg-turbo and
 * libpng and nothing else. No labels, no report, no resuming.
 *
 *   peer IN OUT THREADS
 *
 * Reads the JPEG or 8-bit RGB PNG files of the folder IN, which must all have
 * one size, in batches of 64 in the order of their names. Each image gets a
 * box of the next one in its batch, the last one that of the first. JPEG is
 * written at quality 95, 4:2:0, PNG at compression level 1; all else is the
 * libraries' default, so the accurate DCT both ways. A thread keeps three
 * images, and takes the next batch when it is done with one.
 */
#include <dirent.h>
#include <fcntl.h>
#include <math.h>
#include <png.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h>

enum { BATCH = 64, QUALITY = 95, PNG_LEVEL = 1, CHANNELS = 3 };

typedef struct {
  unsigned char *bytes;
  size_t length, capacity;
} Buffer;

typedef struct {
  int width, height;
  Buffer pixels;
} Image;

typedef struct {
  int x1, y1, x2, y2;
} Box;

static const char *in_folder, *out_folder;
static char **names;
static int name_count;
static atomic_int next_batch;

static void fail(const char *what, const char *name) {
  fprintf(stderr, "peer: %s: %s\n", name, what);
  exit(1);
}

static void reserve(Buffer *buffer, size_t capacity) {
  if (capacity > buffer->capacity) {
    buffer->bytes = realloc(buffer->bytes, capacity);
    if (buffer->bytes == NULL) fail("out of memory", "buffer");
    buffer->capacity = capacity;
  }
}

static void shape(Image *image, int width, int height) {
  image->width = width;
  image->height = height;
  image->pixels.length = (size_t)width * height * CHANNELS;
  reserve(&image->pixels, image->pixels.length);
}

static unsigned char *row(const Image *image, int y) {
  return image->pixels.bytes + (size_t)y * image->width * CHANNELS;
}

/* Files. */

static void read_file(const char *name, Buffer *file) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", in_folder, name);
  int fd = open(path, O_RDONLY);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) < 0) fail("can't be opened", path);
  reserve(file, status.st_size);
  file->length = status.st_size;
  for (size_t done = 0; done < file->length;) {
    ssize_t n = read(fd, file->bytes + done, file->length - done);
    if (n <= 0) fail("can't be read", path);
    done += n;
  }
  close(fd);
}

static void write_file(const char *name, const Buffer *file) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", out_folder, name);
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0) fail("can't be created", path);
  for (size_t done = 0; done < file->length;) {
    ssize_t n = write(fd, file->bytes + done, file->length - done);
    if (n <= 0) fail("can't be written", path);
    done += n;
  }
  if (close(fd) < 0) fail("can't be written", path);
}

/* JPEG. libjpeg's default error handler says what is wrong and ends the program. */

static void decode_jpeg(const Buffer *file, Image *image) {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, file->bytes, file->length);
  jpeg_read_header(&jpeg, TRUE);
  jpeg.out_color_space = JCS_RGB;
  jpeg_start_decompress(&jpeg);
  shape(image, jpeg.output_width, jpeg.output_height);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW rows[] = {row(image, jpeg.output_scanline)};
    jpeg_read_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
}

static void encode_jpeg(const Image *image, Buffer *file) {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  /* Never more than the pixels at this quality, so libjpeg keeps to our memory. */
  reserve(file, image->pixels.length + 4096);
  unsigned char *bytes = file->bytes;
  unsigned long length = file->capacity;
  jpeg_mem_dest(&jpeg, &bytes, &length);
  jpeg.image_width = image->width;
  jpeg.image_height = image->height;
  jpeg.input_components = CHANNELS;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, QUALITY, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW rows[] = {row(image, jpeg.next_scanline)};
    jpeg_write_scanlines(&jpeg, rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  if (bytes != file->bytes) fail("larger than its pixels", "a JPEG");
  file->length = length;
}

/* PNG. */

static void png_fail(png_structp png, png_const_charp message) {
  (void)png;
  fail(message, "a PNG");
}

static void png_take(png_structp png, png_bytep bytes, size_t count) {
  Buffer *rest = png_get_io_ptr(png);
  if (count > rest->length) png_error(png, "ends too early");
  memcpy(bytes, rest->bytes, count);
  rest->bytes += count;
  rest->length -= count;
}

static void png_give(png_structp png, png_bytep bytes, size_t count) {
  Buffer *file = png_get_io_ptr(png);
  if (file->length + count > file->capacity) reserve(file, 2 * (file->length + count));
  memcpy(file->bytes + file->length, bytes, count);
  file->length += count;
}

static void decode_png(const Buffer *file, Image *image) {
  Buffer rest = *file;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, NULL);
  png_infop info = png_create_info_struct(png);
  png_set_read_fn(png, &rest, png_take);
  png_read_info(png, info);
  if (png_get_color_type(png, info) != PNG_COLOR_TYPE_RGB || png_get_bit_depth(png, info) != 8)
    png_error(png, "not 8-bit RGB");
  shape(image, png_get_image_width(png, info), png_get_image_height(png, info));
  for (int y = 0; y < image->height; y++) png_read_row(png, row(image, y), NULL);
  png_destroy_read_struct(&png, &info, NULL);
}

static void encode_png(const Image *image, Buffer *file) {
  file->length = 0;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, NULL);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, file, png_give, NULL);
  png_set_compression_level(png, PNG_LEVEL);
  png_set_IHDR(png, info, image->width, image->height, 8, PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int y = 0; y < image->height; y++) png_write_row(png, row(image, y));
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
}

/* CutMix. */

static int clip(int value, int limit) { return value < 0 ? 0 : value > limit ? limit : value; }

/* The paper's box for a kept share drawn from Beta(1, 1). */
static Box draw_box(unsigned batch, int width, int height) {
  double side = sqrt(1 - rand_r(&batch) / (RAND_MAX + 1.0));
  int half_width = (int)(width * side) / 2, half_height = (int)(height * side) / 2;
  int x = rand_r(&batch) % width, y = rand_r(&batch) % height;
  return (Box){clip(x - half_width, width), clip(y - half_height, height),
               clip(x + half_width, width), clip(y + half_height, height)};
}

static void copy_box(const Image *from, Image *to, Box box) {
  size_t offset = (size_t)box.x1 * CHANNELS, length = (size_t)(box.x2 - box.x1) * CHANNELS;
  for (int y = box.y1; y < box.y2; y++) memcpy(row(to, y) + offset, row(from, y) + offset, length);
}

static void load(const char *name, Buffer *file, Image *image) {
  read_file(name, file);
  if (file->length > 0 && file->bytes[0] == 0xff)
    decode_jpeg(file, image);
  else
    decode_png(file, image);
}

static void save(const char *name, Buffer *file, const Image *image) {
  if (strcmp(strrchr(name, '.'), ".png") == 0)
    encode_png(image, file);
  else
    encode_jpeg(image, file);
  write_file(name, file);
}

static void copy_image(const Image *from, Image *to) {
  shape(to, from->width, from->height);
  memcpy(to->pixels.bytes, from->pixels.bytes, from->pixels.length);
}

static void *work(void *unused) {
  (void)unused;
  Buffer file = {0};
  Image first = {0}, current = {0}, following = {0};
  for (int start; (start = BATCH * next_batch++) < name_count;) {
    int end = start + BATCH < name_count ? start + BATCH : name_count;
    load(names[start], &file, &current);
    copy_image(&current, &first);
    Box box = draw_box(start, current.width, current.height);
    for (int i = start; i < end; i++) {
      if (i + 1 < end) load(names[i + 1], &file, &following);
      Image *partner = i + 1 < end ? &following : &first;
      if (partner->width != current.width || partner->height != current.height)
        fail("not as large as its neighbour", names[i]);
      copy_box(partner, &current, box);
      save(names[i], &file, &current);
      Image done = current;
      current = following;
      following = done;
    }
  }
  return NULL;
}

static int is_image(const struct dirent *entry) {
  return entry->d_name[0] != '.' && strchr(entry->d_name, '.') != NULL;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: peer IN OUT THREADS\n");
    return 2;
  }
  in_folder = argv[1];
  out_folder = argv[2];
  int threads = atoi(argv[3]);

  struct dirent **entries;
  name_count = scandir(in_folder, &entries, is_image, alphasort);
  if (name_count < 0) fail("can't be listed", in_folder);
  names = malloc((name_count + 1) * sizeof *names);
  for (int i = 0; i < name_count; i++) names[i] = entries[i]->d_name;

  pthread_t workers[threads];
  for (int i = 0; i < threads; i++) pthread_create(&workers[i], NULL, work, NULL);
  for (int i = 0; i < threads; i++) pthread_join(workers[i], NULL);
  return 0;
}
