/** The codes that training documents should get, and the linear code of words that gets nearest to them. */
@NullMarked
package io.corrsh.model.training.codes;

import org.jspecify.annotations.NullMarked;
