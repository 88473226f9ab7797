package dev.cairn.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entry of one tensor in the header while it is read: its fields come in any order, and unknown ones are ignored. */
final class TensorEntry {
    private final JsonInput input;
    private final JsonCursor json;
    private @Nullable DType dtype;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

    TensorEntry(JsonInput input, JsonCursor json) {
        this.input = input;
        this.json = json;
    }

    TensorInfo read(String name) {
        json.object(this::field);
        DType theType = required(dtype, "dtype");
        List<Long> theShape = required(shape, "shape");
        List<Long> theOffsets = required(offsets, "data_offsets");
        try {
            return new TensorInfo(name, theType, theShape, theOffsets.get(0), theOffsets.get(1));
        } catch (IllegalArgumentException e) {
            throw input.corrupt(String.valueOf(e.getMessage()), e);
        }
    }

    private void field(String name) {
        switch (name) {
            case "dtype" -> dtype = dtype();
            case "shape" -> shape = naturals();
            case "data_offsets" -> offsets = offsets();
            default -> json.skip();
        }
    }

    private DType dtype() {
        String name = json.string();
        try {
            return DType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw input.corrupt("unknown dtype " + JsonText.shown(name), e);
        }
    }

    private List<Long> offsets() {
        List<Long> numbers = naturals();
        if (numbers.size() != 2) {
            throw input.corrupt("data_offsets holds " + numbers.size() + " numbers instead of 2");
        }
        return numbers;
    }

    private List<Long> naturals() {
        List<Long> numbers = new ArrayList<>();
        json.array(() -> numbers.add(json.natural()));
        return numbers;
    }

    private <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw input.corrupt("the field " + field + " is missing");
        }
        return value;
    }
}
