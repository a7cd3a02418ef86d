/** The report of a training: one HTML page with its curves, its bits and their words, and nothing from elsewhere. */
@NullMarked
package io.corrsh.model.training.report;

import org.jspecify.annotations.NullMarked;
