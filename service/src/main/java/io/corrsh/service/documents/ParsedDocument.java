package io.corrsh.service.documents;

import java.util.List;
import java.util.Map;

/**
 * A document as it was sent.
 *
 * @param id its id
 * @param text its text, possibly blank
 * @param fields what filters can ask for
 * @param source the JSON, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent")
public record ParsedDocument(String id, String text, Map<String, List<Object>> fields, byte[] source) {}
