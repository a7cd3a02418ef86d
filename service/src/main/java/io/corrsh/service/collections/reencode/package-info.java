/** Has another model make the codes of a collection anew, in the background. */
@NullMarked
package io.corrsh.service.collections.reencode;

import org.jspecify.annotations.NullMarked;
