package org.apiaryfs.ui.administration.forms;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A page that shows its content, or a sentence instead that says why there is none and what to do. UI thread only. */
public final class NoticeStack {
    private static final int WIDTH = 420; // pixels of a line of the sentence, at most

    private final Composite area;
    private final StackLayout layout = new StackLayout();
    private final Composite content;
    private final Composite notice;
    private final Label sentence;

    public NoticeStack(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        content = new Composite(area, SWT.NONE);
        notice = new Composite(area, SWT.NONE);
        GridLayoutFactory.swtDefaults().applyTo(notice);
        sentence = new Label(notice, SWT.WRAP | SWT.CENTER);
        GridDataFactory.swtDefaults().grab(true, true).align(SWT.CENTER, SWT.CENTER).hint(WIDTH, SWT.DEFAULT).applyTo(sentence);
        layout.topControl = notice;
    }

    /** For the page's widgets. */
    public Composite content() {
        return content;
    }

    /** @return whether there was a sentence instead before */
    public boolean showContent() {
        return top(content);
    }

    public void notice(String text) {
        sentence.setText(text.replace("&", "&&"));
        notice.layout();
        top(notice);
    }

    /** If nothing else wants the keys. */
    public void setFocus() {
        area.setFocus();
    }

    private boolean top(Composite page) {
        if (layout.topControl == page) {
            return false;
        }
        layout.topControl = page;
        area.layout();
        return true;
    }
}
