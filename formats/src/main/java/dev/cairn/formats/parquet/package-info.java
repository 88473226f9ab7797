/** Tables as Parquet files, without anything of Hadoop. Needs {@code org.apache.parquet:parquet-hadoop} on the class path. */
@NullMarked
package dev.cairn.formats.parquet;

import org.jspecify.annotations.NullMarked;
