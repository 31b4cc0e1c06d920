/**
 * The command line: options in, exit code out.
 *
 * <p>A new command is a class with a constructor that takes the {@link io.cutmix.cli.Shell}, and
 * {@code @Mixin MessageOptions}, which brings {@code --json}, {@code --log-format}, {@code
 * --quiet}, {@code --verbose}, {@code --help} and the exit codes. It prints through {@code new
 * Console(shell, messages, spec.name())} alone: {@code note} and {@code warn} on the way, and in
 * the end {@code return console.result(exitCode, text, json)}. What is wrong it throws: {@link
 * io.cutmix.cli.UsageException} or an {@code IOException} whose message has the form {@code place:
 * what is wrong; what to do}; {@link io.cutmix.cli.Failures} tells it. Further groups of options
 * are mixins too, with their heading in {@code @Command(optionListHeading = …)}; a flag has {@code
 * fallbackValue = "true"}, or a default from outside would turn it round.
 */
@NullMarked
package io.cutmix.cli;

import org.jspecify.annotations.NullMarked;
