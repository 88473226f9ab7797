/** The contract that every backend passes, as JUnit 5 classes to extend. */
@NullMarked
package dev.cairn.testkit;

import org.jspecify.annotations.NullMarked;
