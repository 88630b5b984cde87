package org.apiaryfs.ui.internal.help;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apiaryfs.ui.internal.perspectives.Views;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** The pages of the help, one at a time, with a way back. UI thread only. */
public final class HelpView extends ViewPart {
    private static final String SEARCH = "search "; // and what is searched, in place of a page's name
    private static final int MARGIN = 5; // pixels

    private final Deque<String> before = new ArrayDeque<>();
    private String shown = HelpPages.CONTENTS;
    private PageText text;
    private Action back;

    /** Shows the page of this name beside what is there, or the contents if there is none. */
    static void open(IWorkbenchPage window, String name) throws PartInitException {
        if (window.showView(Views.HELP) instanceof HelpView view) {
            view.go(HelpPages.find(name).isPresent() ? name : HelpPages.CONTENTS);
        }
    }

    /** Shows which pages have these words. */
    static void search(IWorkbenchPage window, String words) throws PartInitException {
        if (window.showView(Views.HELP) instanceof HelpView view) {
            view.go(SEARCH + words);
        }
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        var search = new Text(parent, SWT.SINGLE | SWT.BORDER | SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage(Messages.searchHint);
        search.addListener(SWT.DefaultSelection, event -> find(search.getText()));
        GridDataFactory.fillDefaults().grab(true, false).indent(MARGIN, MARGIN).applyTo(search);
        text = new PageText(parent, this::follow);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(text.control());
        ISharedImages images = PlatformUI.getWorkbench().getSharedImages();
        back = action(Messages.back, images.getImageDescriptor(ISharedImages.IMG_TOOL_BACK), () -> put(before.pop()));
        back.setDisabledImageDescriptor(images.getImageDescriptor(ISharedImages.IMG_TOOL_BACK_DISABLED));
        IToolBarManager bar = getViewSite().getActionBars().getToolBarManager();
        bar.add(back);
        bar.add(action(Messages.contents, images.getImageDescriptor(ISharedImages.IMG_ETOOL_HOME_NAV), () -> go(HelpPages.CONTENTS)));
        put(HelpPages.CONTENTS);
    }

    @Override
    public void setFocus() {
        text.control().setFocus();
    }

    private void follow(String link) {
        if (Destination.isPage(link)) {
            go(link);
        } else {
            Destination.open(link);
        }
    }

    private void find(String words) {
        if (!words.isBlank()) {
            go(SEARCH + words);
        }
    }

    private void go(String name) {
        if (!name.equals(shown)) {
            before.push(shown);
            put(name);
        }
    }

    private void put(String name) {
        Optional<Page> page = name.startsWith(SEARCH) ? Optional.of(HelpSearch.page(name.substring(SEARCH.length()))) : HelpPages.find(name);
        page.ifPresent(text::show);
        shown = name;
        back.setEnabled(!before.isEmpty());
    }

    private static Action action(String toolTip, ImageDescriptor icon, Runnable work) {
        var action = new Action(toolTip, icon) {
            @Override
            public void run() {
                work.run();
            }
        };
        action.setToolTipText(toolTip);
        return action;
    }
}
