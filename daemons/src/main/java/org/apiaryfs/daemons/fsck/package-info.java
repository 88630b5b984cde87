/** The command apiary-fsck: options, questions and output; what is checked is in {@code org.apiaryfs.check}. */
package org.apiaryfs.daemons.fsck;
