package dev.cairn.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.workspace.Experiment;
import dev.cairn.workspace.ExperimentManifest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts the page of a report together: head, policy, style, and the sections one after the other. */
final class ReportPage {
    private final Experiment experiment;
    private final ReportOptions options;
    private final Html html = new Html();

    ReportPage(Experiment experiment, ReportOptions options) {
        this.experiment = experiment;
        this.options = options;
    }

    String html() {
        String style = resource("report.css");
        String script = resource("report.js");
        html.raw("<!DOCTYPE html>").open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src '" + hash(style) + "'; script-src '" + hash(script)
                        + "'; base-uri 'none'; form-action 'none'");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", "Experiment " + experiment.id());
        html.raw("<style>" + style + "</style>").close("head").open("body");
        body();
        html.raw("<script>" + script + "</script>").close("body").close("html");
        return html.toString();
    }

    private void body() {
        ReportData data = ReportData.of(experiment, options);
        head();
        new SummarySection(data).write(html);
        new ResultSections(data).write(html);
        new RunSections(data).write(html);
        new FieldSection(data).write(html);
        new FailureSection(data).write(html);
        new ProvenanceSection(data).write(html);
    }

    private void head() {
        html.element("h1", "Experiment " + experiment.id());
        html.element(
                "p",
                "In " + experiment.manager().tiers().location() + ", as of " + Cell.time(options.written()),
                "class",
                "note");
        Optional<ExperimentManifest> manifest = experiment.manifest();
        manifest.ifPresent(this::manifest);
        html.open("nav");
        Map<String, String> sections = Sections.NAMES;
        sections.forEach((id, name) -> html.element("a", name, "href", "#" + id));
        html.close("nav");
    }

    private void manifest(ExperimentManifest manifest) {
        String name = Objects.requireNonNullElse(manifest.name(), "");
        String version = manifest.version() == null ? "" : " " + manifest.version();
        if (!(name + version).isBlank()) {
            html.element("p", (name + version).strip());
        }
        if (manifest.description() != null) {
            html.element("p", manifest.description());
        }
        if (!manifest.tags().isEmpty()) {
            html.element("p", "Tags: " + String.join(", ", manifest.tags()), "class", "note");
        }
    }

    /** The hash of an element's text, as a policy names it. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256: " + e, e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The " + name.toLowerCase(Locale.ROOT) + " of reports cannot be read: " + e, e);
        }
    }
}
