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
 * +--------------------------------------+ | +-------|   int   number of chunk tables: 0           |
 * | field 2 ...                          | |         |   long  offset of every column              |
 * +--------------------------------------+ +---------|   long  offset of the documents, if sparse  |
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
 * which document each ordinal belongs to, ascending. The number of chunk tables is where multi-index hashing will hang its
 * tables; a reader of this version refuses any but 0, and any flag it does not know.
 */
@NullMarked
package io.corrsh.index.lucene.codec;

import org.jspecify.annotations.NullMarked;
