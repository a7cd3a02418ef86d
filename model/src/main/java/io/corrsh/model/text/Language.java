package io.corrsh.model.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;

/** The languages that come with stop words: their filters and where the words are from. */
final class Language {
    private static final List<Language> ALL = List.of(
            new Language(
                    "cjk", CJKAnalyzer::getDefaultStopSet, "cjkWidth", "lowercase", "cjkBigram", AnalyzerSpec.STOP),
            new Language("da", DanishAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP),
            new Language(
                    "de",
                    GermanAnalyzer::getDefaultStopSet,
                    "lowercase",
                    AnalyzerSpec.STOP,
                    "germanNormalization",
                    "germanLightStem"),
            new Language("en", Language::english, "lowercase", "englishPossessive", AnalyzerSpec.STOP),
            new Language("es", SpanishAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "spanishLightStem"),
            new Language("fi", FinnishAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "finnishLightStem"),
            new Language(
                    "fr",
                    FrenchAnalyzer::getDefaultStopSet,
                    "lowercase",
                    "elision",
                    AnalyzerSpec.STOP,
                    "frenchLightStem"),
            new Language(
                    "hu", HungarianAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "hungarianLightStem"),
            new Language("it", ItalianAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "italianLightStem"),
            new Language("nl", DutchAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP),
            new Language(
                    "no", NorwegianAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "norwegianLightStem"),
            new Language(
                    "pt", PortugueseAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "portugueseLightStem"),
            new Language("ru", RussianAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "russianLightStem"),
            new Language("sv", SwedishAnalyzer::getDefaultStopSet, "lowercase", AnalyzerSpec.STOP, "swedishLightStem"));

    private final String code;
    private final Supplier<Iterable<?>> stopWords;
    private final List<String> filters;

    private Language(String code, Supplier<Iterable<?>> stopWords, String... filters) {
        this.code = code;
        this.stopWords = stopWords;
        this.filters = List.of(filters);
    }

    static Language of(String code) {
        return ALL.stream()
                .filter(language -> language.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'language' must be one of %s, got '%s'".formatted(codes(), code)));
    }

    static List<String> codes() {
        return ALL.stream().map(language -> language.code).toList();
    }

    AnalyzerSpec spec() {
        List<String> words = new ArrayList<>();
        for (Object word : stopWords.get()) {
            // Lucene's CharArraySet iterates over char[].
            words.add(word instanceof char[] letters ? new String(letters) : (String) word);
        }
        words.sort(null);
        return new AnalyzerSpec("standard", filters, words, code.equals("cjk") ? 1 : 2, 40, true);
    }

    /** Our own English list; a contraction is listed with both apostrophes that people type. */
    private static List<String> english() {
        String resource = "english-stop-words.txt";
        try (InputStream in = Language.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource '%s' is missing".formatted(resource));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(word -> Stream.of(word, word.replace('\'', '\u2019')))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
