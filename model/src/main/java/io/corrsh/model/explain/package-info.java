/** Why a text has the code that it has: what each of its words adds to the logit of each bit. */
@NullMarked
package io.corrsh.model.explain;

import org.jspecify.annotations.NullMarked;
