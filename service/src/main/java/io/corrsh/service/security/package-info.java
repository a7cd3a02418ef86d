/** Who may call what: API keys with roles, tokens of an identity provider, and safe defaults without either. */
@NullMarked
package io.corrsh.service.security;

import org.jspecify.annotations.NullMarked;
