package io.corrsh.index.lucene.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodesTests {

    @Test
    void bitZeroIsTheHighestOfByteAndWord() {
        byte[] code = {(byte) 0x80, 1, 2, 3, 4, 5, 6, 7, (byte) 0xFF};
        assertThat(Codes.word(code, 0)).isEqualTo(0x8001020304050607L);
        assertThat(Codes.word(code, 1)).isEqualTo(0xFF00000000000000L);
        assertThat(Codes.bytes(new long[] {Codes.word(code, 0), Codes.word(code, 1)}, 9))
                .isEqualTo(code);
    }
}
