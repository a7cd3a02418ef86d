package io.corrsh.index;

/**
 * Documents that near pairs connect.
 *
 * @param representative the id of the document nearest to the majority of the group's codes, bit by bit; of several the
 * smallest by its bytes in UTF-8
 * @param size the number of documents, 2 at least
 * @param members the ids of all of them, the representative first; read while they are walked, so only as long as the
 * group is being handed on
 */
public record DuplicateGroup(String representative, int size, Iterable<String> members) {}
