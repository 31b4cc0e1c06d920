import com.adobe.testing.s3mock.S3MockApplication;
import java.util.HashMap;
import java.util.Map;

/**
 * S3 with an empty bucket "data" in the folder given, until standard input ends; prints its port.
 */
final class S3Server {
  public static void main(String[] args) throws Exception {
    S3MockApplication server =
        S3MockApplication.start(
            // It takes its settings out of the map.
            new HashMap<>(
                Map.of(
                    S3MockApplication.PROP_HTTP_PORT,
                    0,
                    S3MockApplication.PROP_HTTPS_PORT,
                    0,
                    S3MockApplication.PROP_ROOT_DIRECTORY,
                    args[0],
                    S3MockApplication.PROP_INITIAL_BUCKETS,
                    "data",
                    S3MockApplication.PROP_SILENT,
                    true)));
    System.out.println("READY http://127.0.0.1:" + server.getHttpPort());
    while (System.in.read() >= 0) {
      continue;
    }
    server.stop();
  }
}
