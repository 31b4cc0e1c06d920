package io.cutmix.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cutmix.job.Problem;
import io.cutmix.job.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
  private LabeledFiles input;

  @BeforeEach
  void makeImages(@TempDir Path folder) throws IOException {
    input = new LabeledFiles(folder).with("a.jpg", "sub/b.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file,label\na.jpg,cat\nsub/b.jpg,dog\n",
        "file,label\na.jpg,cat\nsub/b.jpg,dog",
        "file,label\r\na.jpg,cat\r\nsub/b.jpg,dog\r\n",
        "\uFEFFfile;label\r\na.jpg;cat\r\nsub/b.jpg;dog\r\n",
        "\uFEFF\"file\"\t\"label\"\n\"a.jpg\"\t\"cat\"\nsub/b.jpg\tdog\n",
        "\n\nFile Name , Class\n\n a.jpg , cat \n,\nsub/b.jpg, \" dog \"\n\n",
        "label,image\ncat,a.jpg\ndog,sub/b.jpg\n",
        "width;file_name;category\n10;a.jpg;cat\n20;sub/b.jpg;dog\n",
        "a.jpg,cat\nsub/b.jpg,dog\n",
        "cat;a.jpg\ndog;sub/b.jpg\n",
        "what,it is\na.jpg,cat\nsub/b.jpg,dog\n",
        "file,label\na.jpg,cat,,\n./sub//b.jpg,dog\n",
        "file,label\n.\\a.jpg,cat\nsub\\x\\..\\b.jpg,dog\n",
      })
  void every_way_of_writing_the_rows_gives_the_same_samples(String text) throws IOException {
    Dataset dataset = input.text(text, StandardCharsets.UTF_8).read();

    assertThat(LabeledFiles.names(dataset)).containsExactly("a.jpg", "sub/b.jpg");
    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog");
    assertThat(dataset.labels().classes()).containsExactly("cat", "dog");
    assertThat(dataset.warnings()).map(Problem::toString).isEmpty();
  }

  @Test
  void names_with_a_line_break_quotes_blanks_umlauts_and_percent_signs_are_read()
      throws IOException {
    String odd = " new\nline \"quoted\", ö 100%;\tx .jpg";
    input.with(odd, "b.jpg");
    Dataset dataset =
        input.csv("file,label", "\"" + odd.replace("\"", "\"\"") + "\",cat", "b.jpg,dog").read();

    assertThat(dataset.name(0)).isEqualTo(odd);
    assertThat(new String(dataset.read(0), StandardCharsets.UTF_8)).isEqualTo(odd);
    try (var stream = dataset.open(0)) {
      assertThat(stream.readAllBytes()).isEqualTo(dataset.read(0));
    }
  }

  @Test
  void commas_in_every_name_do_not_hide_that_tabs_separate() throws IOException {
    input.with("Doe, Jane.jpg", "Doe, John.jpg");
    Dataset dataset = input.csv("Doe, Jane.jpg\tcat", "Doe, John.jpg\tdog").read();

    assertThat(LabeledFiles.names(dataset)).containsExactly("Doe, Jane.jpg", "Doe, John.jpg");
  }

  @Test
  void text_that_is_not_utf_8_is_refused_with_its_line() throws IOException {
    input.text("file,label\na.jpg,cat\nsub/b.jpg,Bär\n", StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessage(input.labels() + ":3: the text is not UTF-8; save the file as UTF-8");
  }

  @Test
  void bytes_that_are_not_utf_8_far_behind_the_beginning_are_found() throws IOException {
    String rows = "a.jpg,cat\n".repeat(50_000);
    input.text("file,label\n" + rows + "sub/b.jpg,Bär\n", StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("labels.csv:50002: the text is not UTF-8");
  }

  @Test
  void utf_16_is_refused_with_the_remedy() throws IOException {
    input.text("file,label\na.jpg,cat\n", StandardCharsets.UTF_16LE);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("save the file as UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file,label\na.jpg,cat\n\"sub/b.jpg,dog\n",
        "file,label\na.jpg,cat\n\"sub/b.jpg\"x,dog\n"
      })
  void wrong_quotes_are_refused_with_their_line(String text) throws IOException {
    input.text(text, StandardCharsets.UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("labels.csv:3: unreadable CSV");
  }

  @Test
  void a_wrong_quote_in_the_first_row_is_refused() throws IOException {
    input.csv("\"file,label", "a.jpg,cat");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("labels.csv:1: unreadable CSV");
  }

  @ParameterizedTest
  @CsvSource({
    "PAR1\25\4\25, is a Parquet file; end its name with .parquet",
    "'\37\213\b\b', 'is compressed by gzip, which is not supported here; unpack it first'",
    "PK\3\4\24\0\6\0\b\0\0\0!\0b\356\235h^\1\0\0\220\4\0\0\23\0\b\2[Content_Types].xml, is an Office document; save it as CSV"
  })
  void what_is_no_text_is_named(String head, String what) throws IOException {
    Files.write(input.labels(), (head + "\0\u00ff").getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessage(input.labels() + ": " + what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF", "file,label\n", "file,label\n,\n"})
  void a_file_without_rows_is_refused(String text) throws IOException {
    input.text(text, StandardCharsets.UTF_8);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessage(input.labels() + ": no row has an image; write a row for each image");
  }

  @Test
  void a_single_column_is_refused() throws IOException {
    input.csv("a.jpg", "sub/b.jpg");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("has one column only");
  }

  /** Excel shows what is behind the line, and writes it back without. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\nfile;label\na.jpg;cat, tabby\nsub/b.jpg;dog\n",
        "\uFEFFSEP=|\r\nfile|label\r\na.jpg|cat, tabby\r\nsub/b.jpg|dog\r\n",
        "sep=\t\na.jpg\tcat, tabby\nsub/b.jpg\tdog"
      })
  void the_delimiter_is_the_one_that_the_first_line_tells_excel(String text) throws IOException {
    input.text(text, StandardCharsets.UTF_8);

    assertThat(LabeledFiles.labels(input.read())).containsExactly("cat, tabby", "dog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#\n# made by hand, 2024\nfile,label\na.jpg,cat\nsub/b.jpg,dog\n",
        "file,label\n# first\na.jpg,cat\n# \"last\", that is\nsub/b.jpg,dog\n",
        "# a list\na.jpg cat\nsub/b.jpg dog\n#"
      })
  void comments_are_skipped_with_a_warning(String text) throws IOException {
    input.text(text, StandardCharsets.UTF_8);
    Dataset dataset = input.read();

    assertThat(LabeledFiles.labels(dataset)).containsExactly("cat", "dog");
    int line = text.startsWith("file") ? 2 : 1;
    assertThat(dataset.warnings())
        .extracting(Problem::toString)
        .contains(
            input.labels() + ":" + line + ": lines that begin with # were skipped (2 in all)");
  }

  @Test
  void a_header_that_begins_with_a_number_sign_is_a_header() throws IOException {
    input.csv("# img,label", "a.jpg,cat", "sub/b.jpg,dog");

    assertThat(input.read().warnings()).isEmpty();
  }

  @Test
  void a_row_of_an_image_is_no_comment() throws IOException {
    input.csv("#a.jpg,cat", "sub/b.jpg,dog");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(input::read)
        .withMessageContaining("labels.csv:1: missing file \"#a.jpg\"");
  }
}
