package io.corrsh.service.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of the documentation that lists the keys is made from the metadata that the compiler wrote. */
class ConfigurationReferenceTests {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";
    private static final Path PAGE = Path.of("..", "src", "site", "markdown", "configuration.md");
    private static final String FROM = "<!-- made from the properties: mvn -pl service -am test"
            + " -Dtest=ConfigurationReferenceTests -Dsurefire.failIfNoSpecifiedTests=false -Dcorrsh.write=true -->\n";
    private static final String TO = "<!-- up to here -->\n";

    @Test
    void listsEveryKeyAsItIs() throws IOException, ClassNotFoundException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(FROM) + FROM.length();
        int to = page.indexOf(TO);
        String table = table();
        if (Boolean.getBoolean("corrsh.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to))
                .as("%s is out of date; write it again with %s", PAGE, FROM.strip())
                .isEqualTo(table);
    }

    @Test
    void saysWhatEachKeyIsFor() throws IOException {
        for (JsonNode property : properties()) {
            assertThat(property.path("description").asString(""))
                    .as(property.path("name").asString())
                    .isNotBlank();
        }
    }

    private static List<JsonNode> properties() throws IOException {
        try (InputStream metadata = ConfigurationReferenceTests.class.getResourceAsStream(METADATA)) {
            assertThat(metadata).as(METADATA).isNotNull();
            List<JsonNode> properties = new ArrayList<>();
            new JsonMapper().readTree(metadata).path("properties").forEach(properties::add);
            return properties;
        }
    }

    private static String table() throws IOException, ClassNotFoundException {
        StringBuilder table = new StringBuilder("\n| Key | Type | Default | |\n| --- | --- | --- | --- |\n");
        for (JsonNode property : properties()) {
            JsonNode byDefault = property.path("defaultValue");
            table.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            property.path("name").asString(),
                            type(property.path("type").asString()),
                            byDefault.isMissingNode() || byDefault.isEmpty() && byDefault.isArray()
                                    ? ""
                                    : "`" + byDefault.asString() + "`",
                            property.path("description").asString("").replaceAll("\\{@code ([^}]*)\\}", "`$1`")));
        }
        return table.append('\n').toString();
    }

    private static String type(String name) throws ClassNotFoundException {
        String simple = name.replaceAll("<.*", "");
        Class<?> type = Class.forName(simple);
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT) + "`")
                    .collect(Collectors.joining(", "));
        }
        return switch (type.getSimpleName()) {
            case "Integer", "Long" -> "number";
            case "DataSize" -> "size";
            case "Boolean" -> "true or false";
            case "String" -> "text";
            default -> type.getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
