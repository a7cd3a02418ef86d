/**
 * A Lucene vectors format which keeps binary codes as columns, made to be scanned.
 *
 * <p>A segment has two files. All integers are little-endian; every array of the data file starts at a multiple of 64
 * bytes. With {@code W} words of 64 bits a code and {@code n} codes:
 *
 * <pre>
 * .hcd (data)                                        .hcm (meta)
 * +--------------------------------------+           +---------------------------------------------+
 * | index header: name, version, segment |           | index header: name, version, segment        |
 * +--------------------------------------+           +---------------------------------------------+
 * | field 1                              |           | field 1                                     |
 * |   column 0    n x int64              |&lt;--+       |   int   field number                        |
 * |   column 1    n x int64              |&lt;-+|       |   int   bytes of a code (bits / 8)          |
 * |   ...         W columns in all       |  ||       |   int   n                                   |
 * |   documents   n x int32, if sparse   |&lt;+|+-------|   int   flags: 1 = sparse                   |
 * |   table 0     2^b + 1 x int32 bounds |&lt;+|+-------|   int   number of chunk tables T            |
 * |               n x int32 ordinals     | ||+-------|   long  offset of every column              |
 * |   ...         T tables in all        | |+--------|   long  offset of the documents, if sparse  |
 * +--------------------------------------+ +---------|   for each table: W x int64 mask of its     |
 * | field 2 ...                          |           |     bits, long offset of the bounds, long   |
 * +--------------------------------------+           |     offset of the ordinals                  |
 * | footer: checksum                     |           +---------------------------------------------+
 * +--------------------------------------+           | field 2 ...                                 |
 *                                                    | int -1                                      |
 *                                                    | long length of .hcd                         |
 *                                                    | footer: checksum                            |
 *                                                    +---------------------------------------------+
 * </pre>
 *
 * <p>Word {@code w} of the code with ordinal {@code i} stands at position {@code i} of column {@code w}; its highest
 * bit is bit {@code 64 w} of the code, and bits beyond the code's length are zero. Ordinals follow the documents. If every document of the
 * segment has a code, the ordinal is the document's number; else the segment is sparse and the array of documents says
 * which document each ordinal belongs to, ascending. Segments of 2^18 codes and more have the tables
 * of multi-index hashing: each is made of the bits that its mask names, {@code b} of them, and lists for each value {@code v}
 * of these bits, from bound {@code v} to bound {@code v + 1}, the ordinals of the codes that have it. Version 0 has no tables;
 * a reader of this version refuses what is newer, and any flag it does not know.
 */
@NullMarked
package io.corrsh.index.lucene.codec;

import org.jspecify.annotations.NullMarked;
