package io.cutmix.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cutmix.job.Place;
import io.cutmix.job.Problem;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;

class ImageReadExceptionTest {
  @Test
  void a_decoder_that_speaks_of_the_file_is_quoted() {
    assertThat(problem(new IIOException("bogus Huffman table")).toString())
        .isEqualTo("damaged PNG: bogus Huffman table");
  }

  @Test
  void a_broken_index_of_java_is_not_what_the_user_reads() {
    assertThat(problem(new ArrayIndexOutOfBoundsException("Index 5 out of bounds")).toString())
        .isEqualTo("damaged PNG: its data makes no sense");
    assertThat(problem(new IOException()).toString())
        .isEqualTo("damaged PNG: its data makes no sense");
  }

  @Test
  void an_end_before_the_images_is_found_behind_other_exceptions() {
    assertThat(problem(new IIOException("can't read", new EOFException())).toString())
        .isEqualTo("truncated PNG: the data ends before the image does");
  }

  @Test
  void too_little_memory_comes_with_what_to_do() {
    Problem problem = problem(new IIOException("can't read", new OutOfMemoryError("heap")));

    assertThat(problem.what()).isEqualTo("needs more memory than there is");
    assertThat(problem.remedy()).hasValueSatisfying(text -> assertThat(text).contains("-Xmx4g"));
  }

  @Test
  void the_place_is_left_to_who_knows_the_file() {
    assertThat(problem(new EOFException()).place()).isEqualTo(Place.NONE);
  }

  private static Problem problem(Throwable thrown) {
    return ImageReadException.damaged(FileFormat.PNG, thrown).problems().get(0);
  }
}
