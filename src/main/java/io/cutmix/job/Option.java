package io.cutmix.job;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a component of a record an option of the command line, whose long name is the component's
 * with dashes. What it says of itself in help stands in {@code help.properties}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /** What stands for its value; empty for a flag, and for a choice, whose values stand there. */
  String label() default "";

  /** The value that it has unless another is given; empty if it then has none. */
  String value() default "";

  /** Other names for it, dashes included. */
  String[] alias() default {};

  /** The heading below which it stands in help, if that isn't the one of its record. */
  String group() default "";
}
