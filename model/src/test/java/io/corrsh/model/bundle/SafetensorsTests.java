package io.corrsh.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTests {

    @Test
    void readsBothPrecisionsInTheOrderOfTheData() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x3C00).putShort((short) 0x0001).putFloat(1.5f).putFloat(-0f);
        Map<String, Tensor> tensors = read(
                "{\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[4,12]},"
                        + "\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                        + "\"__metadata__\":{\"x\":\"y\"}}   ",
                data.array());
        assertThat(tensors).containsOnlyKeys("a", "b");
        assertThat(tensors.get("a").values()).containsExactly(1f, 0x1p-24f);
        assertThat(tensors.get("b").values()).containsExactly(1.5f, -0f);
        assertThat(tensors.get("b").shape()).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            F64 | [1] | [0,8] | must be F16 or F32, got 'F64'
            F32 | [2] | [0,4] | must span 8 bytes
            F32 | [1] | [4,8] | must begin at offset 0, got 4
            F32 | [1] | [-4,0] | must span 4 bytes
            F32 | [1] | [0,4,8] | must span 4 bytes
            F32 | [1] | [0,"4"] | must be an array of at most 8 integers
            F32 | 1 | [0,4] | must be an array of at most 8 integers
            F32 | [-1] | [0,4] | must have dimensions from 1
            F32 | [0] | [0,0] | must have dimensions from 1
            F32 | [65536,65536] | [0,17179869184] | fewer than 2^31 values
            F32 | [9223372036854775807,3] | [0,4] | fewer than 2^31 values
            F32 | [1e30] | [0,4] | must be an array of at most 8 integers
            F32 | [1000000000] | [0,4000000000] | must have 4000000000 bytes, got 8: the file is cut off
            F32 | [1] | [0,4] | must have 4 bytes, got 8: the file is too long
            """)
    void refusesABadEntry(String dtype, String shape, String offsets, String message) {
        String header = "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}".formatted(dtype, shape, offsets);
        assertThatThrownBy(() -> read(header, new byte[8]))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesOverlapsAndDuplicates() {
        String entry = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}";
        assertThatThrownBy(() -> read(
                        "{\"a\":%s,\"b\":%s}".formatted(entry.formatted(0, 8), entry.formatted(4, 12)), new byte[12]))
                .hasMessageContaining("'b' must begin at offset 8, got 4: tensors must not overlap");
        assertThatThrownBy(() -> read(
                        "{\"a\":%s,\"a\":%s}".formatted(entry.formatted(0, 8), entry.formatted(8, 16)), new byte[16]))
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        byte[] nan = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(Float.NaN)
                .array();
        assertThatThrownBy(() -> read("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", nan))
                .hasMessage("Value 0 of 'a' must be finite, got NaN");
    }

    @Test
    void refusesABadHeader() {
        assertThatThrownBy(() -> read("[]", new byte[0])).hasMessageContaining("must be a JSON object");
        assertThatThrownBy(() -> read("{\"a\"", new byte[0])).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> read("{\"../x\":{}}", new byte[0])).hasMessageContaining("A tensor's name must match");
        for (long length : new long[] {-1, 0, 1, SafetensorsHeader.MAXIMUM_LENGTH + 1, Long.MAX_VALUE}) {
            byte[] file = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThatThrownBy(() -> Safetensors.read(new ByteArrayInputStream(file), 64))
                    .hasMessageContaining("The header's length must be between");
        }
    }

    private static Map<String, Tensor> read(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json).put(data);
        return Safetensors.read(new ByteArrayInputStream(file.array()), file.capacity());
    }
}
