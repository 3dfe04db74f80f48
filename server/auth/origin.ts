// The one guard against forged cross-site requests (interfaces.md §4): an Origin must be ours.
import type { RequestHandler } from 'express';
import { refuse } from '../refusal.ts';

/**
 * True when there is no Origin (programs), or it is that of `publicUrl` (where set) or of the request's own Host.
 * `null` (sandboxed frames, files) is an Origin, and refused.
 */
export function originAllowed(headers: Readonly<{ origin?: string; host?: string }>, publicUrl: URL | null): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: originHost, origin: normal } = new URL(origin);
  if (publicUrl !== null && normal === publicUrl.origin) return true;
  if (!/^https?:$/.test(protocol) || host === undefined || !URL.canParse(`${protocol}//${host}`)) return false;
  // Through URL on both sides: case and default ports do not matter.
  return new URL(`${protocol}//${host}`).host === originHost;
}

/** Express middleware: 403 ORIGIN_REFUSED for a foreign Origin. */
export const originCheck =
  (publicUrl: URL | null): RequestHandler =>
  (req, res, next) => {
    const { origin, host } = req.headers;
    if (
      originAllowed({ ...(origin === undefined ? {} : { origin }), ...(host === undefined ? {} : { host }) }, publicUrl)
    )
      next();
    else refuse(res, 403, 'ORIGIN_REFUSED', 'Yêu cầu đến từ một trang khác nên bị từ chối.', { where: 'Origin' });
  };
