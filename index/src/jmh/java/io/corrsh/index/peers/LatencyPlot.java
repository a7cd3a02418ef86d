package io.corrsh.index.peers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Latency against the number of codes, both logarithmic, a panel for each data; a line for each peer, dashed if inexact. */
final class LatencyPlot {

    private static final String[] COLOURS = {"#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b"};
    private static final int PANEL = 280;
    private static final int HEIGHT = 260;
    private static final int LEFT = 64;
    private static final int TOP = 54;
    private static final int GAP = 24;

    private final List<Measurement> measurements;
    private final Set<String> kinds = new LinkedHashSet<>();
    private final Set<String> peers = new LinkedHashSet<>();
    private final TreeSet<Integer> sizes = new TreeSet<>();
    private final int k;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    LatencyPlot(List<Measurement> all, int k) {
        this.k = k;
        measurements = all.stream().filter(each -> each.k() == k).toList();
        for (Measurement each : measurements) {
            kinds.add(each.data());
            peers.add(each.peer());
            sizes.add(each.n());
        }
        low = Math.floor(measurements.stream().mapToDouble(each -> Math.log10(each.millis())).min().orElse(-2));
        high = Math.ceil(measurements.stream().mapToDouble(each -> Math.log10(each.millis())).max().orElse(2));
    }

    String svg() {
        int width = LEFT + kinds.size() * (PANEL + GAP);
        int height = TOP + HEIGHT + 44 + 18 * ((peers.size() + 2) / 3);
        add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='11'>", width, height);
        add("<rect width='%d' height='%d' fill='white'/>", width, height);
        add(
                "<text x='%d' y='18' font-size='13'>CPU time of a query for the %d nearest of n codes of 64 bits;"
                        + " dashed: not all of them found</text>",
                LEFT, k);
        int panel = 0;
        for (String kind : kinds) {
            panel(kind, LEFT + panel++ * (PANEL + GAP));
        }
        int number = 0;
        for (String peer : peers) {
            int x = LEFT + number % 3 * 260;
            int y = TOP + HEIGHT + 50 + number / 3 * 18;
            add("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='%s' stroke-width='2'/>", x, y - 4, x + 24, y - 4, COLOURS[number % COLOURS.length]);
            add("<text x='%d' y='%d'>%s</text>", x + 30, y, peer);
            number++;
        }
        add("</svg>");
        return svg.toString();
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private void panel(String kind, int left) {
        add("<text x='%d' y='%d' font-weight='bold'>%s</text>", left, TOP - 12, kind);
        for (int power = (int) low; power <= high; power++) {
            double y = y(power);
            add("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#ddd'/>", left, y, left + PANEL, y);
            if (left == LEFT) {
                add("<text x='%d' y='%.1f' text-anchor='end'>%s ms</text>", left - 4, y + 4, plain(power));
            }
        }
        for (int n : sizes) {
            double x = x(n, left);
            add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#ddd'/>", x, TOP, x, TOP + HEIGHT);
            add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x, TOP + HEIGHT + 16, Report.count(n));
        }
        int number = 0;
        for (String peer : peers) {
            line(kind, peer, left, COLOURS[number++ % COLOURS.length]);
        }
    }

    private void line(String kind, String peer, int left, String colour) {
        Map<Integer, Measurement> points = new TreeMap<>();
        measurements.stream()
                .filter(each -> each.data().equals(kind) && each.peer().equals(peer))
                .forEach(each -> points.put(each.n(), each));
        List<String> path = new ArrayList<>();
        boolean exact = true;
        for (Measurement each : points.values()) {
            double x = x(each.n(), left);
            double y = y(Math.log10(each.millis()));
            path.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
            exact &= each.recall() == 1;
            add("<circle cx='%.1f' cy='%.1f' r='3' fill='%s'><title>%s, %d: %.4f ms, recall %.3f</title></circle>", x, y, colour, peer, each.n(), each.millis(), each.recall());
        }
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'%s/>", String.join(" ", path), colour, exact ? "" : " stroke-dasharray='5 3'");
    }

    private static String plain(int power) {
        return power >= 0 ? Integer.toString((int) Math.pow(10, power)) : String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
    }

    private double x(int n, int left) {
        double first = Math.log10(sizes.first());
        double span = Math.max(1e-9, Math.log10(sizes.last()) - first);
        return left + 12 + (PANEL - 24) * (Math.log10(n) - first) / span;
    }

    private double y(double power) {
        return TOP + HEIGHT * (high - power) / (high - low);
    }
}
