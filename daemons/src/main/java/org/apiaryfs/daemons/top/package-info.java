/** What a cluster does at the moment, as a screen full of text. */
package org.apiaryfs.daemons.top;
