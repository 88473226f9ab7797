package dev.cairn.report;

/**
 * Where a point of a box stands on paper: parallel lines stay parallel. The first axis runs from the near corner to the right, the second
 * from there to the left and away, the third upwards.
 */
final class Projection {
    private static final double TURN = Math.toRadians(38);
    private static final double TILT = Math.toRadians(24);
    private static final double TALL = 0.8;

    private Projection() {}

    /** The place on paper of a point whose coordinates are 0 to 1 within the box: across and up. */
    static double[] of(double first, double second, double third) {
        double x = first - 0.5;
        double y = second - 0.5;
        double away = x * Math.sin(TURN) + y * Math.cos(TURN);
        return new double[] {
            x * Math.cos(TURN) - y * Math.sin(TURN), (third - 0.5) * TALL * Math.cos(TILT) + away * Math.sin(TILT)
        };
    }
}
