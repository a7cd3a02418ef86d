package io.corrsh.index.lucene;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with CPU times, and prints each benchmark as a multiple of the index's time in the same run. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .addProfiler(CpuTimeProfiler.class)
                        .build())
                .run();
        Map<String, Double> index = new LinkedHashMap<>();
        for (RunResult result : results) {
            if (name(result).equals("index")) {
                index.put(parameters(result), cpu(result));
            }
        }
        System.out.printf("%n%-12s %-52s %12s %8s%n", "benchmark", "parameters", "CPU us/op", "x index");
        for (RunResult result : results) {
            double ratio = cpu(result) / index.getOrDefault(parameters(result), Double.NaN);
            System.out.printf("%-12s %-52s %12.1f %8.2f%n", name(result), parameters(result), cpu(result), ratio);
        }
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static String parameters(RunResult result) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String key : result.getParams().getParamsKeys()) {
            parameters.put(key, result.getParams().getParam(key));
        }
        return parameters.toString();
    }

    private static double cpu(RunResult result) {
        for (Map.Entry<String, ?> secondary : result.getSecondaryResults().entrySet()) {
            if (secondary.getKey().endsWith(CpuTimeProfiler.LABEL)) {
                return ((Result<?>) secondary.getValue()).getScore();
            }
        }
        return Double.NaN;
    }
}
