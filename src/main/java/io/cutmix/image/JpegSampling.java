package io.cutmix.image;

import java.io.IOException;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;

/** What the JDK's JPEG writer is told so that it stores the colours of every pixel. */
final class JpegSampling {
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  private JpegSampling() {}

  /** Its usual metadata, but with as many samples of colour as of brightness (4:4:4). */
  static IIOMetadata full(ImageWriter writer, ImageTypeSpecifier type, ImageWriteParam param)
      throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, param);
    Element root = (Element) metadata.getAsTree(FORMAT);
    Element luma = (Element) root.getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", "1");
    luma.setAttribute("VsamplingFactor", "1");
    metadata.setFromTree(FORMAT, root);
    return metadata;
  }
}
