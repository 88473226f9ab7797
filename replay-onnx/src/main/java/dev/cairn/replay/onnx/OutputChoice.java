package dev.cairn.replay.onnx;

import ai.onnxruntime.NodeInfo;
import dev.cairn.model.Attributes;
import dev.cairn.replay.onnx.ModelOutput.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the output of a model that is used, by what its description says and by what there is. Never guesses between two. */
final class OutputChoice {
    private static final Map<String, List<Use>> TASKS = Map.of(
            "regression", List.of(Use.VALUES),
            "classification", List.of(Use.LABELS, Use.SCORES),
            "transform", List.of(Use.ROWS));

    private final String model;
    private final List<NodeInfo> all;
    private final List<NodeInfo> candidates;

    private OutputChoice(String model, List<NodeInfo> all, List<NodeInfo> candidates) {
        this.model = model;
        this.all = all;
        this.candidates = candidates;
    }

    static ModelOutput of(String model, Map<String, NodeInfo> outputs, Attributes parameters) throws IOException {
        Optional<String> named = text(model, parameters, "output");
        Optional<String> task = text(model, parameters, "task");
        List<NodeInfo> candidates = new ArrayList<>(outputs.values());
        named.ifPresent(name -> candidates.removeIf(output -> !output.getName().equals(name)));
        OutputChoice choice = new OutputChoice(model, List.copyOf(outputs.values()), candidates);
        if (candidates.isEmpty()) {
            throw choice.error("it has no output '" + named.orElse("") + "'");
        }
        return task.isPresent() ? choice.declared(task.get()) : choice.evident();
    }

    private static Optional<String> text(String model, Attributes parameters, String name) throws IOException {
        try {
            return parameters.text(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot use " + model + " as an operator: " + e.getMessage(), e);
        }
    }

    private ModelOutput declared(String task) throws IOException {
        List<Use> uses = TASKS.get(task);
        if (uses == null) {
            throw error("its task is '" + task + "', not regression, classification or transform");
        }
        for (Use use : uses) {
            List<NodeInfo> fitting = candidates.stream()
                    .filter(output -> Declared.canBe(output, use))
                    .toList();
            if (fitting.size() == 1) {
                return new ModelOutput(fitting.get(0).getName(), use);
            }
            if (!fitting.isEmpty()) {
                throw error("several outputs fit the task " + task);
            }
            if (use == Use.LABELS) {
                refuseText();
            }
        }
        throw error("no output fits the task " + task);
    }

    private ModelOutput evident() throws IOException {
        List<NodeInfo> labels = candidates.stream()
                .filter(output -> Declared.evident(output).equals(Optional.of(Use.LABELS)))
                .toList();
        if (labels.isEmpty()) {
            refuseText();
        }
        if (labels.size() == 1
                && candidates.stream()
                        .allMatch(output -> labels.contains(output) || Declared.accompaniesLabels(output))) {
            return new ModelOutput(labels.get(0).getName(), Use.LABELS);
        }
        Optional<Use> use = candidates.size() == 1 ? Declared.evident(candidates.get(0)) : Optional.empty();
        if (use.isEmpty()) {
            throw error(
                    candidates.size() == 1 ? "its output does not say what it is" : "which output is meant is open");
        }
        return new ModelOutput(candidates.get(0).getName(), use.get());
    }

    private void refuseText() throws IOException {
        if (candidates.stream().anyMatch(Declared::isText)) {
            throw error("its labels are text, and labels must be numbers");
        }
    }

    private IOException error(String why) {
        return new IOException(
                "Cannot use " + model + " as an operator: " + why + ". Its outputs are " + Declared.list(all)
                        + ". Name one with the parameter \"output\", and say what it is with \"task\": \"regression\", "
                        + "\"classification\" or \"transform\".");
    }
}
