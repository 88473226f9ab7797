package dev.cairn.workspace;

import dev.cairn.tensor.Tensor;

/**
 * Some rows of a tensor.
 *
 * @param batch the number of the batch that they are of
 * @param firstRow the number of the first of them in the tensor
 * @param rows the rows, a matrix
 */
public record RowBlock(long batch, long firstRow, Tensor rows) {}
