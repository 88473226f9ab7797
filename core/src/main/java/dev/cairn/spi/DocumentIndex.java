package dev.cairn.spi;

import dev.cairn.query.Criterion;
import dev.cairn.query.FieldInfo;
import dev.cairn.query.FieldPath;
import dev.cairn.query.Group;
import dev.cairn.query.KindSpec;
import dev.cairn.query.Query;
import dev.cairn.transfer.Cancellation;
import java.util.List;
import java.util.Optional;

/**
 * Answers queries about the documents of a backend without reading all of them. What is declared of a kind is kept in the store, so
 * that whoever opens it indexes the same fields.
 *
 * <p>Its answers are those of {@link dev.cairn.query.QueryEvaluator} and {@link dev.cairn.query.FieldSurvey} over the visible
 * documents of the scope and kind that can be read, read as declared, all as of one moment. No answer depends on what is indexed, only its
 * cost: a document that is not in the index as declared is known as such, and is read instead. Safe for use by many threads.
 */
public interface DocumentIndex {
    /**
     * Makes {@code spec} the declaration of its kind, in place of another one. Documents that are saved from now on, by whoever
     * knows of it, are indexed by it; {@link #reindex} does the others.
     *
     * @return whether it differs from what was declared
     */
    boolean declare(KindSpec spec);

    /** What is declared of {@code kind}, as this opening of the store knows it; others may have changed it a moment ago. */
    Optional<KindSpec> declared(String kind);

    /**
     * Indexes the documents of {@code kind} that are not indexed as declared, some at a time, until {@code cancellation} says to
     * stop. Others may read and write meanwhile, and reindex too. If it is broken off, another call carries on.
     *
     * @return how many documents it indexed
     */
    long reindex(String kind, Cancellation cancellation);

    /**
     * Writes what the index says of the visible documents of a kind anew, some at a time, whatever it says: for an index of which a part
     * was lost. Meanwhile it answers as before, or right.
     *
     * @return how many documents there were
     */
    long rewrite(String scope, String kind, Cancellation cancellation);

    /**
     * The documents that {@code query} asks for, in its order.
     *
     * @param query has a limit above zero; its page, if it has one, is of this collection
     */
    List<Document> find(String scope, String kind, Query query);

    /** How many documents there are for which {@code criterion} holds. */
    long count(String scope, String kind, Criterion criterion);

    /**
     * For each value of {@code field} the first documents that {@code query} asks for and have it, in the order of the values.
     *
     * @param query has a limit above zero, which counts for each group, no page and no offset
     */
    List<Group<Document>> best(String scope, String kind, FieldPath field, Query query);

    /** What there is in the declared fields, by the texts of their paths; fields that no document has are left out. */
    List<FieldInfo> fields(String scope, String kind);
}
