/** Exact nearest neighbours by Hamming distance: the face that every index has. */
@NullMarked
package io.corrsh.index;

import org.jspecify.annotations.NullMarked;
