package io.corrsh.index;

/**
 * How a search found its answer, and what that took.
 *
 * @param segmentsByTables segments that were answered by looking up chunk values
 * @param segmentsByScan segments whose codes were all compared
 * @param segmentsByFilter segments of which only the documents that pass the filter were compared
 * @param lists how many lists of the tables were looked up
 * @param candidates how many codes stood in these lists
 */
public record SearchPlan(int segmentsByTables, int segmentsByScan, int segmentsByFilter, long lists, long candidates) {}
