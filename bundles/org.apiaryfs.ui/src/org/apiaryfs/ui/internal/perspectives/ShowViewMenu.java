package org.apiaryfs.ui.internal.perspectives;

import java.text.Collator;
import java.util.Comparator;
import java.util.Map;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.IWorkbenchCommandConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;
import org.eclipse.ui.views.IViewDescriptor;

/** A line for each view, by name. UI thread only. */
public final class ShowViewMenu extends CompoundContributionItem {
    @Override
    protected IContributionItem[] getContributionItems() {
        Comparator<Object> byName = Collator.getInstance();
        return Views.installed().stream().sorted(Comparator.comparing(IViewDescriptor::getLabel, byName)).map(ShowViewMenu::line).toArray(IContributionItem[]::new);
    }

    private static IContributionItem line(IViewDescriptor view) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        var line = new CommandContributionItemParameter(window, null, IWorkbenchCommandConstants.VIEWS_SHOW_VIEW, CommandContributionItem.STYLE_PUSH);
        line.parameters = Map.of(IWorkbenchCommandConstants.VIEWS_SHOW_VIEW_PARM_ID, view.getId());
        line.label = view.getLabel();
        line.icon = view.getImageDescriptor();
        return new CommandContributionItem(line);
    }
}
