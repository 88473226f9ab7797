/** What a backend provides: documents, blobs and journals. Nothing here knows of results or runs. */
@NullMarked
package dev.cairn.spi;

import org.jspecify.annotations.NullMarked;
