/**
 * The command line: options in, exit code out.
 *
 * <p>A new command is a class here, named in {@link CutmixCommand}, that takes the {@link
 * io.cutmix.cli.message.Shell}, and {@code @Mixin MessageOptions}, which brings {@code --json},
 * {@code --log-format}, {@code --quiet}, {@code --verbose}, {@code --help} and the exit codes. It
 * prints through {@code new Console(shell, messages, spec.name())} alone: {@code note} and {@code
 * warn} on the way, and in the end {@code return console.result(exitCode, text, json)}. What is
 * wrong it throws: {@link io.cutmix.mix.InvalidParameterException} or {@link
 * io.cutmix.job.ProblemException}, which {@link io.cutmix.cli.message.Failures} reports. Further
 * groups of options are mixins in {@code option}, with their heading in
 * {@code @Command(optionListHeading = …)}; the names of common ones stand in {@link
 * io.cutmix.cli.message.HelpSections}, and all texts of help in {@code help.properties}.
 */
@NullMarked
package io.cutmix.cli;

import org.jspecify.annotations.NullMarked;
