package org.apiaryfs.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.apiaryfs.admin.OwnerQuota;
import org.apiaryfs.admin.QuotaLimits;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.administration.quotas.QuotaRow;
import org.junit.jupiter.api.Test;

class QuotaRowTest {
    private static final QuotaLimits DEFAULTS = new QuotaLimits(200, 0);

    private static QuotaRow row(long used, long limit) {
        return new QuotaRow(new OwnerQuota(5, new QuotaLimits(used, 1), new QuotaLimits(limit, 0)), "anna", DEFAULTS);
    }

    @Test
    void sharesAreOfTheLimitThatCounts() {
        assertEquals(OptionalDouble.of(0.5), row(50, 100).sizeShare());
        assertEquals(OptionalDouble.of(0.25), row(50, 0).sizeShare(), "of the default");
        assertEquals(OptionalDouble.empty(), row(50, QuotaLimits.UNLIMITED).sizeShare());
        assertEquals(OptionalDouble.empty(), row(50, 100).inodeShare(), "nothing limits files");
    }

    @Test
    void nearAndUsedUpLimitsRaiseConcern() {
        assertEquals(Concern.NONE, QuotaRow.concern(OptionalDouble.empty()));
        assertEquals(Concern.NONE, QuotaRow.concern(row(84, 100).sizeShare()));
        assertEquals(Concern.WARNING, QuotaRow.concern(row(85, 100).sizeShare()));
        assertEquals(Concern.ERROR, QuotaRow.concern(row(100, 100).sizeShare()));
    }
}
