package org.apiaryfs.ui.internal.help;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How clusters are installed. UI thread only. */
public final class InstallView extends ViewPart {
    private static final Logger LOG = LoggerFactory.getLogger(InstallView.class);

    private PageText text;

    @Override
    public void createPartControl(Composite parent) {
        text = new PageText(parent, this::follow);
        HelpPages.find("install").ifPresent(text::show);
    }

    @Override
    public void setFocus() {
        text.control().setFocus();
    }

    private void follow(String link) {
        if (!Destination.isPage(link)) {
            Destination.open(link);
            return;
        }
        try {
            HelpView.open(getSite().getPage(), link);
        } catch (PartInitException e) {
            LOG.error("the help can't be shown", e);
        }
    }
}
