package dev.rollguard.cli.overview;

import java.util.List;

/**
 * All datacenters that a window, a fault or a change names.
 *
 * @param time of the look, RFC 3339
 */
public record Overview(String time, List<DatacenterView> datacenters) {}
