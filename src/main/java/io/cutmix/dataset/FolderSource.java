package io.cutmix.dataset;

import java.nio.file.Path;

/**
 * Pictures labelled by the folder they lie in: each folder directly below {@code images} is a
 * class, and every picture anywhere below it belongs to that class.
 *
 * <p>Hidden files and folders (names with a leading dot, and those that operating systems leave
 * behind, such as {@code Thumbs.db} and {@code __MACOSX}) are passed over in silence. Links to
 * folders are followed, but never in circles.
 *
 * @param images the folder that holds the class folders
 * @param classes with {@link ClassList.Named} or {@link ClassList.Counted} every folder with a
 *     picture must be one of these classes
 */
public record FolderSource(Path images, ClassList classes) implements Source {}
