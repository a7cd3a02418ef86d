/** Measures how well queries find what people judged relevant to them. */
@NullMarked
package io.corrsh.service.cli.retrieval;

import org.jspecify.annotations.NullMarked;
