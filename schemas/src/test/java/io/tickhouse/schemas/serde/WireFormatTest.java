package io.tickhouse.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 65_536, Integer.MAX_VALUE})
    void theHeaderIsAZeroByteAndTheIdBigEndian(int id) {
        byte[] header = WireFormat.header(id);
        assertThat(header).hasSize(WireFormat.HEADER_BYTES).startsWith((byte) 0);
        assertThat(WireFormat.schemaId(header)).isEqualTo(id);
        assertThat(WireFormat.header(0x01020304)).containsExactly(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aValueTooShortForAHeaderIsRefusedWithItsLength(int length) {
        assertThatThrownBy(() -> WireFormat.schemaId(new byte[length]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Confluent wire format")
                .hasMessageEndingWith(length + " bytes");
    }

    @Test
    void anotherFirstByteIsRefused() {
        assertThatThrownBy(() -> WireFormat.schemaId("{\"price\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("first byte 123");
    }
}
