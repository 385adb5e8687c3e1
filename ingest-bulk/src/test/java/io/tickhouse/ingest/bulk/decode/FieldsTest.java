package io.tickhouse.ingest.bulk.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final Column FLAG = new Column(1, "flag");

    @ParameterizedTest
    @ValueSource(strings = {"True", "true"})
    void trueIsReadInEverySpellingThatArchivesHaveHad(String text) throws RefusedRow {
        assertThat(fields(text).flag(FLAG)).isTrue();
        assertThat(last(text).flag(FLAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"False", "false"})
    void falseIsReadInEverySpellingThatArchivesHaveHad(String text) throws RefusedRow {
        assertThat(fields(text).flag(FLAG)).isFalse();
        assertThat(last(text).flag(FLAG)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "t", "f", "tru", "alse", "rue", "TRUE", "FALSE", "tRue", "fAlse", "falsE", "trues", "Truee",
                "false ", " true", "xalse", "1", "0", "null"
            })
    void anyOtherTextIsNoTruthValue(String text) {
        for (Fields fields : new Fields[] {fields(text), last(text)}) {
            assertThatThrownBy(() -> fields.flag(FLAG))
                    .isInstanceOf(RefusedRow.class)
                    .hasMessage("flag: expected True or False, found '" + text + "'");
        }
    }

    private static Fields fields(String text) {
        return split("7," + text + ",8");
    }

    /** The text is the last there is. */
    private static Fields last(String text) {
        return split("7," + text);
    }

    private static Fields split(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        return new Fields().split(bytes, 0, bytes.length);
    }
}
