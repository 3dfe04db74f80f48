// The hash by which a view is told from another: SHA-256 of its canonical JSON (RFC 8785).
import crypto from 'node:crypto';
import canonicalize from 'canonicalize';
import type { View } from '../shared/view.ts';

/** Lower-case hex. Depends on (seq, at, fold version) alone, since the view does. */
export const viewHash = (view: View): string => crypto.hash('sha256', canonicalize(view) ?? '', 'hex');
