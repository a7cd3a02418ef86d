/** What bits mean: the words behind them, how often they are set, and why texts have or differ in them. */
@NullMarked
package io.corrsh.service.bits;

import org.jspecify.annotations.NullMarked;
