package io.corrsh.model.training.report;

import io.corrsh.model.training.history.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Curves over the epochs as an inline SVG; colours come from the page. */
final class LineChart {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 10;
    private static final int BOTTOM = 26;
    private static final int TICKS = 4;

    private record Curve(String name, List<@Nullable Double> values) {}

    private final String title;
    private final String explanation;
    private final List<EpochReport> epochs;
    private final List<Curve> curves = new ArrayList<>();

    LineChart(String title, String explanation, List<EpochReport> epochs) {
        this.title = title;
        this.explanation = explanation;
        this.epochs = epochs;
    }

    /** Adds a curve, unless none of the epochs has a value. */
    LineChart curve(String name, Function<EpochReport, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>();
        for (EpochReport epoch : epochs) {
            values.add(value.apply(epoch));
        }
        if (values.stream().anyMatch(found -> found != null)) {
            curves.add(new Curve(name, values));
        }
        return this;
    }

    /** The figure, or nothing without curves. */
    String html() {
        if (curves.isEmpty()) {
            return "";
        }
        double[] range = range();
        double step = step(range[1] - range[0]);
        double low = Math.floor(range[0] / step) * step;
        double high = Math.max(Math.ceil(range[1] / step) * step, low + step);
        StringBuilder svg = new StringBuilder();
        svg.append("<figure><figcaption><b>%s</b> %s</figcaption>\n".formatted(title, explanation));
        svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s by epoch\">\n"
                .formatted(WIDTH, HEIGHT, title));
        int decimals = Math.clamp((int) Math.ceil(-Math.log10(step) - 1e-9), 0, 6);
        for (int tick = 0; low + tick * step <= high + step / 2; tick++) {
            double value = low + tick * step;
            double y = y(value, low, high);
            svg.append(format("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT));
            svg.append(format(
                    "<text class=\"end\" x=\"%d\" y=\"%.1f\">%." + decimals + "f</text>\n", LEFT - 6, y + 4, value));
        }
        int every = Math.max(1, Math.ceilDiv(epochs.size(), 10));
        for (int i = 0; i < epochs.size(); i += every) {
            svg.append(format(
                    "<text class=\"mid\" x=\"%.1f\" y=\"%d\">%d</text>",
                    x(i), HEIGHT - 8, epochs.get(i).epoch()));
        }
        mark(svg);
        for (int c = 0; c < curves.size(); c++) {
            draw(svg, curves.get(c), c + 1, low, high);
        }
        return svg.append("</svg>\n").append(legend()).append("</figure>\n").toString();
    }

    /** A line through the epoch whose weights are kept. */
    private void mark(StringBuilder svg) {
        for (int i = epochs.size() - 1; i >= 0; i--) {
            if (epochs.get(i).best()) {
                svg.append(format(
                        "<path class=\"best\" d=\"M%.1f %dV%d\"><title>epoch %d is kept</title></path>\n",
                        x(i), TOP, HEIGHT - BOTTOM, epochs.get(i).epoch()));
                return;
            }
        }
    }

    private void draw(StringBuilder svg, Curve curve, int number, double low, double high) {
        StringBuilder path = new StringBuilder();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < epochs.size(); i++) {
            Double value = curve.values().get(i);
            if (value == null) {
                continue;
            }
            double y = y(value, low, high);
            path.append(format(path.isEmpty() ? "M%.1f %.1f" : "L%.1f %.1f", x(i), y));
            points.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"><title>epoch %d: %s %.4f</title></circle>",
                    x(i), y, epochs.size() > 60 ? "1" : "2.5", epochs.get(i).epoch(), curve.name(), value));
        }
        svg.append("<g class=\"c%d\"><path d=\"%s\"/>%s</g>\n".formatted(number, path, points));
    }

    private String legend() {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (int c = 0; c < curves.size(); c++) {
            legend.append("<span class=\"c%d\"><i></i>%s</span>"
                    .formatted(c + 1, curves.get(c).name()));
        }
        return legend.append("</p>\n").toString();
    }

    private double[] range() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (Double value : curve.values()) {
                if (value != null) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return new double[] {low, high};
    }

    /** A round distance between two lines of the grid. */
    private static double step(double span) {
        double rough = Math.max(span, 1e-6) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private double x(int i) {
        int width = WIDTH - LEFT - RIGHT - 12;
        return LEFT + 6 + (epochs.size() == 1 ? width / 2.0 : i * (double) width / (epochs.size() - 1));
    }

    private static double y(double value, double low, double high) {
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
