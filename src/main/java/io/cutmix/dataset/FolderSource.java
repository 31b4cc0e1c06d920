package io.cutmix.dataset;

import java.nio.file.Path;

/**
 * Pictures labelled by the folder they lie in: each folder directly below {@code images} is a
 * class, and every picture anywhere below it belongs to that class.
 *
 * <p>Hidden files and folders (names with a leading dot, and those that operating systems leave
 * behind, such as {@code Thumbs.db} and {@code __MACOSX}) are passed over in silence. Links are
 * never followed in circles.
 *
 * @param images the folder that holds the class folders
 * @param classes with {@link ClassList.Named} or {@link ClassList.Counted} every folder with a
 *     picture must be one of these classes
 * @param links which symbolic links are followed
 */
public record FolderSource(Path images, ClassList classes, Links links) implements Source {}
