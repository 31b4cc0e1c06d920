package io.cutmix.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A row of a JSON file.
 *
 * @param line the line that the object begins on, counted from 1
 */
record JsonRow(int line, ObjectNode fields) {}
