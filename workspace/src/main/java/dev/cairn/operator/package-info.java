/** What a chain does to samples: operators, those that are built in, and how formats of others are read. */
@org.jspecify.annotations.NullMarked
package dev.cairn.operator;
