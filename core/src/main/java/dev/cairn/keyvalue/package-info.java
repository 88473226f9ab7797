/**
 * A backend on any store that keeps bytes under keys in their order: implement {@link dev.cairn.keyvalue.KeyValueStore} and open a
 * {@link dev.cairn.keyvalue.KeyValueBackend} on it.
 */
@NullMarked
package dev.cairn.keyvalue;

import org.jspecify.annotations.NullMarked;
