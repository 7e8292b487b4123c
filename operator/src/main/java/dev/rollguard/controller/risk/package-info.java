/**
 * The rules about risk that people write in a ConfigMap: what compiles is kept, what does not is
 * refused where they look. No rule is judged here.
 */
@NullMarked
package dev.rollguard.controller.risk;

import org.jspecify.annotations.NullMarked;
