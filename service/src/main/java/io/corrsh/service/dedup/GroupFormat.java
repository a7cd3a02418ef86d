package io.corrsh.service.dedup;

import io.corrsh.index.DuplicateGroup;
import java.io.IOException;
import java.io.Writer;
import tools.jackson.databind.json.JsonMapper;

/** How all groups are written at once. */
enum GroupFormat {
    /** A JSON object for each group. */
    NDJSON("application/x-ndjson") {
        @Override
        void write(Writer out, long number, DuplicateGroup group, JsonMapper json) throws IOException {
            out.write("{\"group\":%d,\"size\":%d,\"representative\":%s,\"members\":["
                    .formatted(number, group.size(), json.writeValueAsString(group.representative())));
            boolean first = true;
            for (String member : group.members()) {
                out.write(first ? "" : ",");
                out.write(json.writeValueAsString(member));
                first = false;
            }
            out.write("]}\n");
        }
    },
    /** A line of comma-separated values for each document, as in RFC 4180. */
    CSV("text/csv") {
        @Override
        void begin(Writer out) throws IOException {
            out.write("group,size,id,representative\r\n");
        }

        @Override
        void write(Writer out, long number, DuplicateGroup group, JsonMapper json) throws IOException {
            boolean first = true;
            for (String member : group.members()) {
                out.write("%d,%d,\"%s\",%b\r\n".formatted(number, group.size(), member.replace("\"", "\"\""), first));
                first = false;
            }
        }
    };

    private final String mediaType;

    GroupFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    void begin(Writer out) throws IOException {}

    abstract void write(Writer out, long number, DuplicateGroup group, JsonMapper json) throws IOException;
}
