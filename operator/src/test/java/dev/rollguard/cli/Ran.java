package dev.rollguard.cli;

/** What one run of a command said. */
record Ran(int exit, String out, String err) {}
