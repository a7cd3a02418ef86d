package io.corrsh.model.training.report;

/** The absolute correlations of all pairs of bits as an inline SVG: one path a shade, so that the page stays small. */
final class CorrelationMap {

    private static final int SHADES = 5;
    private static final int SHADE = 10; // percent

    private CorrelationMap() {}

    static String html(Portrait portrait, int bits) {
        StringBuilder[] shades = new StringBuilder[SHADES];
        for (int shade = 0; shade < SHADES; shade++) {
            shades[shade] = new StringBuilder();
        }
        for (int a = 0; a < bits; a++) {
            for (int b = 0; b < a; b++) {
                int shade = Math.min(SHADES, Math.abs(portrait.percent(a, b)) / SHADE);
                if (shade > 0) {
                    shades[shade - 1].append("M%d %dh1v1h-1z".formatted(b, a));
                    shades[shade - 1].append("M%d %dh1v1h-1z".formatted(a, b));
                }
            }
        }
        StringBuilder svg = new StringBuilder();
        svg.append("<figure><figcaption><b>Correlation of bits</b> absolute, of every pair</figcaption>\n");
        svg.append("<svg class=\"map\" viewBox=\"0 0 %1$d %1$d\" role=\"img\" aria-label=\"correlation of bits\">"
                .formatted(bits));
        svg.append("<path class=\"frame\" d=\"M0 0h%1$dv%1$dh-%1$dz\"/>".formatted(bits));
        StringBuilder legend = new StringBuilder();
        for (int shade = 0; shade < SHADES; shade++) {
            svg.append("<path class=\"s%d\" d=\"%s\"/>".formatted(shade + 1, shades[shade]));
            legend.append("<span class=\"s%d\"><i></i>%s.%d</span>"
                    .formatted(shade + 1, shade == SHADES - 1 ? "from " : "", (shade + 1) * SHADE / 10));
        }
        return svg.append("</svg>\n<p class=\"legend\">")
                .append(legend)
                .append("</p></figure>\n")
                .toString();
    }
}
