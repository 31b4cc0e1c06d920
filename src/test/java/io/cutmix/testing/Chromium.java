package io.cutmix.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium with one page, steered by its DevTools protocol. For one thread. */
public final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE = 60;

  private final Command.Running process;
  private final WebSocket socket;
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<String> complaints = new ArrayList<>();
  private int calls;

  private Chromium(Path profile) throws IOException, InterruptedException {
    this.process =
        Command.of(
                "chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .patience(Duration.ofMinutes(5))
            .start();
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page(port(profile)), new Listener(received))
            .join();
    for (String domain : new String[] {"Page", "Runtime", "Log", "Network"}) {
      call(domain + ".enable", JSON.createObjectNode());
    }
    call("Emulation.setFocusEmulationEnabled", JSON.createObjectNode().put("enabled", true));
  }

  /** Starts it with a new profile in a folder of its own. */
  public static Chromium start(Path profile) throws IOException, InterruptedException {
    return new Chromium(profile);
  }

  private static String port(Path profile) throws IOException {
    Path file = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < 1200 && !(Files.exists(file) && Files.size(file) > 0); i++) {
      Tool.pause(50);
    }
    return Files.readAllLines(file).get(0);
  }

  private static URI page(String port) throws IOException, InterruptedException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build();
    String body = HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(body)) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("no page in " + body);
  }

  /** Sets the size of the page and whether it is to be dark. */
  public void show(int width, int height, boolean dark) {
    ObjectNode size = JSON.createObjectNode().put("width", width).put("height", height);
    size.put("deviceScaleFactor", 1).put("mobile", width < 500);
    call("Emulation.setDeviceMetricsOverride", size);
    ObjectNode media = JSON.createObjectNode();
    ObjectNode scheme = media.putArray("features").addObject();
    scheme.put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
  }

  /** Opens a file and returns after how many seconds its load event was over. */
  public double open(Path file) {
    String url = file.toUri().toString();
    call("Page.navigate", JSON.createObjectNode().put("url", url));
    String loaded =
        "location.href !== 'about:blank' && document.readyState === 'complete'"
            + " && performance.getEntriesByType('navigation')[0].loadEventEnd > 0";
    for (int i = 0; i < 600 && !evaluate(loaded).asBoolean(); i++) {
      Tool.pause(50);
    }
    return evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd").asDouble() / 1000;
  }

  /** The value of an expression in the page; that of a promise once it is kept. */
  public JsonNode evaluate(String expression) {
    ObjectNode what = JSON.createObjectNode().put("expression", expression);
    what.put("awaitPromise", true);
    JsonNode result = call("Runtime.evaluate", what.put("returnByValue", true));
    assertThat(result.has("exceptionDetails")).as(result.toString()).isFalse();
    return result.path("result").path("value");
  }

  /** All of the page as a PNG. */
  public byte[] screenshot() {
    ObjectNode whole = JSON.createObjectNode().put("captureBeyondViewport", true);
    return Base64.getDecoder().decode(call("Page.captureScreenshot", whole).path("data").asText());
  }

  /** What was written to the console, thrown, alerted, or asked of a network so far. */
  public List<String> complaints() {
    return complaints;
  }

  private JsonNode call(String method, ObjectNode parameters) {
    int id = ++calls;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).join();
    try {
      while (true) {
        String text = received.poll(PATIENCE, TimeUnit.SECONDS);
        assertThat(text).as("an answer to " + method).isNotNull();
        JsonNode answer = JSON.readTree(text);
        if (answer.path("id").asInt() == id) {
          assertThat(answer.has("error")).as(text).isFalse();
          return answer.path("result");
        }
        note(answer, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(JsonNode event, String text) {
    String url = event.at("/params/request/url").asText();
    boolean isRequest =
        event.path("method").asText().equals("Network.requestWillBeSent")
            && !url.startsWith("data:")
            && !url.startsWith("file:");
    switch (event.path("method").asText()) {
      case "Runtime.exceptionThrown",
          "Runtime.consoleAPICalled",
          "Log.entryAdded",
          "Page.javascriptDialogOpening" ->
          complaints.add(text);
      default -> {
        if (isRequest) {
          complaints.add(text);
        }
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.process().destroy();
    try {
      process.process().waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.close();
  }

  /** Puts messages together. */
  private static final class Listener implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> received;
    private final StringBuilder text = new StringBuilder();

    Listener(LinkedBlockingQueue<String> received) {
      this.received = received;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
