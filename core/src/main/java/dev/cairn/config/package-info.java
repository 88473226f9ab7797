/** Configurations of backends and the URIs that name them. */
@NullMarked
package dev.cairn.config;

import org.jspecify.annotations.NullMarked;
