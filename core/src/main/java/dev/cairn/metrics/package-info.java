/** Cairn's meters for Micrometer. The one package that needs {@code micrometer-core}, which users add themselves. */
@NullMarked
package dev.cairn.metrics;

import org.jspecify.annotations.NullMarked;
