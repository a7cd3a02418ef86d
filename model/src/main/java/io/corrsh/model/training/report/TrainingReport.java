package io.corrsh.model.training.report;

import io.corrsh.model.evaluation.CodeHealth;
import io.corrsh.model.training.history.EpochReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The report as a page: curves over the epochs, the health of the kept epoch's codes, the correlation of the bits and their
 * words.
 *
 * @param model the identity of the model
 * @param bits the length of a code
 * @param epochs the epochs so far, at least one
 * @param portrait of the kept epoch, null before the first
 */
public record TrainingReport(
        String model,
        int bits,
        List<EpochReport> epochs,
        @Nullable Portrait portrait) {

    private static final String STYLE = style();

    public TrainingReport {
        epochs = List.copyOf(epochs);
    }

    /** The page, complete in itself. */
    public byte[] bytes() {
        EpochReport kept = epochs.stream()
                .filter(EpochReport::best)
                .reduce((earlier, later) -> later)
                .orElseGet(epochs::getLast);
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .append("<title>Training of %1$s</title>\n<style>%2$s</style></head><body><main>\n"
                        .formatted(escape(model), STYLE))
                .append("<h1>Training of %s</h1>\n".formatted(escape(model)))
                .append(summary(kept))
                .append("<section class=\"charts\">\n")
                .append(charts())
                .append("</section>\n");
        if (portrait != null) {
            page.append("<h2>Bits of epoch %d</h2>\n<section class=\"charts\">\n".formatted(kept.epoch()))
                    .append(frequencies(kept.codeHealth()))
                    .append(CorrelationMap.html(portrait, bits))
                    .append("</section>\n")
                    .append(words(portrait, kept.codeHealth()));
        }
        return page.append("</main></body></html>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private String summary(EpochReport kept) {
        CodeHealth health = kept.codeHealth();
        StringBuilder tiles = new StringBuilder("<dl class=\"tiles\">");
        tile(tiles, "epoch kept", "%d of %d".formatted(kept.epoch(), epochs.size()));
        tile(tiles, "steps", String.format(Locale.ROOT, "%,d", epochs.getLast().steps()));
        tile(tiles, "validation loss", number(kept.validation().total()));
        if (kept.neighbourAgreement() != null) {
            tile(tiles, "neighbour agreement", number(kept.neighbourAgreement()));
        }
        if (kept.precision() != null) {
            tile(tiles, "precision@100", number(kept.precision()));
        }
        tile(tiles, "effective bits", String.format(Locale.ROOT, "%.1f of %d", health.effectiveBits(), bits));
        tile(tiles, "distinct codes", String.format(Locale.ROOT, "%,d", health.distinctCodes()));
        tile(tiles, "largest bucket", String.format(Locale.ROOT, "%,d", health.largestBucket()));
        tile(tiles, "dead bits", String.valueOf(health.deadBits()));
        return tiles.append("</dl>\n").toString();
    }

    private static void tile(StringBuilder tiles, String name, String value) {
        tiles.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, value));
    }

    private String charts() {
        return new LineChart("Loss", "in nats", epochs)
                        .curve("training", epoch -> epoch.training().total())
                        .curve("validation", epoch -> epoch.validation().total())
                        .html()
                + new LineChart("Contrastive term", "in nats a pair", epochs)
                        .curve("training", epoch -> positive(epoch.training().contrastive()))
                        .curve(
                                "validation",
                                epoch -> positive(epoch.validation().contrastive()))
                        .html()
                + new LineChart("Reconstruction", "-log p(document | code), in nats", epochs)
                        .curve("training", epoch -> positive(epoch.training().reconstruction()))
                        .curve(
                                "validation",
                                epoch -> positive(epoch.validation().reconstruction()))
                        .html()
                + new LineChart("Divergence", "of the posterior from the prior, in nats, unweighted", epochs)
                        .curve("training", epoch -> positive(epoch.training().divergence()))
                        .curve(
                                "validation",
                                epoch -> positive(epoch.validation().divergence()))
                        .html()
                + new LineChart("Neighbours", "of validation documents among training documents", epochs)
                        .curve("precision@100 by labels", EpochReport::precision)
                        .curve("agreement with tf-idf", EpochReport::neighbourAgreement)
                        .html()
                + new LineChart("Balance and entropy of bits", "1 when every bit halves the documents", epochs)
                        .curve("balance", epoch -> epoch.codeHealth().balance())
                        .curve("entropy", epoch -> epoch.codeHealth().meanEntropy())
                        .html()
                + new LineChart("Correlation of bits", "absolute, over all pairs", epochs)
                        .curve("mean", epoch -> epoch.codeHealth().meanCorrelation())
                        .curve("largest", epoch -> epoch.codeHealth().maximumCorrelation())
                        .html()
                + new LineChart("Effective bits", "as many independent, balanced bits spread alike", epochs)
                        .curve("effective bits", epoch -> epoch.codeHealth().effectiveBits())
                        .html();
    }

    /** A term that a training does not have is 0 throughout. */
    private static @Nullable Double positive(double value) {
        return value == 0 ? null : value;
    }

    private static String frequencies(CodeHealth health) {
        List<Double> shares = health.frequencies();
        StringBuilder svg = new StringBuilder();
        svg.append("<figure><figcaption><b>Balance of every bit</b> the share of documents with the bit set, the")
                .append(" line at one half</figcaption>\n<svg viewBox=\"0 0 440 200\" role=\"img\"")
                .append(" aria-label=\"share of documents with each bit set\">");
        double width = 440.0 / shares.size();
        for (int bit = 0; bit < shares.size(); bit++) {
            double height = 200 * shares.get(bit);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                            + "<title>bit %d: %.3f</title></rect>",
                    bit * width + 0.1 * width,
                    200 - height,
                    0.8 * width,
                    height,
                    bit,
                    shares.get(bit)));
        }
        return svg.append("<path class=\"half\" d=\"M0 100H440\"/></svg></figure>\n")
                .toString();
    }

    private static String words(Portrait portrait, CodeHealth health) {
        StringBuilder table = new StringBuilder();
        table.append("<h2>Words of every bit</h2>\n<p>The words whose share differs most between the training")
                .append(" documents with the bit and those without, the surest first.</p>\n<div class=\"wide\"><table>")
                .append("<thead><tr><th>bit</th><th>set in</th><th>words where it is 1</th>")
                .append("<th>words where it is 0</th></tr></thead><tbody>\n");
        for (int bit = 0; bit < portrait.words().size(); bit++) {
            BitWords words = portrait.words().get(bit);
            table.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%d</td><td>%.1f %%</td><td>%s</td><td>%s</td></tr>\n",
                    bit,
                    100 * health.frequencies().get(bit),
                    escape(String.join(", ", words.ofOne())),
                    escape(String.join(", ", words.ofZero()))));
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String style() {
        try (InputStream in = TrainingReport.class.getResourceAsStream("report.css")) {
            return new String(
                    Objects.requireNonNull(in, "The class path must hold report.css")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
