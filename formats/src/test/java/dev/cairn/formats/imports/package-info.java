@NullMarked
package dev.cairn.formats.imports;

import org.jspecify.annotations.NullMarked;
