package org.apiaryfs.ui.internal;

import java.util.Optional;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.DecorationOverlayIcon;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.IDecoration;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.TextStyle;

/** Text and icon of a line of the navigator; the icon tells the concern. UI thread only. */
final class NavigatorLabels extends LabelProvider implements IStyledLabelProvider {
    private static final Color GRAY = new Color(0x83, 0x8d, 0x97); // readable on light and on dark
    private static final StyledString.Styler SUFFIX = new StyledString.Styler() {
        @Override
        public void applyStyles(TextStyle style) {
            style.foreground = GRAY;
        }
    };

    private final LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources());

    @Override
    public StyledString getStyledText(Object element) {
        NavigatorItem item = ((NavigatorNode) element).item();
        var text = new StyledString(item.name());
        return item.suffix().isEmpty() ? text : text.append("  " + item.suffix(), SUFFIX);
    }

    @Override
    public String getText(Object element) {
        return getStyledText(element).getString();
    }

    @Override
    public Image getImage(Object element) {
        NavigatorItem item = ((NavigatorNode) element).item();
        return icon(item.key().kind().icon())
                .map(base -> overlay(item).flatMap(NavigatorLabels::icon)
                        .<ImageDescriptor>map(overlay -> new DecorationOverlayIcon(base, overlay, IDecoration.BOTTOM_RIGHT)).orElse(base))
                .map(resources::get).orElse(null);
    }

    @Override
    public void dispose() {
        resources.dispose();
        super.dispose();
    }

    /** Warnings and errors are told everywhere; that all is well, only for open clusters as a whole. */
    private static Optional<String> overlay(NavigatorItem item) {
        return switch (item.concern()) {
            case NONE -> item.key().kind() == NavigatorItem.Kind.CLUSTER && !item.children().isEmpty()
                    ? Optional.of("icons/overlay-ok.svg") : Optional.empty();
            case WARNING -> Optional.of("icons/overlay-warning.svg");
            case ERROR -> Optional.of("icons/overlay-error.svg");
        };
    }

    private static Optional<ImageDescriptor> icon(String path) {
        return ResourceLocator.imageDescriptorFromBundle(NavigatorLabels.class, path);
    }
}
