package dev.tokenvending.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps by which the database has come to be as it is, under {@code db/migration}. */
final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /** Looks whether they can be taken, and takes none. */
    static Tables look(DataSource dataSource) {
        Flyway flyway = flyway(dataSource, "*:future", "*:pending");
        int pending = flyway.info().pending().length;
        ValidateResult validated = flyway.validateWithResult();
        return validated.validationSuccessful
                ? new Tables.Usable(pending)
                : new Tables.Foreign(String.valueOf(validated.getAllErrorMessages()));
    }

    private static Flyway flyway(DataSource dataSource, String... ignored) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .ignoreMigrationPatterns(ignored)
                .load();
    }

    /** Takes the steps that are still to be taken; of several that begin at once, one takes them and the others wait. */
    static void run(DataSource dataSource) {
        MigrateResult result = flyway(dataSource, "*:future").migrate();
        if (result.migrationsExecuted > 0) {
            log.info("The database has been brought to version {}", result.targetSchemaVersion);
        }
    }
}
