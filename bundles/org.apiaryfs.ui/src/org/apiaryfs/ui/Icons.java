package org.apiaryfs.ui;

import java.util.Optional;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;

/** Icons of bundles, which are there as long as the program runs: never to be disposed of. UI thread only. */
public final class Icons {
    private Icons() { }

    /**
     * An icon of the bundle that a class is in.
     *
     * @param path in the bundle, such as {@code icons/target.svg}; empty is returned if there is none
     */
    public static Optional<Image> of(Class<?> bundle, String path) {
        ImageRegistry known = JFaceResources.getImageRegistry();
        String key = bundle.getPackageName() + '/' + path;
        if (known.getDescriptor(key) == null) {
            Optional<ImageDescriptor> found = ResourceLocator.imageDescriptorFromBundle(bundle, path);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            known.put(key, found.get());
        }
        return Optional.of(known.get(key));
    }
}
