/**
 * What scenario tests are written with: the cluster, datacenters, Deployments, faults, people, and
 * what is expected of them. No scenario enters here.
 */
@NullMarked
package dev.rollguard.e2e.harness;

import org.jspecify.annotations.NullMarked;
