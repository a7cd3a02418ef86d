package io.corrsh.service.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether an alert leads whoever is called to a panel and to a section of the manual, and is tested. What it does is promtool's to test. */
class AlertTests {

    private static final Path PROMETHEUS = Path.of("..", "docker", "prometheus");
    private static final Path DASHBOARDS = Path.of("..", "docker", "grafana", "dashboards");
    private static final Path MANUAL = Path.of("..", "src", "site", "markdown", "operations.md");
    private static final Pattern PANEL = Pattern.compile("/d/([a-z-]+)\\?viewPanel=(\\d+)");
    private static final Pattern METRIC = Pattern.compile("corrsh_[a-z0-9_]+");

    @Test
    void everyAlertHasItsPanelAndItsSectionOfTheManual() throws IOException {
        Set<String> panels = panels();
        String manual = Files.readString(MANUAL);
        Set<String> wrong = new TreeSet<>();
        for (Map<String, Object> alert : alerts()) {
            String name = (String) alert.get("alert");
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            Matcher panel = PANEL.matcher((String) annotations.get("panel"));
            if (!panel.matches() || !panels.contains(panel.group(1) + " " + panel.group(2))) {
                wrong.add(name + " leads to no panel: " + annotations.get("panel"));
            }
            if (!annotations.get("runbook").equals("operations.md#" + name.toLowerCase(java.util.Locale.ROOT))
                    || !manual.contains("\n### " + name + "\n")) {
                wrong.add(name + " has no section");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAlertIsTestedToFireAndToStaySilent() throws IOException {
        Set<String> fire = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (Map<String, Object> test : yaml(PROMETHEUS.resolve("rules_test.yml"), "tests")) {
            Set<String> instances = Pattern.compile("instance=\"([a-z])\"")
                    .matcher(test.get("input_series").toString())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            for (Map<String, Object> expected : list(test.get("alert_rule_test"))) {
                String name = (String) expected.get("alertname");
                int firing = list(expected.get("exp_alerts")).size();
                (firing == 0 ? silent : fire).add(name);
                if (firing < instances.size()) {
                    silent.add(name);
                }
            }
        }
        Set<String> alerts = alerts().stream()
                .map(alert -> (String) alert.get("alert"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(fire).isEqualTo(alerts);
        assertThat(silent).containsAll(alerts);
    }

    @Test
    void theManualKnowsTheMetricsOfThePanels() throws IOException {
        String manual = Files.readString(MANUAL);
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                Matcher metric = METRIC.matcher(Files.readString(file));
                while (metric.find()) {
                    String name = metric.group().replaceFirst("_(bucket|count|sum)$", "");
                    // Families are written as their first name and the rest of the others': `corrsh_index_documents`,
                    // `_segments`.
                    boolean known = manual.contains(name)
                            || Stream.iterate(name.indexOf('_', 7), at -> at > 0, at -> name.indexOf('_', at + 1))
                                    .anyMatch(at -> manual.contains("`" + name.substring(at) + "`"));
                    if (!known) {
                        unknown.add(name);
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Set<String> panels() throws IOException {
        Set<String> panels = new HashSet<>();
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            for (Path file : files.toList()) {
                JsonNode board = new JsonMapper().readTree(Files.readString(file));
                board.path("panels")
                        .forEach(panel -> panels.add(board.path("uid").stringValue() + " "
                                + panel.path("id").intValue()));
            }
        }
        return panels;
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        return yaml(PROMETHEUS.resolve("rules.yml"), "groups").stream()
                .flatMap(group -> list(group.get("rules")).stream())
                .filter(rule -> rule.containsKey("alert"))
                .toList();
    }

    private static List<Map<String, Object>> yaml(Path file, String key) throws IOException {
        Map<String, Object> all = new Yaml().load(Files.readString(file));
        return list(all.get(key));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}
