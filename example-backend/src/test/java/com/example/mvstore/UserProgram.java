package com.example.mvstore;

import dev.cairn.StorageManager;
import dev.cairn.StorageManagers;
import dev.cairn.model.Objective;
import dev.cairn.model.OptimizationResult;
import dev.cairn.model.Problem;
import dev.cairn.model.Variable;

/** What a user of the backend writes: nothing of it but the URI. The first argument is the file. */
public final class UserProgram {
    private UserProgram() {}

    /** Saves a result and loads it again. */
    public static void main(String... args) {
        OptimizationResult result = OptimizationResult.builder()
                .problem(Problem.builder("sphere")
                        .variable(Variable.real("x", -1, 1))
                        .objective(Objective.minimize("f"))
                        .build())
                .variable("x", 0.5, -0.25)
                .objective("f", 0.25, 0.0625)
                .build();
        try (StorageManager manager = StorageManagers.open("mvstore://" + args[0])) {
            manager.saveResult("run_001", result);
            System.out.println(manager.loadResult("run_001").objective("f").get(1));
        }
    }
}
