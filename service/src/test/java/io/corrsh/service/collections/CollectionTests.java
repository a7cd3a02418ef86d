package io.corrsh.service.collections;

import static org.assertj.core.api.Assertions.assertThat;

import io.corrsh.service.support.Api;
import io.corrsh.service.support.Api.Answer;
import io.corrsh.service.support.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ServiceTest({
    "corrsh.models.directory=${dir}",
    "corrsh.models.served.small.path=${dir}/model-small",
    "corrsh.limits.collections=4"
})
class CollectionTests {

    private final Api api;

    CollectionTests(Api api) {
        this.api = api;
    }

    @BeforeEach
    void clean() {
        JsonNode aliases = api.get("/aliases").json().path("aliases");
        aliases.propertyNames()
                .forEach(alias ->
                        assertThat(api.delete("/aliases/" + alias).status()).isEqualTo(204));
        api.get("/collections").json().path("collections").forEach(collection -> {
            String name = collection.path("name").stringValue();
            if (!name.equals("default")) {
                assertThat(api.delete("/collections/" + name).status()).isEqualTo(204);
            }
        });
    }

    @Test
    void aCollectionHasDocumentsAndAModelOfItsOwn() {
        Answer created = api.put("/collections/books", "{\"model\":\"small\"}");
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().path("model").stringValue()).startsWith("small@");
        assertThat(created.json().path("bits").intValue()).isEqualTo(32);
        Answer stored = api.put("/collections/books/documents/b1", "{\"text\":\"moon rocket orbit\"}");
        assertThat(stored.status()).as(stored.body()).isEqualTo(201);
        assertThat(stored.json().path("model").stringValue()).startsWith("small@");
        assertThat(stored.headers().firstValue("Location")).hasValue("/collections/books/documents/b1");

        JsonNode found = api.get("/collections/books/search?q=moon").json();
        assertThat(found.path("bits").intValue()).isEqualTo(32);
        assertThat(found.at("/hits/0/id").stringValue()).isEqualTo("b1");
        assertThat(api.get("/documents/b1").status()).isEqualTo(404);
        assertThat(api.get("/collections/default/documents/b1").status()).isEqualTo(404);
        assertThat(api.get("/collections/books/export").body()).contains("\"b1\"");
        assertThat(api.get("/collections/books/bits").json().path("codes").intValue())
                .isEqualTo(1);
        assertThat(api.get("/collections/books/documents/b1/similar").status()).isEqualTo(200);
        assertThat(api.get("/collections/books").json().path("documents").intValue())
                .isEqualTo(1);
    }

    @Test
    void theDefaultCollectionIsFoundUnderItsNameToo() {
        assertThat(api.put("/collections/default/documents/d1", "{\"text\":\"hockey goal\"}")
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/documents/d1").status()).isEqualTo(200);
        assertThat(api.delete("/documents/d1").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/documents/1", "/search?q=moon", "/dedup", "/export", "/bits"})
    void anUnknownCollectionIsNamed(String path) {
        Answer answer = api.get("/collections/nowhere" + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(404);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo("collection_not_found");
        assertThat(answer.json().path("detail").stringValue()).contains("'nowhere'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Books", "-a", "..", "a%2Fb", "a%20b", "%F0%9F%8C%99", "a%00"})
    void aNameThatBreaksTheRuleIsRefused(String name) {
        Answer answer = api.put("/collections/" + name, "{}");
        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
    }

    @ParameterizedTest
    @CsvSource({"nobody,404,model_not_found", "default,409,collection_conflict"})
    void whatCannotBeMadeIsTold(String what, int status, String type) {
        Answer answer = what.equals("default")
                ? api.put("/collections/default", "{}")
                : api.put("/collections/books", "{\"model\":\"nobody\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("error_type").stringValue()).isEqualTo(type);
    }

    @Test
    void thereAreNoMoreCollectionsThanAllowed() {
        for (String name : new String[] {"a", "b", "c"}) {
            assertThat(api.put("/collections/" + name, "{}").status()).isEqualTo(201);
        }
        Answer answer = api.put("/collections/d", "{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").stringValue()).contains("corrsh.limits.collections");
    }

    @Test
    void theDefaultCollectionStays() {
        Answer answer = api.delete("/collections/default");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(api.delete("/collections/nowhere").status()).isEqualTo(404);
    }

    @Test
    void aDeletedCollectionComesBackEmpty() {
        api.put("/collections/books", "{}");
        api.put("/collections/books/documents/b1", "{\"text\":\"moon\"}");
        assertThat(api.delete("/collections/books").status()).isEqualTo(204);
        assertThat(api.get("/collections/books/documents/b1").status()).isEqualTo(404);
        assertThat(api.put("/collections/books", "{}").status()).isEqualTo(201);
        assertThat(api.get("/collections/books").json().path("documents").intValue())
                .isZero();
    }

    @Test
    void severalAliasesAreSwitchedInOneStepOrNone() {
        api.put("/collections/one", "{}");
        api.put("/collections/two", "{}");
        api.put("/collections/one/documents/x", "{\"text\":\"moon\"}");
        assertThat(api.put("/aliases/live", "{\"collection\":\"one\"}").status())
                .isEqualTo(200);
        assertThat(api.get("/collections/live/documents/x").status()).isEqualTo(200);

        Answer switched = api.put("/aliases", "{\"aliases\":{\"live\":\"two\",\"old\":\"one\"}}");
        assertThat(switched.status()).as(switched.body()).isEqualTo(200);
        assertThat(api.get("/collections/live/documents/x").status()).isEqualTo(404);
        assertThat(api.get("/collections/old/documents/x").status()).isEqualTo(200);

        assertThat(api.put("/aliases", "{\"aliases\":{\"live\":\"one\",\"old\":\"nowhere\"}}")
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/aliases").json().at("/aliases/live").stringValue()).isEqualTo("two");

        assertThat(api.put("/aliases", "{\"aliases\":{\"old\":null}}").json().path("aliases"))
                .hasSize(1);
        assertThat(api.delete("/collections/two").status()).isEqualTo(409);
        assertThat(api.put("/aliases/one", "{\"collection\":\"two\"}").status()).isEqualTo(409);
        assertThat(api.put("/collections/live", "{}").status()).isEqualTo(409);
        assertThat(api.put("/aliases", "{}").status()).isEqualTo(400);
    }
}
