package dev.cairn.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.UUIDClock;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.Names;
import dev.cairn.spi.Parent;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The ids of runs, and of what belongs to them. */
final class RunIds {
    /** The kind of the documents of runs. */
    static final String RUN = "run";

    /** The longest id in bytes of UTF-8: it leaves room for what is written behind it. */
    private static final int MAX_BYTES = 200;

    /** Version 7 of RFC 9562: time first, and within a millisecond ever growing in this process. */
    private static final NoArgGenerator TIME_ORDERED =
            Generators.timeBasedEpochGenerator(new SecureRandom(), new ForwardClock());

    private RunIds() {}

    /** Never goes back, whatever is done to the clock of the machine. */
    private static final class ForwardClock extends UUIDClock {
        private final AtomicLong last = new AtomicLong();

        @Override
        public long currentTimeMillis() {
            return last.accumulateAndGet(super.currentTimeMillis(), Math::max);
        }
    }

    /** A new id, greater than all that this process made before. */
    static String next() {
        return TIME_ORDERED.generate().toString();
    }

    static String check(String id) {
        Names.check("run id", id);
        if (id.getBytes(UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("The run id " + Names.quote(id) + " is longer than " + MAX_BYTES
                    + " bytes in UTF-8; give a shorter one, and say the rest in the parameters.");
        }
        return id;
    }

    static String checkText(String what, String text) {
        return Names.check(what, text);
    }

    static DocumentKey run(String scope, String id) {
        return new DocumentKey(scope, RUN, check(id));
    }

    /** What belongs to a run names this as its parent. */
    static Parent parent(Document run) {
        return new Parent(RUN, run.key().id(), run.content().epoch());
    }

    /** Where something of one attempt stands: no id ends in two different numbers behind a dot. */
    static DocumentKey ofAttempt(String scope, String kind, String id, int attempt) {
        return new DocumentKey(scope, kind, check(id) + "." + attempt);
    }

    static DocumentKey heartbeat(String scope, String id) {
        return new DocumentKey(scope, DocumentKey.HEARTBEAT, check(id));
    }
}
