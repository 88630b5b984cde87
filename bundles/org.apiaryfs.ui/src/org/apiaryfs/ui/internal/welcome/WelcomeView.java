package org.apiaryfs.ui.internal.welcome;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiaryfs.ui.ClusterProfile;
import org.apiaryfs.ui.ClusterProfiles;
import org.apiaryfs.ui.Icons;
import org.apiaryfs.ui.OpenClusters;
import org.apiaryfs.ui.internal.ClusterNavigator;
import org.apiaryfs.ui.internal.perspectives.MonitorPerspective;
import org.apiaryfs.ui.internal.perspectives.Views;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three ways to begin: connect to a cluster, try one here, open a known one. Goes when one was taken. UI thread only. */
public final class WelcomeView extends ViewPart {
    private static final Logger LOG = LoggerFactory.getLogger(WelcomeView.class);
    private static final String CSS_CLASS = "org.eclipse.e4.ui.css.CssClassName";
    private static final int MARGIN = 36; // pixels around all
    private static final int GAP = 22; // pixels between the ways
    private static final int CARD_MARGIN = 20;
    private static final int CARD_WIDTH = 250; // pixels at least
    private static final int MANY = 6; // clusters that are listed
    private static final int TITLE_POINTS = 10; // more than the text's
    private static final int HEADING_POINTS = 3;

    private Composite known;
    private Font title;
    private Font heading;
    private Button first;
    private Runnable unlisten;

    /** Shows the page instead of all others of the window. */
    public static void open(IWorkbenchWindow window) throws WorkbenchException {
        IWorkbenchPage page = PlatformUI.getWorkbench().showPerspective(MonitorPerspective.ID, window);
        IWorkbenchPartReference shown = page.getReference(page.showView(Views.WELCOME));
        page.setPartState(shown, IWorkbenchPage.STATE_MAXIMIZED);
    }

    @Override
    public void createPartControl(Composite parent) {
        var fonts = new LocalResourceManager(JFaceResources.getResources(), parent);
        FontDescriptor bold = FontDescriptor.createFrom(JFaceResources.getDialogFont()).setStyle(SWT.BOLD);
        title = fonts.create(bold.increaseHeight(TITLE_POINTS));
        heading = fonts.create(bold.increaseHeight(HEADING_POINTS));
        var scroll = new ScrolledComposite(parent, SWT.H_SCROLL | SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        var area = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(MARGIN, MARGIN).spacing(GAP, GAP).numColumns(3).equalWidth(true).applyTo(area);
        scroll.setContent(area);
        header(area);

        Composite connect = card(area, "icons/connect.svg", Messages.connect_heading, Messages.connect_text);
        first = button(connect, Messages.connect_button, "org.apiaryfs.ui.connect");
        Composite local = card(area, "icons/try.svg", Messages.try_heading, Messages.welcome_tryText);
        button(local, Messages.welcome_tryButton, "org.apiaryfs.ui.tryHere");
        Composite open = card(area, "icons/apiary.svg", Messages.known_heading, Messages.known_text);
        known = new Composite(open, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(known);
        GridLayoutFactory.fillDefaults().applyTo(known);

        var help = new Link(area, SWT.NONE);
        help.setText(Messages.help);
        help.addListener(SWT.Selection, event -> execute(event.text));
        GridDataFactory.fillDefaults().span(3, 1).applyTo(help);

        var profiles = getSite().getService(ClusterProfiles.class);
        unlisten = profiles.listen(this::list);
        list(profiles.all());
        scroll.addListener(SWT.Resize, event -> {
            Rectangle room = scroll.getClientArea();
            scroll.setMinSize(area.computeSize(Math.max(room.width, 3 * CARD_WIDTH + 2 * GAP + 2 * MARGIN), SWT.DEFAULT));
        });
    }

    @Override
    public void setFocus() {
        first.setFocus();
    }

    @Override
    public void dispose() {
        unlisten.run();
        IWorkbenchPage page = getSite().getPage();
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> { // when it is gone, the others get their room back
            if (!PlatformUI.getWorkbench().isClosing()) {
                Stream.of(page.getViewReferences()).filter(view -> page.getPartState(view) == IWorkbenchPage.STATE_MAXIMIZED)
                        .forEach(view -> page.setPartState(view, IWorkbenchPage.STATE_RESTORED));
            }
        });
        super.dispose();
    }

    private void header(Composite area) {
        var header = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().span(3, 1).applyTo(header);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(CARD_MARGIN, 2).applyTo(header);
        var picture = new Label(header, SWT.NONE);
        Icons.of(WelcomeView.class, "icons/apiary-64.svg").ifPresent(picture::setImage);
        GridDataFactory.fillDefaults().span(1, 2).applyTo(picture);
        var name = new Label(header, SWT.NONE);
        name.setText(Messages.welcome_heading);
        name.setFont(title);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.END).applyTo(name);
        var what = new Label(header, SWT.NONE);
        what.setText(Messages.welcome_text);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.BEGINNING).applyTo(what);
    }

    /** A box with an icon, a heading and a text, to which more can be added below. */
    private Composite card(Composite area, String icon, String name, String text) {
        var card = new Composite(area, SWT.BORDER);
        card.setData(CSS_CLASS, "WelcomeCard");
        GridDataFactory.fillDefaults().grab(true, false).hint(CARD_WIDTH, SWT.DEFAULT).applyTo(card);
        GridLayoutFactory.fillDefaults().margins(CARD_MARGIN, CARD_MARGIN).spacing(0, CARD_MARGIN / 2).applyTo(card);
        var head = new Composite(card, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        var picture = new Label(head, SWT.NONE);
        Icons.of(WelcomeView.class, icon).ifPresent(picture::setImage);
        var headline = new Label(head, SWT.WRAP);
        headline.setText(name);
        headline.setFont(heading);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(headline);
        var words = new Label(card, SWT.WRAP);
        words.setText(text);
        GridDataFactory.fillDefaults().grab(true, false).hint(CARD_WIDTH - 2 * CARD_MARGIN, SWT.DEFAULT).applyTo(words);
        return card;
    }

    private Button button(Composite card, String text, String command) {
        var button = new Button(card, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> execute(command));
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.BEGINNING, SWT.END).indent(0, CARD_MARGIN / 2).applyTo(button);
        return button;
    }

    private void list(List<ClusterProfile> profiles) {
        for (var control : known.getChildren()) {
            control.dispose();
        }
        if (profiles.isEmpty()) {
            var none = new Label(known, SWT.WRAP);
            none.setText(Messages.known_none);
            GridDataFactory.fillDefaults().grab(true, false).hint(CARD_WIDTH - 2 * CARD_MARGIN, SWT.DEFAULT).applyTo(none);
        }
        profiles.reversed().stream().limit(MANY).forEach(profile -> {
            var link = new Link(known, SWT.NONE);
            link.setText("<a>" + profile.name().replace("&", "&&").replace("<", "‹") + "</a>");
            link.setToolTipText(profile.address().toString());
            link.addListener(SWT.Selection, event -> {
                getSite().getService(OpenClusters.class).open(profile);
                leave(profile.id());
            });
        });
        known.getParent().getParent().layout(true, true);
    }

    /** Runs the command; if it has opened a cluster, this page has done its work. */
    private void execute(String command) {
        var clusters = getSite().getService(OpenClusters.class);
        List<String> before = clusters.all();
        try {
            getSite().getService(IHandlerService.class).executeCommand(command, null);
        } catch (CommandException e) {
            LOG.error("a command of the welcome page can't be executed: {}", command, e);
        }
        Optional<String> opened = clusters.all().stream().filter(id -> !before.contains(id)).findFirst();
        opened.ifPresent(this::leave);
    }

    private void leave(String cluster) {
        getSite().getPage().hideView(this);
        ClusterNavigator.reveal(cluster);
    }
}
