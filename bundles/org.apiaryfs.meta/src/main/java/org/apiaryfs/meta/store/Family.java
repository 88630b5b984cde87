package org.apiaryfs.meta.store;

/** Column families. Their names are part of the format. */
enum Family {
    FORMAT("default"),
    DENTRIES("dentries"),
    DIRS("dirs"),
    COUNTS("counts"),
    TOUCHED("touched"),
    INODES("inodes"),
    XATTRS("xattrs"),
    SESSIONS("sessions"),
    INTENTS("intents"),
    STEPS("steps");

    private final String familyName;

    Family(String familyName) {
        this.familyName = familyName;
    }

    String familyName() {
        return familyName;
    }
}
