/** The places where results are kept: Cairn's, and those that it is compared with. */
@NullMarked
package dev.cairn.benchmark.peer;

import org.jspecify.annotations.NullMarked;
