/** Configurations of pipelines that are kept to be used again. */
@org.jspecify.annotations.NullMarked
package dev.cairn.template;
