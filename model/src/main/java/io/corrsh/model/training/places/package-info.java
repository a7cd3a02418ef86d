/** Where training documents belong, without labels: by walks along the links to their neighbours and by regression on their words. */
@NullMarked
package io.corrsh.model.training.places;

import org.jspecify.annotations.NullMarked;
