package org.apiaryfs.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuotaSheetTest {
    private static final HostNames NAMES = new HostNames(Quotas.Kind.USER, (database, names) -> List.of("anna:x:1000:1000::/home/anna:/bin/sh",
            "b,o:x:1001:1001::/home/bo:/bin/sh").stream().filter(line -> names.isEmpty() || names.contains(line.split(":")[0])).toList());

    private static QuotaImport read(String text) {
        return QuotaImport.read(text, 1, Quotas.Kind.USER, NAMES);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<OwnerQuota> owners = List.of(new OwnerQuota(1000, new QuotaLimits(5, 1), new QuotaLimits(10L << 30, QuotaLimits.UNLIMITED)),
                new OwnerQuota(1001, QuotaLimits.NONE, QuotaLimits.NONE), new OwnerQuota(-2, QuotaLimits.NONE, new QuotaLimits(1000, 7)));
        String text = QuotaSheet.text(1, Quotas.Kind.USER, owners, NAMES);
        assertEquals("""
                kind,pool,id,name,sizeLimit,inodeLimit,sizeUsed,inodesUsed
                user,1,1000,anna,10G,unlimited,5,1
                user,1,1001,"b,o",default,default,0,0
                user,1,4294967294,4294967294,1000,7,0,0
                """, text);
        QuotaImport read = read(text);
        assertEquals(List.of(), read.faults());
        assertEquals(owners.stream().collect(Collectors.toMap(OwnerQuota::id, OwnerQuota::own)), read.limits(Map.of()));
    }

    @Test
    void whatIsMissingStaysAsItIs() {
        QuotaImport read = read("\ufeffname;inodeLimit\r\nanna;1k\r\n1001;\r\n");
        assertEquals(List.of(), read.faults());
        assertEquals(List.of(new QuotaImport.Line(2, 1000, Optional.empty(), Optional.of(1024L)), new QuotaImport.Line(3, 1001, Optional.empty(), Optional.empty())),
                read.lines());
        assertEquals(new QuotaLimits(9, 1024), read.limits(Map.of(1000, new QuotaLimits(9, 8))).get(1000));
    }

    @Test
    void listsOfTheToolsNeedNoNamesOfColumns() {
        QuotaImport read = read("# by hand\n\nanna,500g,unlimited\n1001,default,2m\n");
        assertEquals(List.of(), read.faults());
        assertEquals(Map.of(1000, new QuotaLimits(500L << 30, QuotaLimits.UNLIMITED), 1001, new QuotaLimits(0, 2 << 20)), read.limits(Map.of()));
    }

    @Test
    void faultsSayInWhichLineTheyAre() {
        assertEquals(List.of(
                new QuotaImport.Fault(2, "The kind is group, but limits of kind user are to be set."),
                new QuotaImport.Fault(3, "The pool is 2, but limits of pool 1 are to be set."),
                new QuotaImport.Fault(4, "'much' is no limit; write a number such as 500g, or unlimited, or default."),
                new QuotaImport.Fault(5, "This host knows no user 'nobody-here'; give the number."),
                new QuotaImport.Fault(6, "4 values are expected (kind, pool, id, sizeLimit), but there are 3."),
                new QuotaImport.Fault(8, "This is the same user as in line 7."),
                new QuotaImport.Fault(9, "Nobody is named; give an ID or a name."),
                new QuotaImport.Fault(10, "A quotation mark isn't closed.")),
                read("kind,pool,id,sizeLimit\ngroup,1,5,1\nuser,2,5,1\nuser,1,5,much\nuser,1,nobody-here,1\nuser,1,5\nuser,1,5,1\nuser,1,5,2\nuser,1,,2\nuser,1,\"5,2\n")
                        .faults());
        assertEquals("There is no column sizeLimit and no column inodeLimit.", read("id,name\n5,anna\n").faults().getFirst().sentence());
    }
}
