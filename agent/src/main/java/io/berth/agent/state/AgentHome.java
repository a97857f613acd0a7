package io.berth.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of one agent, which one process at a time may use. The identity is one file, so that key and certificate are
 * always a pair, whenever the host dies.
 */
public final class AgentHome implements AutoCloseable {

    private static final String IDENTITY = "identity.pem";

    private final Path folder;
    private final FileChannel lock;

    private AgentHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IOException with a sentence for people if the folder cannot be used */
    public static AgentHome open(Path folder) throws IOException {
        DurableFiles.makePrivateFolder(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new IOException("another agent is using " + folder);
        }
        return new AgentHome(folder, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** @return empty if this host has not been enrolled yet */
    public Optional<Identity> identity() throws IOException {
        Path file = folder.resolve(IDENTITY);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        try {
            var certificates = Pem.certificates(text);
            return Optional.of(new Identity(
                    id("node", text),
                    id("installation", text),
                    Pem.key(text),
                    certificates.getFirst(),
                    certificates.getLast()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    public void save(Identity identity) throws IOException {
        try {
            DurableFiles.replace(
                    folder.resolve(IDENTITY),
                    "node: " + identity.node() + "\ninstallation: " + identity.installation() + "\n"
                            + Pem.write("PRIVATE KEY", identity.key().getEncoded())
                            + Pem.write("CERTIFICATE", identity.certificate().getEncoded())
                            + Pem.write("CERTIFICATE", identity.authority().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("the node's certificate has no DER form", e);
        }
    }

    public EpochFiles epochs() throws IOException {
        return new EpochFiles(folder.resolve("epochs"));
    }

    private static UUID id(String name, String text) {
        Matcher matcher =
                Pattern.compile("^" + name + ": (\\S+)$", Pattern.MULTILINE).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("there is no " + name + " id");
        }
        return UUID.fromString(matcher.group(1));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
