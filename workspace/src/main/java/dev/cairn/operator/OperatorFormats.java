package dev.cairn.operator;

import dev.cairn.ConfigurationException;
import dev.cairn.UnsupportedException;
import dev.cairn.spi.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the formats of operators on the class path. */
public final class OperatorFormats {
    /** The formats that Cairn itself provides in other modules, with the artifact of each. */
    private static final Map<String, String> ARTIFACTS = Map.of("onnx", "cairn-replay-onnx");

    private OperatorFormats() {}

    /**
     * The format of this name.
     *
     * @throws UnsupportedException if there is none on the class path; says which there are, and what to add
     * @throws ConfigurationException if there are two, or one cannot be loaded
     */
    public static OperatorFormat named(String name) {
        List<OperatorFormat> all = all();
        List<OperatorFormat> found =
                all.stream().filter(format -> format.name().equals(name)).toList();
        if (found.isEmpty()) {
            throw new UnsupportedException(unknown(name, all));
        }
        if (found.size() > 1) {
            throw new ConfigurationException("There are several formats of operators called " + Names.quote(name)
                    + " on the class path: "
                    + found.stream().map(format -> format.getClass().getName()).toList() + ". Keep one of them.");
        }
        return found.get(0);
    }

    /**
     * The operator that needs nothing but its parameters.
     *
     * @throws UnsupportedException if no format on the class path knows its class
     * @throws ConfigurationException if a format cannot be loaded
     * @throws IllegalArgumentException if its parameters do not fit
     */
    public static Operator rebuild(OperatorFormat.Description described) {
        List<OperatorFormat> all = all();
        for (OperatorFormat format : all) {
            Optional<Operator> operator = format.rebuild(described);
            if (operator.isPresent()) {
                return operator.get();
            }
        }
        throw new UnsupportedException("No format on the class path (" + names(all) + ") makes "
                + Names.quote(described.operatorClass())
                + " from its parameters. Save it with an artifact, or add the format that knows it.");
    }

    private static String unknown(String name, List<OperatorFormat> all) {
        String artifact = ARTIFACTS.get(name);
        return "No format of operators called " + Names.quote(name) + " is on the class path; there are " + names(all)
                + ". "
                + (artifact == null
                        ? "Add the library that provides it."
                        : "Add the artifact dev.cairn:" + artifact + ".");
    }

    private static String names(List<OperatorFormat> all) {
        return String.join(", ", all.stream().map(OperatorFormat::name).sorted().toList());
    }

    private static List<OperatorFormat> all() {
        List<OperatorFormat> all = new ArrayList<>();
        try {
            ServiceLoader.load(OperatorFormat.class, OperatorFormats.class.getClassLoader())
                    .forEach(all::add);
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            if (context != null) {
                ServiceLoader.load(OperatorFormat.class, context).stream()
                        .filter(provider -> all.stream().noneMatch(known -> known.getClass() == provider.type()))
                        .forEach(provider -> all.add(provider.get()));
            }
        } catch (ServiceConfigurationError e) {
            throw new ConfigurationException(
                    "A format of operators on the class path cannot be loaded: " + e.getMessage(), e);
        }
        return all;
    }
}
