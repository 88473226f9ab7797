package dev.cairn.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wanted fields of a body as a tree of names, so that a parser can follow it down and skip what is not in it. */
final class PathTree {
    private final Map<String, PathTree> children = new HashMap<>();
    private final List<String> names;
    private final FieldPath path;
    private boolean wanted;
    private boolean below;
    private boolean time;

    private PathTree(List<String> names) {
        this.names = List.copyOf(names);
        this.path = FieldPath.ofBody(names.isEmpty() ? List.of("") : names);
    }

    static PathTree of(KindSpec spec) {
        PathTree root = new PathTree(List.of());
        for (String pattern : spec.paths()) {
            if (pattern.equals(KindSpec.ALL)) {
                root.below = true;
                continue;
            }
            boolean below = pattern.endsWith(KindSpec.BELOW);
            String text = below ? pattern.substring(0, pattern.length() - KindSpec.BELOW.length()) : pattern;
            PathTree node = root.make(FieldPath.parse(text));
            node.below |= below;
            node.wanted |= !below;
        }
        spec.times().forEach(text -> root.make(FieldPath.parse(text)).time = true);
        root.spread();
        return root;
    }

    private PathTree make(FieldPath target) {
        if (target.ofEnvelope()) {
            return new PathTree(target.names());
        }
        PathTree node = this;
        for (String name : target.names()) {
            List<String> longer = node.longer(name);
            node = node.children.computeIfAbsent(name, none -> new PathTree(longer));
        }
        return node;
    }

    /** What is wanted of the field {@code name} in this object; null if nothing. */
    @Nullable
    PathTree child(String name) {
        PathTree child = children.get(name);
        if (child == null && below) {
            child = new PathTree(longer(name));
            child.wanted = true;
            child.below = true;
        }
        return child;
    }

    private void spread() {
        for (PathTree child : children.values()) {
            child.wanted |= below;
            child.below |= below;
            child.spread();
        }
    }

    private List<String> longer(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return longer;
    }

    /** Whether values that stand right here are wanted. */
    boolean wanted() {
        return wanted;
    }

    /** Whether a text here is a time. */
    boolean time() {
        return time;
    }

    /** The path to here. */
    FieldPath path() {
        return path;
    }
}
