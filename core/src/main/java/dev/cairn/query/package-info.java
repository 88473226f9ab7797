/** Fields of documents: how they are named, read, compared and declared for an index. */
@NullMarked
package dev.cairn.query;

import org.jspecify.annotations.NullMarked;
