package io.corrsh.service.export;

import io.corrsh.service.codes.HexCode;
import java.io.IOException;
import java.io.Writer;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** How ids and codes are written. */
enum ExportFormat {
    /** A JSON object a line. */
    NDJSON("application/x-ndjson") {
        @Override
        void write(Writer out, String id, long[] code, int bits, JsonMapper json) throws IOException {
            out.write("{\"id\":%s,\"code\":\"%s\"}\n".formatted(json.writeValueAsString(id), hex(code, bits)));
        }
    },
    /** Comma-separated values as in RFC 4180, codes in hexadecimal digits. */
    CSV("text/csv") {
        @Override
        void begin(Writer out, int bits) throws IOException {
            out.write("id,code\r\n");
        }

        @Override
        void write(Writer out, String id, long[] code, int bits, JsonMapper json) throws IOException {
            out.write("\"%s\",%s\r\n".formatted(id.replace("\"", "\"\""), hex(code, bits)));
        }
    },
    /** Statements for PostgreSQL, codes as bit strings. */
    SQL("application/sql") {
        @Override
        void begin(Writer out, int bits) throws IOException {
            out.write("SET standard_conforming_strings = on;\n");
            out.write("CREATE TABLE IF NOT EXISTS corrsh_codes (id text PRIMARY KEY, code bit(%d) NOT NULL);\n"
                    .formatted(bits));
            out.write(
                    "-- nearest: SELECT id, bit_count(code # B'...') AS distance FROM corrsh_codes ORDER BY 2 LIMIT 10;\n");
            out.write("-- with pgvector: ORDER BY code <~> B'...'\n");
        }

        @Override
        void write(Writer out, String id, long[] code, int bits, JsonMapper json) throws IOException {
            if (id.indexOf('\0') >= 0) {
                out.write("-- left out, because PostgreSQL's text cannot hold NUL: %s\n"
                        .formatted(json.writeValueAsString(id)));
                return;
            }
            out.write(
                    "INSERT INTO corrsh_codes VALUES ('%s', B'%s') ON CONFLICT (id) DO UPDATE SET code = EXCLUDED.code;\n"
                            .formatted(id.replace("'", "''"), bitString(code, bits)));
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    void begin(Writer out, int bits) throws IOException {}

    abstract void write(Writer out, String id, long[] code, int bits, JsonMapper json) throws IOException;

    private static String hex(long[] code, int bits) {
        return Objects.requireNonNull(HexCode.format(code, bits));
    }

    private static String bitString(long[] code, int bits) {
        StringBuilder string = new StringBuilder(bits);
        for (int bit = 0; bit < bits; bit++) {
            string.append((code[bit >> 6] >>> (63 - (bit & 63)) & 1) == 1 ? '1' : '0');
        }
        return string.toString();
    }
}
