/** What a commit of Lucene says of an index, and a look at one commit while others follow it. */
@NullMarked
package io.corrsh.index.lucene.commit;

import org.jspecify.annotations.NullMarked;
