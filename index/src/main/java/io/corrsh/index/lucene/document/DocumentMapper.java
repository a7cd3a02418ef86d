package io.corrsh.index.lucene.document;

import io.corrsh.index.Change;
import io.corrsh.index.CodeSpace;
import io.corrsh.index.IndexedDocument;
import io.corrsh.index.lucene.codec.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.UnicodeUtil;
import org.apache.lucene.util.compress.LZ4;

/** Turns changes into what Lucene takes. Whatever is wrong with one shows here, before it can hurt others. */
public final class DocumentMapper {

    private static final FieldType WORDS = words();

    private final CodeSpace space;

    /** Prepares changes of one space. */
    public DocumentMapper(CodeSpace space) {
        this.space = space;
    }

    /**
     * Prepares changes.
     *
     * @throws IllegalArgumentException if the id, code or fields of one break a rule
     */
    public List<PreparedChange> prepare(List<Change> changes) {
        LZ4.FastCompressionHashTable table = new LZ4.FastCompressionHashTable();
        List<PreparedChange> prepared = new ArrayList<>(changes.size());
        for (Change change : changes) {
            prepared.add(prepare(change, table));
        }
        return prepared;
    }

    private PreparedChange prepare(Change change, LZ4.FastCompressionHashTable table) {
        return switch (change) {
            case Change.Put put -> {
                Term id = id(put.id());
                Document document = document(put.document(), table);
                yield writer -> writer.updateDocument(id, document);
            }
            case Change.Delete delete -> {
                Term id = id(delete.id());
                yield writer -> writer.deleteDocuments(id);
            }
            case Change.DeleteMatching matching -> {
                Query query = FilterQueries.checked(matching.filter());
                yield writer -> writer.deleteDocuments(query);
            }
        };
    }

    private static Term id(String id) {
        checkId(id);
        return Fields.id(id);
    }

    /** Words and how often they occur, but not where: BM25 asks for no more. */
    private static FieldType words() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    private static void checkId(String id) {
        Objects.requireNonNull(id, "'id' must not be null");
        if (!UnicodeUtil.validUTF16String(id)) {
            throw new IllegalArgumentException("'id' must not hold half of a surrogate pair");
        }
        int bytes = UnicodeUtil.calcUTF16toUTF8Length(id, 0, id.length());
        if (bytes < 1 || bytes > IndexedDocument.MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "'id' must have 1 to %d bytes of UTF-8, got %d".formatted(IndexedDocument.MAX_ID_BYTES, bytes));
        }
    }

    /** A document as Lucene takes it. */
    public Document document(IndexedDocument document) {
        return document(document, new LZ4.FastCompressionHashTable());
    }

    private Document document(IndexedDocument document, LZ4.FastCompressionHashTable table) {
        Document lucene = new Document();
        BytesRef id = new BytesRef(document.id());
        lucene.add(new StringField(Fields.ID, id, Field.Store.NO));
        lucene.add(new SortedDocValuesField(Fields.ID, id));
        long[] code = document.code();
        if (code != null) {
            checkCode(code, space);
            lucene.add(new KnnByteVectorField(
                    Fields.CODE, Codes.bytes(code, space.bits() / 8), VectorSimilarityFunction.EUCLIDEAN));
        }
        document.fields().forEach((field, values) -> add(lucene, field, values));
        if (document.text() != null) {
            lucene.add(new Field(Fields.TEXT, document.text(), WORDS));
        }
        lucene.add(new BinaryDocValuesField(Fields.PACKED, PackedDocument.pack(document, table)));
        return lucene;
    }

    /** Checks the length of a code, and that no bit is set beyond it. */
    public static void checkCode(long[] code, CodeSpace space) {
        if (code.length != space.words()) {
            throw new IllegalArgumentException(
                    "'code' of %d bits must have %d words, got %d".formatted(space.bits(), space.words(), code.length));
        }
        int used = space.bits() % 64;
        if (used != 0 && code[code.length - 1] << used != 0) {
            throw new IllegalArgumentException("'code' must have zeros after its %d bits, got the last word %016x"
                    .formatted(space.bits(), code[code.length - 1]));
        }
    }

    private static void add(Document document, String field, List<Object> values) {
        for (Object value : values) {
            switch (value) {
                case String text -> document.add(keyword(Fields.keyword(field, text)));
                case Boolean flag -> document.add(keyword(Fields.keyword(field, flag)));
                case Double number -> document.add(new DoublePoint(Fields.number(field), positiveZero(number)));
                case null, default ->
                    throw new IllegalArgumentException(
                            "'fields.%s' must hold String, Double or Boolean values, got %s".formatted(field, value));
            }
        }
        if (!values.isEmpty()) {
            document.add(new StringField(Fields.EXISTS, Fields.exists(field), Field.Store.NO));
        }
    }

    private static StringField keyword(BytesRef term) {
        return new StringField(Fields.KEYWORD, term, Field.Store.NO);
    }

    /** Points tell the two zeros apart; filters must not. */
    static double positiveZero(double number) {
        return number == 0 ? 0 : number;
    }
}
