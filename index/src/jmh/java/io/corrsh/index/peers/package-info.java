/** The index and its peers side by side, in one run. */
package io.corrsh.index.peers;
