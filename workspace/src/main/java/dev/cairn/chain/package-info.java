/** Chains of operators, from the first preprocessing to the model: what they are, and how they are replayed and exported. */
@org.jspecify.annotations.NullMarked
package dev.cairn.chain;
