package dev.cairn.workspace;

import dev.cairn.CollectReport;
import dev.cairn.spi.Vacuumed;
import java.util.List;

/**
 * What a vacuum freed.
 *
 * @param documents how many documents were removed that nobody saw any more, since what they belonged to was deleted
 * @param operators how many fitted operators were removed that no chain needs
 * @param garbage which blobs were removed, and how many bytes those were
 * @param stores what each store took before and after that can say so: databases; files give space back when they are removed
 */
public record VacuumReport(long documents, long operators, CollectReport garbage, List<Vacuumed> stores) {
    public VacuumReport {
        stores = List.copyOf(stores);
    }
}
