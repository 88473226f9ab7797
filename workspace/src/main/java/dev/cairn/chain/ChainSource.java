package dev.cairn.chain;

import dev.cairn.UnsupportedException;
import dev.cairn.operator.BuiltInFormat;
import dev.cairn.operator.BuiltInOperator;
import dev.cairn.operator.LinearModel;
import dev.cairn.operator.Operator;
import dev.cairn.operator.PlsModel;
import dev.cairn.spi.FileReplacement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Writes a chain of built-in operators as a program in one file of Java, which needs a JDK and nothing else: {@code java Chain.java
 * data.csv} prints one prediction for each row, with the very bits of a {@linkplain ChainReplay replay}. The arithmetic in it is the
 * source of {@link dev.cairn.operator.SpectralMath}.
 */
public final class ChainSource {
    private static final String EXTENSION = ".java";
    private static final String DEFAULT_NAME = "Chain" + EXTENSION;

    /** Words that are names, but not of classes. */
    private static final Set<String> RESTRICTED = Set.of("var", "yield", "record", "sealed", "permits");

    /** What a class file holds methods for. */
    private static final int MOST_OPERATORS = 2_000;

    private ChainSource() {}

    /**
     * Writes the program; at {@code target} there is all of it, or what was there before. Missing folders are created.
     *
     * @param target a file whose name is that of the class; {@code .java} is appended if it has no extension. In a folder that is there
     *     it is called {@code Chain.java}
     * @return where it is
     * @throws IllegalArgumentException if the name is none of a class, or the chain cannot be replayed; see {@link ChainReplay#of}
     * @throws UnsupportedException if a step is not built in, or reads several sources; names the step
     * @throws dev.cairn.NotFoundException if an artifact is missing
     * @throws dev.cairn.CorruptException if an artifact is damaged
     * @throws dev.cairn.UnavailableException if it cannot be written
     */
    public static Path write(Path target, Chain chain, ChainArtifacts artifacts) {
        Path named = named(target);
        String file = String.valueOf(named.getFileName());
        String className = file.substring(0, Math.max(0, file.length() - EXTENSION.length()));
        if (!file.endsWith(EXTENSION) || !isClassName(className)) {
            throw new IllegalArgumentException("The program is to be called '" + file
                    + "'; give it the name of a Java class, such as " + DEFAULT_NAME + ".");
        }
        byte[] program = new Sources(chain, artifacts).program(className).getBytes(StandardCharsets.UTF_8);
        return FileReplacement.export(named, EXTENSION, program);
    }

    /** Only letters that every encoding of a source has, for the launcher reads it in that of the machine. */
    private static boolean isClassName(String name) {
        return name.chars().allMatch(c -> c < 128)
                && name.indexOf('.') < 0
                && SourceVersion.isName(name)
                && !RESTRICTED.contains(name);
    }

    private static Path named(Path target) {
        if (Files.isDirectory(target)) {
            return target.resolve(DEFAULT_NAME);
        }
        String name = String.valueOf(target.getFileName());
        return name.indexOf('.') < 0 ? target.resolveSibling(name + EXTENSION) : target;
    }

    /** One chain on its way into a program. */
    private static final class Sources {
        private final Chain chain;
        private final ChainArtifacts artifacts;
        private final ReplayPlan plan;
        private final ProgramText text = new ProgramText();
        private int operators;

        Sources(Chain chain, ChainArtifacts artifacts) {
            this.chain = chain;
            this.artifacts = artifacts;
            this.plan = ReplayPlan.of(chain);
        }

        String program(String className) {
            plan.transforms().forEach(step -> fitted(step).forEach(operator -> text.transform(operator)));
            List<BuiltInOperator> models = new ArrayList<>();
            boolean nothing = plan.model().stateless() && !plan.models().isEmpty();
            List<BuiltInOperator> atModel = nothing ? List.of() : fitted(plan.model());
            plan.models().values().forEach(id -> models.add(read(plan.model(), id)));
            if (models.isEmpty()) {
                models.add(atModel.get(atModel.size() - 1));
                atModel = atModel.subList(0, atModel.size() - 1);
            }
            atModel.forEach(text::transform);
            models.forEach(text::model);
            List<BuiltInOperator> scalers = new ArrayList<>();
            plan.targets().forEach(step -> scalers.addAll(fitted(step)));
            Collections.reverse(scalers);
            scalers.forEach(text::inverse);
            int features = features(models.get(0));
            requireReplayable(features);
            return text.toString(className, features, plan.weightsInOrder());
        }

        /** Built-in operators keep the number of features, so it is the model's from the beginning. */
        private static int features(BuiltInOperator model) {
            if (model instanceof PlsModel pls) {
                return pls.coefficients().length;
            }
            return model instanceof LinearModel linear ? linear.coefficients().length : 0;
        }

        /** What does not fit together is found now, not when the program runs. */
        private void requireReplayable(int features) {
            try (ChainReplay replay = ChainReplay.of(chain, artifacts)) {
                replay.replay(ReplayInput.of(new double[1][features]));
            }
        }

        private List<BuiltInOperator> fitted(ChainStep step) {
            if (chain.sourceIndex() != null || chain.sourceArtifacts().containsKey(step.index())) {
                throw new UnsupportedException(ReplayPlan.name(step)
                        + " belongs to one of several sources of samples, which a program does not read. "
                        + "Write the chain as a bundle.");
            }
            if (step.stateless()) {
                return List.of(builtIn(step, new ChainOperators(artifacts).rebuild(step)));
            }
            return chain.sharedArtifacts().getOrDefault(step.index(), List.of()).stream()
                    .map(id -> read(step, id))
                    .toList();
        }

        private BuiltInOperator read(ChainStep step, String id) {
            ChainArtifact artifact = artifacts.artifact(id);
            if (!artifact.format().equals(BuiltInFormat.NAME)) {
                throw unsupported(step, "is of the format " + artifact.format());
            }
            return builtIn(step, new ChainOperators(artifacts).read(step, id));
        }

        private BuiltInOperator builtIn(ChainStep step, Operator operator) {
            if (++operators > MOST_OPERATORS) {
                throw new UnsupportedException("The chain has more than " + MOST_OPERATORS
                        + " operators; a program holds no more. Write the chain as a bundle.");
            }
            if (operator instanceof BuiltInOperator builtIn) {
                return builtIn;
            }
            operator.close();
            throw unsupported(step, "is a " + operator.getClass().getName());
        }

        private static UnsupportedException unsupported(ChainStep step, String what) {
            return new UnsupportedException(ReplayPlan.name(step) + " " + what
                    + "; only built-in operators become a program. Write the chain as a bundle.");
        }
    }
}
