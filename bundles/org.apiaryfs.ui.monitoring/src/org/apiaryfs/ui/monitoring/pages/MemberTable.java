package org.apiaryfs.ui.monitoring.pages;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiaryfs.admin.ClusterTarget;
import org.apiaryfs.admin.Space;
import org.apiaryfs.ui.Bytes;
import org.apiaryfs.ui.Column;
import org.apiaryfs.ui.Concern;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.LiveTable;
import org.apiaryfs.ui.TargetStates;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;

/** The targets of what is shown: their states, and how full they are. UI thread only. */
final class MemberTable {
    private static final int BAR = 4; // pixels, the height of the bar below a part
    private static final int SHADE = 60; // of 255, of what isn't in use
    private static final double FULL = 0.9; // parts from which on it is a matter of concern
    private static final double TOO_FULL = 0.98;
    private static final Color USED = new Color(0x3b, 0x8b, 0xdb); // readable on light and on dark

    private final LiveTable<Member> table;

    MemberTable(Composite parent) {
        table = new LiveTable<>(parent, SWT.MULTI, Member::key, List.<Column<Member>>of(
                Column.<Member>words(Messages.targetTitle, 112, Member::name).withImage(member -> Icons.of(MemberTable.class, "icons/member.svg")),
                Column.words(Messages.server, 92, Member::server),
                Column.<Member>words(Messages.state, 110, MemberTable::state).withConcern(member -> TargetStates.concern(member.target())),
                part(Messages.spaceUsed, member -> member.used()),
                Column.numbers(Messages.free, 78, Member::free, Bytes::text),
                Column.numbers(Messages.total, 78, Member::total, Bytes::text),
                part(Messages.inodesUsed, member -> member.inodesUsed()),
                Column.<Member>words(Messages.capacityPool, 100, member -> member.target().capacityPool().map(TargetFacts::text).orElse(""))
                        .withConcern(member -> member.target().capacityPool().map(TargetFacts::concern).orElse(Concern.NONE))));
        table.sort(0, true);
        table.menu(menu -> menu.add(table.copyAction(Messages.copy)));
    }

    /** A column with a part of a whole, as a number above a bar. */
    private static Column<Member> part(String title, Function<Member, Double> part) {
        return Column.<Member, Double>numbers(title, 98, part, value -> value.isNaN() ? "" : TargetFacts.percent(Math.round(value * 1000), 1000))
                .withPainter((gc, cell, member) -> bar(gc, cell, part.apply(member)));
    }

    private static void bar(GC gc, Rectangle cell, double part) {
        if (Double.isNaN(part)) {
            return;
        }
        Color before = gc.getBackground();
        gc.setBackground((part >= TOO_FULL ? Concern.ERROR : part >= FULL ? Concern.WARNING : Concern.NONE).color().orElse(USED));
        int top = cell.y + cell.height - BAR;
        gc.setAlpha(SHADE);
        gc.fillRectangle(cell.x + 2, top, cell.width - 4, BAR - 1);
        gc.setAlpha(255);
        gc.fillRectangle(cell.x + 2, top, (int) Math.round((cell.width - 4) * part), BAR - 1);
        gc.setBackground(before);
    }

    private static String state(Member member) {
        ClusterTarget target = member.target();
        String states = Stream.of(target.reachability().map(TargetStates::text), target.consistency().map(TargetStates::text)).flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        return target.space() instanceof Space.Unknown && states.isEmpty() ? Messages.unknown : states;
    }

    LiveTable<Member> table() {
        return table;
    }

    void show(List<Member> members) {
        table.show(members);
    }
}
