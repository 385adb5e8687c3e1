package io.tickhouse.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {
    @Test
    void everySourceOfTheHouseIsFormatted() throws IOException {
        assertThat(new Format().unformatted(Path.of(System.getProperty("tickhouse.root")), false))
                .as("sources that ./tickhouse format would change")
                .isEmpty();
    }

    @Test
    void aSourceOutOfFormatIsNamedAndCanBeRepaired(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(
                folder.resolve("Untidy.java"), "import java.util.List;\nclass Untidy {int one( ){return 1;}}\n");
        Path other = Files.createDirectories(folder.resolve("target")).resolve("Generated.java");
        Files.writeString(other, "class Generated {   }");

        assertThat(new Format().unformatted(folder, false)).containsExactly(source);
        assertThat(new Format().unformatted(folder, true)).containsExactly(source);
        assertThat(new Format().unformatted(folder, false)).isEmpty();
        assertThat(source).content().doesNotContain("import").contains("int one() {");
    }
}
