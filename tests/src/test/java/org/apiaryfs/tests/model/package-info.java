/**
 * Random histories on one file of a mounted cluster, compared step by step with an array of bytes.
 *
 * <p>{@link org.apiaryfs.tests.model.FileSteps} makes a history of a seed, {@link org.apiaryfs.tests.model.FileReplay} plays it
 * on the mounts and on the {@link org.apiaryfs.tests.model.FileModel} and says where they differ, and
 * {@link org.apiaryfs.tests.support.Shrinker} finds the few steps of it that matter. A step is complete in itself, so that any part
 * of a history is a history.
 */
package org.apiaryfs.tests.model;
