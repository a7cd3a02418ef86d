/** JSON lines of documents, a status a line. */
@NullMarked
package io.corrsh.service.documents.bulk;

import org.jspecify.annotations.NullMarked;
