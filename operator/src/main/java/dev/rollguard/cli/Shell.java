package dev.rollguard.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command is run in.
 *
 * @param environment variables, as of the process
 * @param terminal whether a person looks at {@code out}
 * @param version of this program
 */
public record Shell(
    InstantSource clock,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    String version) {}
