package dev.rollguard.cli.report;

/** The languages of a report. Names and sentences of objects stay as they are. */
public enum Language {
  en,
  ko
}
