package dev.rollguard.e2e.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A class of scenarios. Each test may ask for a {@link World}, which is its own, or for the {@link
 * Cluster}, which all share. They run beside each other, so each acts in its own World only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@DisplayNameGeneration(Sentences.class)
@ExtendWith(OnCluster.class)
public @interface Scenario {}
