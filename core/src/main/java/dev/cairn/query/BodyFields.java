package dev.cairn.query;

import dev.cairn.config.Spelling;
import dev.cairn.model.Attributes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which fields the documents of one kind may have, and of which type: those of the record that is written as their body. So a
 * query for one that none can have is refused, and does not just find nothing.
 */
public final class BodyFields {
    private static final Map<Class<?>, FieldValue.Type> TYPES = Map.ofEntries(
            Map.entry(String.class, FieldValue.Type.TEXT),
            Map.entry(Instant.class, FieldValue.Type.TIME),
            Map.entry(boolean.class, FieldValue.Type.BOOLEAN),
            Map.entry(Boolean.class, FieldValue.Type.BOOLEAN),
            Map.entry(int.class, FieldValue.Type.NUMBER),
            Map.entry(Integer.class, FieldValue.Type.NUMBER),
            Map.entry(long.class, FieldValue.Type.NUMBER),
            Map.entry(double.class, FieldValue.Type.NUMBER),
            Map.entry(Double.class, FieldValue.Type.NUMBER),
            Map.entry(Long.class, FieldValue.Type.NUMBER),
            Map.entry(Number.class, FieldValue.Type.NUMBER));

    private final Class<? extends Record> body;
    private final String noun;
    private final String open;

    /**
     * Knows the fields of {@code body}: whatever may stand below one that is {@link Attributes}.
     *
     * @param noun what such a document is, for messages: {@code result}
     * @param open the field below which a user's own are
     */
    public BodyFields(Class<? extends Record> body, String noun, String open) {
        this.body = body;
        this.noun = noun;
        this.open = open;
    }

    /**
     * Lets a query pass that such documents can answer.
     *
     * @throws IllegalArgumentException if it names a field that none can have, or compares one with a value of another type
     */
    public void check(Query query) {
        Criterion.pathsOf(query.criterion()).forEach(this::typeOf);
        query.orders().forEach(order -> typeOf(order.path()));
        checkTypes(query.criterion());
    }

    private void checkTypes(Criterion criterion) {
        if (criterion instanceof Criterion.And and) {
            and.criteria().forEach(this::checkTypes);
        } else if (criterion instanceof Criterion.Or or) {
            or.criteria().forEach(this::checkTypes);
        } else if (criterion instanceof Criterion.Not not) {
            checkTypes(not.criterion());
        } else if (criterion instanceof Criterion.Compare compare) {
            checkType(compare.path(), compare.value());
        } else if (criterion instanceof Criterion.In in) {
            in.values().forEach(value -> checkType(in.path(), value));
        } else if (criterion instanceof Criterion.Contains contains) {
            checkType(contains.path(), contains.text());
        }
    }

    private void checkType(FieldPath path, Object value) {
        Type type = path.ofEnvelope() ? Attributes.class : typeOf(path);
        FieldValue.Type own = type instanceof Class<?> leaf ? leaf(leaf) : null;
        FieldValue.Type given = FieldValue.of(value).type();
        FieldValue.Type comparable = given == FieldValue.Type.NAN ? FieldValue.Type.NUMBER : given;
        if (own != null && own != comparable) {
            throw new IllegalArgumentException(
                    "The field '" + path + "' of a " + noun + " is a " + word(own) + ", and '" + value
                            + "' is a " + word(comparable)
                            + ", so no " + noun + " is asked for. In the text of a query a text stands in "
                            + "single quotes, and a time behind @.");
        }
    }

    private static FieldValue.@Nullable Type leaf(Class<?> type) {
        return type.isEnum() ? FieldValue.Type.TEXT : TYPES.get(type);
    }

    private static String word(FieldValue.Type type) {
        return switch (type) {
            case BOOLEAN -> "truth value";
            case NUMBER, NAN -> "number";
            case TIME -> "time";
            case TEXT -> "text";
        };
    }

    /** The type of what stands under {@code path}; {@link Attributes} where that is open. */
    private Type typeOf(FieldPath path) {
        if (path.ofEnvelope()) {
            return Attributes.class;
        }
        Type type = body;
        List<String> above = new ArrayList<>();
        for (String name : path.names()) {
            if (type.equals(Attributes.class)) {
                return type;
            }
            type = componentOf(type, name, above, path);
            above.add(name);
        }
        return type;
    }

    private Type componentOf(Type type, String name, List<String> above, FieldPath path) {
        List<RecordComponent> components = type instanceof Class<?> owner && owner.isRecord()
                ? Arrays.asList(owner.getRecordComponents())
                : List.of();
        return components.stream()
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .map(component -> elementOf(component.getGenericType()))
                .orElseThrow(() -> unknown(components, name, above, path));
    }

    /** The elements of an array are values of its path. */
    private static Type elementOf(Type type) {
        return type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
    }

    private IllegalArgumentException unknown(
            List<RecordComponent> components, String name, List<String> above, FieldPath path) {
        List<String> names = components.stream().map(RecordComponent::getName).toList();
        String parent = String.join(".", above);
        String nearest = names.stream()
                .filter(known -> Spelling.near(known, name))
                .min(Comparator.comparingInt(known -> Spelling.distance(known, name)))
                .map(known -> "Did you mean '" + (parent.isEmpty() ? "" : parent + ".") + known + "'? ")
                .orElse("");
        String there = names.isEmpty()
                ? "There is nothing below '" + parent + "'."
                : (parent.isEmpty() ? "A " + noun + " has " : "Below '" + parent + "' there is ")
                        + String.join(", ", names) + ".";
        return new IllegalArgumentException("No " + noun + " has a field '" + path + "'. " + nearest + there
                + (parent.isEmpty() ? " What you gave it yourself is below '" + open + "'." : ""));
    }
}
