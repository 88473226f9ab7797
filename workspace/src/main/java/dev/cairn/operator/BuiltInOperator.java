package dev.cairn.operator;

import dev.cairn.model.Attributes;

/**
 * An operator that needs no library: immutable numbers, and the arithmetic of {@link SpectralMath}. Its bytes are JSON of the format
 * {@value BuiltInFormat#NAME}.
 */
public sealed interface BuiltInOperator extends Operator
        permits StandardScaling, MinMaxScaling, StandardNormalVariate, SavitzkyGolay, Detrend, LinearModel, PlsModel {
    /** Its class, as a step of a chain states it: {@code cairn.StandardScaling}. */
    String operatorClass();

    /** The parameters from which an operator without fitted numbers is made anew; empty for one that was fitted. */
    default Attributes parameters() {
        return Attributes.empty();
    }

    /** All of it: one JSON object in UTF-8, the same bytes for the same numbers. */
    byte[] toBytes();
}
