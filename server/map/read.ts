// Reads the site's map at the start: what is wrong with it is said then and there, in one line that names the setting.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { siteMapAnswer } from '../../shared/site-map.ts';
import { drawMap } from './drawing.ts';
import { geoJson } from './geojson.ts';

/** A wall on a thin line should have its map at once (features.md 1#24). */
const GOOD_GZIP_BYTES = 70_000;

/** The answer of GET /api/map, made once. */
export type SiteMapBody = Readonly<{ json: Buffer; gzip: Buffer }>;

function bodyOf(answer: z.infer<typeof siteMapAnswer>): SiteMapBody {
  const json = Buffer.from(JSON.stringify(answer));
  return { json, gzip: gzipSync(json, { level: 9 }) };
}

/** `file`: path of a GeoJSON; null: there is none. Throws an Error of one line. */
export async function readSiteMap(file: string | null, log: Logger): Promise<SiteMapBody> {
  if (file === null) return bodyOf({ map: null });
  try {
    const borders = geoJson.safeParse(JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, '')));
    if (!borders.success) {
      const [issue] = borders.error.issues;
      throw new Error(`${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'not a GeoJSON'}`);
    }
    const body = bodyOf({ map: drawMap(borders.data) });
    if (body.gzip.length > GOOD_GZIP_BYTES)
      log.warn({ file, gzipBytes: body.gzip.length }, `the map is larger than ${GOOD_GZIP_BYTES} bytes: simplify it`);
    return body;
  } catch (error) {
    throw new Error(`IOC_MAP_GEOJSON: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
