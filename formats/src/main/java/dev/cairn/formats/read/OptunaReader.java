package dev.cairn.formats.read;

import dev.cairn.CorruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Studies of Optuna, in a journal or an SQLite database: a result for each study, with a row for each trial. An SQLite database needs
 * {@code org.xerial:sqlite-jdbc} on the class path; it is opened for reading alone.
 *
 * <p>A journal is held in memory as a whole, of a database one study at a time.
 */
public final class OptunaReader implements ResultReader {
    static final String DATABASE = "SQLite format 3\0";

    @Override
    public String name() {
        return "optuna";
    }

    @Override
    public boolean recognizes(FileHead head) {
        String first = head.firstLine();
        return head.text().startsWith(DATABASE) || (first.startsWith("{") && first.contains("\"op_code\""));
    }

    @Override
    public void read(Path file, ReadOptions options, ReadTarget target) {
        if (FileHead.of(file).text().startsWith(DATABASE)) {
            OptunaDatabase.read(file, (study, more) -> hand(study, file, options, more, target));
            return;
        }
        OptunaJournal journal = OptunaJournal.read(file, options.longestLine());
        List<String> more = journal.cut().stream().toList();
        Consumer<OptunaStudy> hand = study -> hand(study, file, options, more, target);
        List<OptunaStudy> studies = journal.takeStudies();
        while (!studies.isEmpty()) {
            hand.accept(studies.remove(0));
        }
    }

    private static void hand(OptunaStudy study, Path file, ReadOptions options, List<String> more, ReadTarget target) {
        ReadResult result;
        try {
            result = OptunaResult.of(study, file, options, more);
        } catch (CorruptException e) {
            target.failed(file, e);
            return;
        }
        target.result(study.name, result);
    }
}
