package io.corrsh.service.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeFormatTests {

    @Test
    void beginsWithTheHighestBitOfTheFirstWord() {
        long[] code = {0x8000_0000_0000_0001L, 0x0180_0000_0000_0000L};
        assertThat(CodeFormat.HEX.write(code, 80)).isEqualTo("80000000000000010180");
        assertThat(CodeFormat.BASE64.write(code, 80)).isEqualTo("gAAAAAAAAAEBgA==");
        assertThat(CodeFormat.BINARY.write(code, 80)).isEqualTo(List.of(-128, 0, 0, 0, 0, 0, 0, 1, 1, -128));
        assertThat(CodeFormat.UBINARY.write(code, 80)).isEqualTo(List.of(128, 0, 0, 0, 0, 0, 0, 1, 1, 128));
        assertThat(CodeFormat.BITSTRING.write(code, 80))
                .isEqualTo("1" + "0".repeat(62) + "1" + "00000001" + "10000000");
        assertThat(CodeFormat.INT64.write(code, 80)).isEqualTo(List.of("-9223372036854775807", "108086391056891904"));
        assertThat(CodeFormat.INT64.write(new long[] {-2}, 64)).isEqualTo("-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 64, 72, 128, 200, 256})
    void readsWhatItWrites(int bits) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] code = random.longs((bits + 63) / 64).toArray();
        if (bits % 64 != 0) {
            code[code.length - 1] &= -1L << (64 - bits % 64);
        }
        String digits = String.valueOf(HexCode.format(code, bits));
        assertThat(digits).as("seed %d", seed).hasSize(bits / 4);
        assertThat(HexCode.parse(digits, bits)).as("seed %d", seed).isEqualTo(code);
    }

    @Test
    void refusesDigitsOfAnotherLength() {
        assertThatThrownBy(() -> HexCode.parse("abcd", 64))
                .hasMessage("must have 16 hexadecimal digits (64 bits), got 4");
        assertThatThrownBy(() -> HexCode.parse("xyz0", 16)).hasMessage("must have hexadecimal digits only, got 'xyz0'");
    }
}
