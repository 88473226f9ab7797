/** What a user meets first: the {@code StorageManager}, how to open one, and its errors. */
@NullMarked
package dev.cairn;

import org.jspecify.annotations.NullMarked;
