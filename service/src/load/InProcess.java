import io.corrsh.model.bundle.DefaultModel;
import io.corrsh.model.encoder.EncoderOptions;
import io.corrsh.model.encoder.ModelTextEncoder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Encodes the texts of a file, one JSON string a line, in batches of 1,024 on all processors; prints texts a second and CPU microseconds a text. */
void main(String[] args) throws Exception {
    JsonMapper json = new JsonMapper();
    List<String> texts = Files.readAllLines(Path.of(args[0])).stream()
            .map(line -> json.readValue(line, String.class))
            .limit(1024)
            .toList();
    long seconds = Long.parseLong(args[1]);
    var processor = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (ModelTextEncoder encoder = new ModelTextEncoder(DefaultModel.load(), EncoderOptions.DEFAULT)) {
        for (boolean warm : new boolean[] {false, true}) {
            long started = System.nanoTime();
            long used = processor.getProcessCpuTime();
            long encoded = 0;
            while (System.nanoTime() - started < seconds * 1_000_000_000L) {
                encoded += encoder.encode(texts).size();
            }
            if (warm) {
                System.out.printf(
                        "RESULT %.0f %.1f%n",
                        encoded * 1e9 / (System.nanoTime() - started),
                        (processor.getProcessCpuTime() - used) / 1e3 / encoded);
            }
        }
    }
}
