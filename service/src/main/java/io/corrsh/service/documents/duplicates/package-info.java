/** Tells before a document is stored whether there is one like it. */
@NullMarked
package io.corrsh.service.documents.duplicates;

import org.jspecify.annotations.NullMarked;
