/** From a decoded message to its answer: a handler checks what came, has a rule decide, and words the result. */
package org.apiaryfs.mgmt.internal.handlers;
