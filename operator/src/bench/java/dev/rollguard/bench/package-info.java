/** JMH benchmarks of the pure core: {@code mvn -q -pl operator -Pbench test}. */
@NullMarked
package dev.rollguard.bench;

import org.jspecify.annotations.NullMarked;
