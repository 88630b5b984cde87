package org.apiaryfs.ui.administration.files;

import java.util.Optional;
import java.util.function.Consumer;
import org.apiaryfs.ui.Icons;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** Where one is in the tree: the directories along the path to click on, and a field to enter another path. UI thread only. */
final class PathBar {
    private static final String SEPARATOR = " › ";

    private final Composite area;
    private final ToolItem up;
    private final Link crumbs;
    private final Text field;
    private final Label icon;
    private final Label message;
    private String path = "/";

    /** @param go is told the path that was entered or clicked on */
    PathBar(Composite parent, Consumer<String> go) {
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).margins(4, 3).spacing(6, 2).applyTo(area);
        var tools = new ToolBar(area, SWT.FLAT);
        up = new ToolItem(tools, SWT.PUSH);
        Icons.of(PathBar.class, "icons/up.svg").ifPresent(up::setImage);
        up.setToolTipText(Messages.Up_tip);
        up.addListener(SWT.Selection, event -> go.accept(EntryText.parent(path)));
        crumbs = new Link(area, SWT.NONE);
        crumbs.addListener(SWT.Selection, event -> go.accept(event.text));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(crumbs);
        field = new Text(area, SWT.BORDER | SWT.SINGLE);
        field.setMessage(Messages.Path_hint);
        field.setToolTipText(Messages.Path_tip);
        field.addListener(SWT.DefaultSelection, event -> go.accept(field.getText()));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(field);
        icon = new Label(area, SWT.NONE);
        icon.setImage(PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJS_ERROR_TSK));
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(icon);
        message = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(1, SWT.DEFAULT).applyTo(message);
        show("/");
        say(Optional.empty());
    }

    Control control() {
        return area;
    }

    /** The directory that is shown. */
    String path() {
        return path;
    }

    void show(String shown) {
        path = shown;
        field.setText(shown);
        up.setEnabled(!shown.equals("/"));
        crumbs.setText(links(shown));
        crumbs.setToolTipText(shown);
    }

    /** Each directory as a link to its path, the last one without. */
    private static String links(String path) {
        var text = new StringBuilder(path.equals("/") ? Messages.Path_root : "<a href=\"/\">" + Messages.Path_root + "</a>");
        for (int start = 1; start < path.length(); ) {
            int end = path.indexOf('/', start);
            String name = path.substring(start, end < 0 ? path.length() : end);
            text.append(SEPARATOR);
            if (end < 0) {
                text.append(escaped(name));
                break;
            }
            text.append("<a href=\"").append(path, 0, end).append("\">").append(escaped(name)).append("</a>");
            start = end + 1;
        }
        return text.toString();
    }

    /** What a link would take for something else. */
    private static String escaped(String name) {
        return name.replace("&", "&&").replace('<', '‹').replace('>', '›');
    }

    /** What is wrong, until something else is said. */
    void say(Optional<String> problem) {
        message.setText(problem.orElse("").replace("&", "&&"));
        for (Control control : new Control[] {icon, message}) {
            control.setVisible(problem.isPresent());
            ((GridData) control.getLayoutData()).exclude = problem.isEmpty();
        }
        area.getParent().layout(new Control[] {message});
    }

    /** Lets a path be entered. */
    void enter() {
        field.setFocus();
        field.selectAll();
    }
}
