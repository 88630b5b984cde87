package org.apiaryfs.fuse.testing;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Runs the suite on whatever is mounted where the system property {@code apiary.posix.directory} points;
 * {@code apiary.posix.without} names features it lacks, separated by commas. By its name it is no part of a build: it is started by hand, as
 * {@code -Dtest=MountedDirectoryCheck}. Threading: see the suite.
 */
class MountedDirectoryCheck extends PosixSuite {
    @Override
    protected Path directory() {
        return Path.of(System.getProperty("apiary.posix.directory"));
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        for (String name : System.getProperty("apiary.posix.without", "").split(",")) {
            if (!name.isEmpty()) {
                features.remove(Feature.valueOf(name));
            }
        }
        return features;
    }
}
