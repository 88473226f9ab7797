package dev.cairn.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessTokenTest {
    private static final String OWN = ProcessToken.own();

    private static void assumeKnown() {
        assumeFalse(OWN.contains("unknown"), "this machine does not tell when processes were started");
    }

    @Test
    void thisProcessIsNotGone() {
        assertThat(ProcessToken.isKnownToBeGone(OWN)).isFalse();
    }

    @Test
    void anEndedProcessIsGoneAlsoBeforeItIsBuried() throws IOException {
        assumeKnown();
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .start();
        String machine = OWN.substring(0, OWN.indexOf(':'));
        child.onExit().join();
        assertThat(ProcessToken.isKnownToBeGone(machine + ":" + child.pid() + ":12345"))
                .isTrue();
    }

    @Test
    void anotherProcessOfTheSameNumberIsNotTakenForIt() {
        assumeKnown();
        assertThat(ProcessToken.isKnownToBeGone(OWN + "1")).isTrue();
    }

    @Test
    void ofOtherMachinesAndOfWhatIsNoTokenNothingIsKnown() {
        for (String other :
                new String[] {"elsewhere:1:2", "unknown:1:2", "", "x", "::", OWN.split(":", -1)[0] + ":x:y"}) {
            assertThat(ProcessToken.isKnownToBeGone(other)).as(other).isFalse();
        }
    }
}
