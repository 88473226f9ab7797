package dev.cairn.template;

import dev.cairn.ConflictException;
import dev.cairn.NotFoundException;
import dev.cairn.Replication;
import dev.cairn.StorageException;
import dev.cairn.compose.DocumentAccess;
import dev.cairn.pipeline.PipelineRecord;
import dev.cairn.spi.Document;
import dev.cairn.spi.DocumentKey;
import dev.cairn.spi.DocumentState;
import dev.cairn.spi.Expectation;
import dev.cairn.spi.Names;
import dev.cairn.spi.Put;
import dev.cairn.spi.Slot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipelines to begin with: configurations that proved good, each under a name and a category, for all experiments of a store. They are
 * documents like all others, so every store keeps them and two tiers copy them. A name may be given as a user writes it: {@code "My PLS: v1?"}
 * is the template {@code my_pls_v1}. Safe for use by many threads and processes.
 */
public final class TemplateLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateLibrary.class);
    private static final int TRIES = 50;

    private final DocumentAccess access;
    private final Replication replication;
    private final Supplier<Instant> times;

    /** The templates in the store of {@code access}; a workspace gives them to its users. */
    public TemplateLibrary(DocumentAccess access, Replication replication, Supplier<Instant> times) {
        this.access = access;
        this.replication = replication;
        this.times = times;
    }

    /**
     * Saves a template.
     *
     * @throws ConflictException if the category has one of that name
     */
    public Template save(TemplateSpec spec) {
        return save(spec, false);
    }

    /**
     * Saves a template, in the place of one that is there if {@code overwrite} says so: that was created when it was.
     *
     * @throws ConflictException if the category has one of that name, and it is not to be replaced
     */
    public Template save(TemplateSpec spec, boolean overwrite) {
        Instant now = times.get();
        return put(new Template(spec, now, now), overwrite);
    }

    /**
     * Saves the configuration and the best scores of a pipeline; {@link TemplateSpec#of(String, PipelineRecord)} is where more can be said.
     *
     * @throws ConflictException if there is a template of that name in the category {@code general}
     */
    public Template saveFromPipeline(PipelineRecord pipeline, String name) {
        return save(TemplateSpec.of(name, pipeline));
    }

    private Template put(Template template, boolean overwrite) {
        DocumentKey key = keyOf(template.category(), template.name());
        for (int i = 1; ; i++) {
            Slot slot = access.find(key).slot();
            Document there = slot.document();
            boolean taken =
                    slot.damage() != null || (there != null && there.state().visible());
            if (taken && !overwrite) {
                throw new ConflictException(
                        "There is a template " + Names.quote(template.name()) + " in the category "
                                + Names.quote(template.category()) + " already. Choose another name, or overwrite it.",
                        there == null ? 0 : there.revision());
            }
            Template whole = taken && there != null
                    ? new Template(template.spec(), TemplateBody.of(there).created(), times.get())
                    : template;
            try {
                access.save(
                        key,
                        expectation(slot),
                        replication,
                        blobs -> TemplateBody.of(whole).content());
                return whole;
            } catch (ConflictException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What cannot be read any more is replaced whatever it is. */
    private static Expectation expectation(Slot slot) {
        Document there = slot.document();
        if (slot.damage() != null) {
            return Expectation.any();
        }
        return there != null && there.state().visible() ? Expectation.revision(there.revision()) : Expectation.absent();
    }

    private static DocumentKey keyOf(String category, String name) {
        return new DocumentKey(
                DocumentKey.TEMPLATE_SCOPE,
                TemplateBody.KIND,
                TemplateNames.category(category) + "/" + TemplateNames.name(name));
    }

    /** The template of this name in a category, if there is one. */
    public Optional<Template> find(String category, String name) {
        return access.find(keyOf(category, name)).slot().findVisible().map(TemplateBody::of);
    }

    /**
     * The template of this name in a category.
     *
     * @throws NotFoundException if there is none
     */
    public Template get(String category, String name) {
        return find(category, name).orElseThrow(() -> unknown(name, " in the category " + Names.quote(category)));
    }

    /**
     * The template of this name, whatever category it is in.
     *
     * @throws NotFoundException if there is none
     * @throws IllegalArgumentException if several categories have one; names them
     */
    public Template get(String name) {
        String wanted = TemplateNames.name(name);
        List<String> categories;
        try (Stream<DocumentKey> keys =
                access.tiers().documents().keys(DocumentKey.TEMPLATE_SCOPE, TemplateBody.KIND)) {
            categories = keys.map(key -> key.id().split("/", 2))
                    .filter(parts -> parts[1].equals(wanted))
                    .map(parts -> parts[0])
                    .sorted()
                    .toList();
        }
        if (categories.isEmpty()) {
            throw unknown(name, "");
        }
        if (categories.size() > 1) {
            throw new IllegalArgumentException(
                    "There are templates " + Names.quote(wanted) + " in the categories " + categories + "; say which.");
        }
        return get(categories.get(0), wanted);
    }

    private NotFoundException unknown(String name, String where) {
        return new NotFoundException("There is no template " + Names.quote(TemplateNames.name(name)) + where + " in "
                + access.tiers().location() + ".");
    }

    /** All templates, by category and name. One that cannot be read is left out, with a warning in the log. */
    public List<Template> list() {
        return list(template -> true);
    }

    /** Those of a category, by name. */
    public List<Template> list(String category) {
        String wanted = TemplateNames.category(category);
        return list(template -> template.category().equals(wanted));
    }

    /** Those with any of these tags, by category and name. */
    public List<Template> tagged(String... tags) {
        Set<String> any = new HashSet<>(List.of(tags));
        return list(template -> template.tags().stream().anyMatch(any::contains));
    }

    private List<Template> list(Predicate<Template> wanted) {
        List<Template> templates = new ArrayList<>();
        try (Stream<Slot> slots = access.tiers()
                .documents()
                .scan(DocumentKey.TEMPLATE_SCOPE, TemplateBody.KIND, EnumSet.of(DocumentState.LIVE))) {
            slots.forEach(slot -> readable(slot).ifPresent(templates::add));
        }
        return templates.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Template::category).thenComparing(Template::name))
                .toList();
    }

    private static Optional<Template> readable(Slot slot) {
        try {
            return slot.findVisible().map(TemplateBody::of);
        } catch (StorageException e) {
            LOG.warn("Left out of the list of templates: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Deletes a template.
     *
     * @return whether there was one
     */
    public boolean delete(String category, String name) {
        DocumentKey key = keyOf(category, name);
        Slot slot = access.find(key).slot();
        Document there = slot.document();
        if (slot.damage() == null && (there == null || !there.state().visible())) {
            return false;
        }
        access.tiers().put(Put.deleted(key, Expectation.any()), replication);
        return true;
    }

    /**
     * Writes a template into a file: JSON over several lines. Missing folders are made; a file that is there is replaced in one step.
     *
     * @param file gets the extension {@code .json} if its name has none
     * @return where it is
     * @throws NotFoundException if there is no such template; nothing is written
     */
    public Path exportTo(Path file, String category, String name) {
        return TemplateFiles.write(get(category, name), file);
    }

    /**
     * Saves the template that a file holds, in the category that it says, with the times that it says.
     *
     * @throws ConflictException if that category has one of its name
     * @throws dev.cairn.UnsupportedException if a newer version of this software wrote the file
     * @throws dev.cairn.CorruptException if it holds no template; says why
     */
    public Template importFrom(Path file) {
        return put(TemplateFiles.read(file), false);
    }

    /**
     * The same in a category of your own.
     *
     * @param overwrite whether one that is there is replaced
     */
    public Template importFrom(Path file, String category, boolean overwrite) {
        Template template = TemplateFiles.read(file);
        TemplateSpec spec = template.spec().category(category);
        return put(new Template(spec, template.created(), template.modified()), overwrite);
    }

    @Override
    public String toString() {
        return "Templates in " + access.tiers().location();
    }
}
