package dev.cairn.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which documents are wanted, in which order, and which part of them. Immutable; its {@code toString()} is the text that
 * {@link QueryText#query} reads, but for the page.
 *
 * <p>Documents that the orders do not tell apart come by creation and id, in the direction of the last order; without any, the oldest
 * comes first. So the order is total, and the same on every backend.
 *
 * @param criterion which documents
 * @param orders by what they are ordered, the first counting most
 * @param limit how many at most; zero for all
 * @param offset how many of the first are left out
 * @param after the page behind which to go on; null from the beginning
 */
public record Query(
        Criterion criterion,
        List<Order> orders,
        int limit,
        long offset,
        @Nullable PageToken after) {
    private static final Query ALL = new Query(Criterion.all(), List.of(), 0, 0, null);

    public Query {
        orders = List.copyOf(orders);
        if (limit < 0 || offset < 0) {
            throw new IllegalArgumentException("A limit and an offset are not negative; given were a limit of " + limit
                    + " and an offset of " + offset + ".");
        }
        if (after != null && offset > 0) {
            throw new IllegalArgumentException("A query goes on behind a page or leaves some out, not both.");
        }
        if (orders.stream().map(Order::path).distinct().count() < orders.size()) {
            throw new IllegalArgumentException("A field orders once: " + orders + ".");
        }
    }

    /** All documents, the oldest first. */
    public static Query all() {
        return ALL;
    }

    /** Those that {@code criterion} asks for, the oldest first. */
    public static Query where(Criterion criterion) {
        return new Query(criterion, List.of(), 0, 0, null);
    }

    /** Ordered by one more field. */
    public Query orderBy(Order order) {
        List<Order> more = new ArrayList<>(orders);
        more.add(order);
        return new Query(criterion, more, limit, offset, after);
    }

    /** The first {@code newLimit} of them. */
    public Query limit(int newLimit) {
        return new Query(criterion, orders, newLimit, offset, after);
    }

    /** Without the first {@code newOffset} of them. */
    public Query offset(long newOffset) {
        return new Query(criterion, orders, limit, newOffset, after);
    }

    /**
     * The page behind another one of the same query: a document whose fields did not change meanwhile appears once.
     *
     * @throws IllegalArgumentException if {@code page} is one of another query
     */
    public Query after(PageToken page) {
        page.check(this);
        return new Query(criterion, orders, limit, 0, page);
    }

    /** Whether documents that the orders do not tell apart come by descending creation and id. */
    public boolean tiesDescend() {
        return !orders.isEmpty() && orders.get(orders.size() - 1).descending();
    }

    @Override
    public String toString() {
        String by = orders.isEmpty()
                ? ""
                : " order by " + orders.stream().map(Order::toString).collect(Collectors.joining(", "));
        return criterion + by + (limit == 0 ? "" : " limit " + limit) + (offset == 0 ? "" : " offset " + offset);
    }
}
