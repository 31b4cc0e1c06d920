/**
 * The command line: options in, exit code out.
 *
 * <p>A new command is a {@link CutmixCommand.Action}, named in {@link CutmixCommand}, which adds
 * the {@link io.cutmix.cli.message.MessageOptions} to its own: {@code --json}, {@code
 * --log-format}, {@code --quiet}, {@code --verbose}, {@code --help}. It prints through its console
 * alone: {@code note} and {@code warn} on the way, and in the end {@code return
 * console.result(exitCode, text, json)}. What is wrong it throws: {@link
 * io.cutmix.mix.InvalidParameterException} or {@link io.cutmix.job.ProblemException}, which {@link
 * io.cutmix.cli.message.Failures} reports. Further groups of options are mixins in {@code option},
 * with their heading in {@code @Command(optionListHeading = …)}; the names of common ones stand in
 * {@link io.cutmix.cli.message.HelpSections}, and all texts of help in {@code help.properties}.
 */
@NullMarked
package io.cutmix.cli;

import org.jspecify.annotations.NullMarked;
