package io.cutmix.image;

/**
 * What a picture says of itself before its pixels are decoded.
 *
 * @param format found by the file's first bytes, whatever its name
 * @param width columns of the upright picture, after the EXIF orientation is applied
 * @param height rows of the upright picture
 * @param gray whether there is a single colour channel (alpha aside), or a palette of grays only
 * @param alpha whether pixels can be transparent
 * @param upright whether the stored rows are the upright ones: orientation 1 or none
 * @param foreignProfile whether it has a colour profile that can be used and isn't sRGB
 */
public record ImageHeader(
    FileFormat format,
    int width,
    int height,
    boolean gray,
    boolean alpha,
    boolean upright,
    boolean foreignProfile) {}
