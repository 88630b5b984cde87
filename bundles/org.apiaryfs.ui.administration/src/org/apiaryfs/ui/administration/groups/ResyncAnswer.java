package org.apiaryfs.ui.administration.groups;

import org.apiaryfs.admin.Problem;
import org.apiaryfs.admin.ResyncJob;

/** What the server of a primary said when it was asked how copying goes. Immutable. */
public sealed interface ResyncAnswer {
    /** The latest job, or that there was none. */
    record Told(ResyncJob job) implements ResyncAnswer { }

    /** It couldn't be asked, or doesn't know the question. */
    record Silent(Problem problem) implements ResyncAnswer { }
}
