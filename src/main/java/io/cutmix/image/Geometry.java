package io.cutmix.image;

/**
 * Where the points of an upright picture come to lie in its image: column {@code x} at {@code left
 * + across · x}, row {@code y} at {@code top + down · y}, maybe outside. In pixels and parts of
 * them.
 */
public record Geometry(double left, double top, double across, double down) {}
