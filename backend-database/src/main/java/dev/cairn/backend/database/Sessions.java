package dev.cairn.backend.database;

import dev.cairn.ConfigurationException;
import javax.sql.DataSource;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hibernate's view of the tables, compared with them when it is opened.
 *
 * @param factory makes sessions
 * @param registry Hibernate's services, to be ended with it
 */
record Sessions(SessionFactory factory, StandardServiceRegistry registry) {
    static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /**
     * Maps the tables of a schema, or of the one that connections are in if that is null.
     *
     * @throws ConfigurationException if the tables are not as they must be
     */
    static Sessions open(DataSource source, @Nullable String schema) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(StoreMetaRow.class)
                .addAnnotatedClass(DocumentRow.class)
                .addAnnotatedClass(DocumentBlobRow.class)
                .addAnnotatedClass(DocumentFieldRow.class)
                .addAnnotatedClass(CollectionRow.class)
                .addAnnotatedClass(PathRow.class)
                .addAnnotatedClass(KindRow.class)
                .addAnnotatedClass(BlobRow.class)
                .addAnnotatedClass(BlobChunkRow.class)
                .addAnnotatedClass(JournalRow.class)
                .addAnnotatedClass(JournalEntryRow.class);
        StandardServiceRegistryBuilder builder = new StandardServiceRegistryBuilder()
                .applySetting(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, source)
                .applySetting(AvailableSettings.HBM2DDL_AUTO, "validate")
                .applySetting(AvailableSettings.IN_CLAUSE_PARAMETER_PADDING, true);
        if (schema != null) {
            builder.applySetting(AvailableSettings.DEFAULT_SCHEMA, schema);
        }
        StandardServiceRegistry registry = builder.build();
        try {
            return new Sessions(configuration.buildSessionFactory(registry), registry);
        } catch (SchemaManagementException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw new ConfigurationException(
                    "The tables of the store are not as Cairn made them: " + e.getMessage()
                            + ". Somebody changed them; restore them from a backup.",
                    e);
        } catch (HibernateException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    void close() {
        factory.close();
        StandardServiceRegistryBuilder.destroy(registry);
    }
}
