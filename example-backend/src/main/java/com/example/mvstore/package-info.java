/** A backend of one's own: a store that is one file of H2's MVStore. Begin with {@link com.example.mvstore.MvBackendFactory}. */
@NullMarked
package com.example.mvstore;

import org.jspecify.annotations.NullMarked;
