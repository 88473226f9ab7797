package dev.cairn.report;

import dev.cairn.model.Direction;
import dev.cairn.model.Objective;

/** What is written along axes and into legends, short enough for both. */
final class AxisNames {
    private static final int LONGEST = 32;

    private AxisNames() {}

    /** The name with its unit and direction: {@code f1 [kg] (minimized)}. */
    static String full(Objective objective) {
        return withUnit(objective) + (objective.direction() == Direction.MINIMIZE ? " (minimized)" : " (maximized)");
    }

    /** The name with its unit: {@code f1 [kg]}. */
    static String withUnit(Objective objective) {
        String unit = objective.unit();
        return shortened(objective.name()) + (unit == null ? "" : " [" + shortened(unit) + "]");
    }

    /** A name without the middle of a long one. */
    static String shortened(String name) {
        return shortened(name, LONGEST);
    }

    /** At most {@code longest} characters of a name, without its middle if it has more. */
    static String shortened(String name, int longest) {
        int[] letters = name.codePoints()
                .map(letter -> Character.isISOControl(letter) ? ' ' : letter)
                .toArray();
        if (letters.length <= longest) {
            return new String(letters, 0, letters.length);
        }
        int front = (longest - 1) * 2 / 3;
        int back = longest - 1 - front;
        return new String(letters, 0, front) + "\u2026" + new String(letters, letters.length - back, back);
    }
}
