package dev.cairn.testkit.faults;

import java.util.List;
import org.junit.jupiter.api.function.Executable;

/**
 * One end of a process that {@link CrashPoints} tries: none, or before, during or after one step. Used by one thread at a
 * time.
 */
public final class CrashPoint {
    private final Faults faults = new Faults();
    private final String name;
    private final boolean crashing;

    private CrashPoint(String name, boolean crashing) {
        this.name = name;
        this.crashing = crashing;
    }

    static CrashPoint none() {
        return new CrashPoint("without a crash", false);
    }

    static CrashPoint before(Step step) {
        CrashPoint point = new CrashPoint("before " + step, true);
        point.faults.at(step.number()).crashBefore();
        return point;
    }

    static CrashPoint during(Step step) {
        CrashPoint point = new CrashPoint("during " + step, true);
        point.faults.at(step.number()).crashDuring();
        return point;
    }

    static CrashPoint after(Step step) {
        CrashPoint point = new CrashPoint("after " + step, true);
        point.faults.at(step.number()).crashAfter();
        return point;
    }

    /** The script of the process that will end, for its backends. */
    public Faults faults() {
        return faults;
    }

    /**
     * Runs the process that ends here: {@code process} opens what it needs around {@link #faults}, works, and closes it, best by
     * try-with-resources. Whatever it throws once it has crashed is part of its end.
     *
     * @throws AssertionError if it did not reach this point, for it has to take the same steps each time
     */
    public void run(Executable process) throws Throwable {
        try {
            process.execute();
        } catch (Throwable e) {
            if (!faults.crashed()) {
                throw e;
            }
        }
        if (crashing && !faults.crashed()) {
            throw new AssertionError("The process was to crash " + name + ", but ended after " + steps().size()
                    + " steps without reaching it: it has to take the same steps each time.");
        }
    }

    List<Step> steps() {
        return faults.steps();
    }

    /** When it is: {@code before step 7, DOCUMENT_PUT of result 'run_017' in memory}. */
    @Override
    public String toString() {
        return name;
    }
}
