package dev.tokenvending.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenvending.core.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The database, with the tables that this version needs. */
public final class Store implements AutoCloseable {

    /** Before work is done once more; longer than such work takes. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final HikariDataSource pool;
    private final Schema schema;
    private final Availability availability = new Availability();
    private final JdbcClient client;
    private final PlatformTransactionManager transactions;

    Store(StoreSettings settings, Ticker ticker) {
        pool = Pool.open(settings.database());
        schema = new Schema(() -> Migrations.run(pool), ticker);
        client = JdbcClient.create(pool);
        transactions = new JdbcTransactionManager(pool);
    }

    /**
     * Does the work in one transaction, READ COMMITTED, which is rolled back if the work throws, and is done once more if
     * it and another's have locked each other out. Work within work of the same thread becomes a part of it. The work holds
     * one of few connections: it must not call anybody.
     *
     * @throws StoreUnavailableException when the database does not answer, at its beginning or in between
     * @throws DataAccessException when the database refuses: a constraint, a wrong statement
     */
    public <T> T inTransaction(Function<JdbcClient, T> work) {
        try {
            schema.ensure();
            T result = committedAtLast(work);
            availability.regained();
            return result;
        } catch (FlywayException | CannotCreateTransactionException | TransactionSystemException e) {
            throw availability.lost(e);
        } catch (DataAccessException e) {
            throw isOutage(e) ? availability.lost(e) : e;
        }
    }

    /** How the tables are; unlike {@link #inTransaction} it brings nothing up to date. */
    public Tables look() {
        try {
            return Migrations.look(pool);
        } catch (FlywayException e) {
            return new Tables.Unreachable(Availability.reason(e));
        }
    }

    private <T> T committedAtLast(Function<JdbcClient, T> work) {
        boolean outermost = !TransactionSynchronizationManager.isActualTransactionActive();
        try {
            return committed(work);
        } catch (PessimisticLockingFailureException e) {
            if (!outermost) {
                throw e;
            }
        }
        // Not at once: whoever it met may be trying again as well.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
        return committed(work);
    }

    private <T> T committed(Function<JdbcClient, T> work) {
        TransactionStatus transaction = transactions.getTransaction(TransactionDefinition.withDefaults());
        T result;
        try {
            result = work.apply(client);
        } catch (Throwable e) {
            rollBack(transaction, e);
            throw e;
        }
        transactions.commit(transaction);
        return result;
    }

    /** What made the work fail says more than what follows from it. */
    private void rollBack(TransactionStatus transaction, Throwable cause) {
        try {
            transactions.rollback(transaction);
        } catch (TransactionException | DataAccessException e) {
            cause.addSuppressed(e);
        }
    }

    /** Uncategorized are a database that only reads for now, an error within it, or its disk. */
    private static boolean isOutage(DataAccessException e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof NonTransientDataAccessResourceException
                || e instanceof UncategorizedDataAccessException;
    }

    /** Gives up all connections. */
    @Override
    public void close() {
        pool.close();
    }
}
