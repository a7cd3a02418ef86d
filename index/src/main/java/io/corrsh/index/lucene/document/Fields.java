package io.corrsh.index.lucene.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/** The Lucene fields of a document, and the terms by which they are found. */
public final class Fields {

    /** An indexed term, for updates, and sorted doc values, for the order of ties. */
    public static final String ID = "id";

    /** The code, kept by the format of codes. */
    public static final String CODE = "code";

    /** The words of the text. */
    public static final String TEXT = "text";

    /** Binary doc values: what to give back, as {@link PackedDocument}. */
    static final String PACKED = "packed";

    /** A term for each string and boolean of any field: one Lucene field serves them all, however many there are. */
    public static final String KEYWORD = "keyword";

    /** A term for each field that has a value. */
    static final String EXISTS = "exists";

    private static final String NUMBER_PREFIX = "number.";

    /** Longer terms are replaced by a hash; Lucene refuses those beyond 32,766 bytes. */
    private static final int MAX_TERM = 1024;

    private Fields() {}

    static Term id(String id) {
        return new Term(ID, new BytesRef(id));
    }

    /** The points of a field's numbers. */
    public static String number(String field) {
        return NUMBER_PREFIX + field;
    }

    /** The term of a field that has a value. */
    static BytesRef exists(String field) {
        BytesRefBuilder term = new BytesRefBuilder();
        append(term, field);
        return bounded(term);
    }

    /** The term of a string value of a field. */
    static BytesRef keyword(String field, String value) {
        return keyword(field, 's', value);
    }

    /** The term of a boolean value of a field. */
    static BytesRef keyword(String field, boolean value) {
        return keyword(field, 'b', value ? "true" : "false");
    }

    /** What the terms of all strings of a field begin with, except for those that were too long. */
    public static BytesRef strings(String field) {
        return prefix('s', field).toBytesRef();
    }

    /** What the terms of both booleans of a field begin with. */
    public static BytesRef booleans(String field) {
        return prefix('b', field).toBytesRef();
    }

    /** The value of a term that begins so. */
    public static String value(BytesRef term, BytesRef prefix) {
        int length = prefix.length + Integer.BYTES;
        return new String(term.bytes, term.offset + length, term.length - length, StandardCharsets.UTF_8);
    }

    private static BytesRefBuilder prefix(char type, String field) {
        BytesRefBuilder term = new BytesRefBuilder();
        term.append((byte) type);
        append(term, field);
        return term;
    }

    private static BytesRef keyword(String field, char type, String value) {
        BytesRefBuilder term = prefix(type, field);
        append(term, value);
        return bounded(term);
    }

    /** Appends a text after its length, so that no two lists of texts make the same term. */
    private static void append(BytesRefBuilder term, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int shift = 24; shift >= 0; shift -= 8) {
            term.append((byte) (bytes.length >>> shift));
        }
        term.append(bytes, 0, bytes.length);
    }

    private static BytesRef bounded(BytesRefBuilder term) {
        if (term.length() <= MAX_TERM) {
            return term.toBytesRef();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(term.bytes(), 0, term.length());
            BytesRefBuilder hashed = new BytesRefBuilder();
            hashed.append((byte) 'h');
            byte[] hash = digest.digest();
            hashed.append(hash, 0, hash.length);
            return hashed.toBytesRef();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
