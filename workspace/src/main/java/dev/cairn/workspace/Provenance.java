package dev.cairn.workspace;

import dev.cairn.model.Attributes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * By what a run was made: by which code, with which software, and where.
 *
 * @param codeHash names the code, such as the id of a commit; null where unknown
 * @param host the machine; null where unknown, or not to be told
 * @param versions of the software that took part, by name
 * @param extra whatever else is worth knowing
 */
public record Provenance(
        @Nullable String codeHash, @Nullable String host, Attributes versions, Attributes extra) {
    /** The versions of Java and of the operating system that this runs on, and no host. */
    public static Provenance ofThisProcess() {
        Attributes versions = Attributes.empty()
                .with("java", System.getProperty("java.version"))
                .with("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return new Provenance(null, null, versions, Attributes.empty());
    }

    /** The same by this code. */
    public Provenance withCodeHash(String newCodeHash) {
        return new Provenance(newCodeHash, host, versions, extra);
    }

    /** The same on this machine. */
    public Provenance withHost(String newHost) {
        return new Provenance(codeHash, newHost, versions, extra);
    }

    /** The same on the machine that this runs on, by its name. */
    public Provenance withThisHost() {
        try {
            return withHost(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("This machine does not know its own name: " + e.getMessage(), e);
        }
    }

    /** The same with the version of one more software. */
    public Provenance withVersion(String software, String version) {
        return new Provenance(codeHash, host, versions.with(software, version), extra);
    }

    /** The same with something else worth knowing. */
    public Provenance withExtra(String name, Object value) {
        return new Provenance(codeHash, host, versions, extra.with(name, value));
    }
}
