package dev.cairn.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "h2:/data/store",
                "h2:///data/store",
                "h2:file:/data/store",
                "jdbc:h2:/data/store",
                "jdbc:h2:file:/data/store",
                "JDBC:H2:async:/data/store",
                "h2:/data/x/../store"
            })
    void anH2FileIsOpenedSoThatNoInterruptClosesItAndNoCommitWaits(String text) {
        Place place = Place.of(text);
        assertThat(place.url())
                .isEqualTo("jdbc:h2:async:/data/store;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        assertThat(place.file()).hasToString("/data/store");
    }

    @Test
    void aRelativeH2FileIsThatOfTheWorkingDirectory() {
        assertThat(Place.of("h2:./a store & more").file()).isAbsolute().hasFileName("a store & more");
    }

    @Test
    void settingsOfH2GoOnToIt() {
        assertThat(Place.of("jdbc:h2:/data/store;CACHE_SIZE=1000;write_delay=10")
                        .url())
                .isEqualTo(
                        "jdbc:h2:async:/data/store;CACHE_SIZE=1000;WRITE_DELAY=10;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64");
        assertThat(Place.of("h2:mem:x?MODE=LEGACY").url()).isEqualTo("jdbc:h2:mem:x;MODE=LEGACY");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://host/db, jdbc:postgresql://host/db",
        "postgresql://host, jdbc:postgresql://host/",
        "'postgresql://a:1,b:2/db', 'jdbc:postgresql://a:1,b:2/db'",
        "postgresql://host:5433/db?sslmode=require&options=-c%20a=b, "
                + "jdbc:postgresql://host:5433/db?sslmode=require&options=-c%20a=b",
        "jdbc:postgresql://host/db?ssl=true&user=u&password=p, jdbc:postgresql://host/db?ssl=true"
    })
    void parametersOfPostgresqlGoOnAsTheyAre(String text, String url) {
        assertThat(Place.of(text).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:s%40crt@host/db",
                "postgresql://host/db?user=me&password=s%40crt",
                "jdbc:postgresql://host/db?password=s%40crt&user=me",
                "postgresql://me@host/db?password=s%40crt",
                "h2:/data/store?user=me&password=s@crt",
                "jdbc:h2:mem:x;USER=me;PASSWORD=s@crt"
            })
    void userAndPasswordAreTakenOutOfTheUrl(String text) {
        Place place = Place.of(text);
        assertThat(place.user()).isEqualTo("me");
        assertThat(place.password()).isEqualTo("s@crt");
        assertThat(place.url() + place.shown() + place).doesNotContain("crt", "me:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://", "jdbc:postgresql://", "postgres://"})
    void userAndPasswordAreDecodedWhenTheyAreApart(String scheme) {
        Place place = Place.of(scheme + "us%40er%3A:p%40s%3As%2F%3F%25+@host:5433/d%20b?ssl=true");
        assertThat(place.user()).isEqualTo("us@er:");
        assertThat(place.password()).isEqualTo("p@s:s/?%+");
        assertThat(place.url()).isEqualTo("jdbc:postgresql://host:5433/d%20b?ssl=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:me:crt@host/db",
                "postgresql://me:cr/t@host/db",
                "postgresql://me:c?crt@host/db",
                "jdbc:postgresql://me:crt/db",
                "jdbc:postgresql:me@crt"
            })
    void aPasswordWhereNoneIsLookedForIsNotShown(String text) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Place.of(text))
                .withMessageContaining("%2F")
                .withMessageNotContaining("crt");
    }

    @Test
    void hostsMayBeManyAndOfAnyForm() {
        assertThat(Place.of("postgresql://[::1]:5432,db-2.example.org/x").url())
                .isEqualTo("jdbc:postgresql://[::1]:5432,db-2.example.org/x");
        assertThat(Place.of("jdbc:postgresql:results").url()).isEqualTo("jdbc:postgresql:results");
    }

    @ParameterizedTest
    @CsvSource({
        "h2:, names no file",
        "h2:tcp://host/db, For a server use PostgreSQL",
        "h2:mem:, needs a name",
        "h2:/x;AUTO_SERVER=TRUE, several processes",
        "sqlite:/data/x.db, 'h2:/data/x'",
        "jdbc:sqlite:x.sqlite, 'h2:x'",
        "mysql://host/db, not with 'mysql:'",
        "results, begins with h2:"
    })
    void whatIsNoPlaceOfAStoreIsRefused(String text, String reason) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Place.of(text))
                .withMessageContaining(reason);
    }
}
