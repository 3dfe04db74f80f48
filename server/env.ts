// The only reader of the environment. A bad value stops the start with one line that names it.
import { z } from 'zod';
import { LANGUAGES, type Language } from '../shared/i18n/spoken.ts';
import { parseInstant } from '../shared/time.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const optional = z
  .string()
  .optional()
  .transform((text) => text || null);

const schema = z.object({
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: optional.refine(
    (url) => url === null || /^postgres(ql)?:\/\//.test(url),
    'must begin with postgres://',
  ),
  DATA_DIR: z.string().min(1).default('./data'),
  IOC_PUBLIC_URL: optional.transform((url, ctx) => {
    if (url === null) return null;
    if (URL.canParse(url) && /^https?:/.test(url)) return new URL(url);
    ctx.addIssue('must be an http or https address');
    return z.NEVER;
  }),
  IOC_TRUST_PROXY: z
    .enum(['', '0', '1', 'true', 'false', 'loopback'])
    .default('')
    .transform((text) => (text === '1' || text === 'true' ? 1 : text === 'loopback' ? 'loopback' : false)),
  IOC_ADMIN_PASSWORD: optional.refine((text) => text === null || text.length >= 10, 'must have 10 characters or more'),
  IOC_INGEST_KEY: optional.refine((text) => text === null || text.length >= 16, 'must have 16 characters or more'),
  IOC_RETENTION_DAYS: z
    .string()
    .optional()
    .transform((text, ctx) => {
      if (!text) return null;
      if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
      ctx.addIssue('must be a whole number of days, 1 or more');
      return z.NEVER;
    }),
  IOC_MAP_GEOJSON: optional,
  IOC_CLOCK: z.enum(['real', 'exercise']).optional(),
  IOC_CLOCK_START: z
    .string()
    .optional()
    .transform((text, ctx) => {
      if (!text) return null;
      const instant = parseInstant(text);
      if (!Number.isNaN(instant)) return instant;
      ctx.addIssue('must be an instant with offset, such as 2026-11-20T08:45:00+07:00');
      return z.NEVER;
    }),
  IOC_CLOCK_SPEED: z.coerce.number().min(0.1).max(3600).default(1),
  IOC_LANGUAGE: z.enum(LANGUAGES).default('vi'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Settings = Readonly<{
  port: number;
  host: string;
  /** null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  dataDir: string;
  publicUrl: URL | null;
  trustProxy: number | string | false;
  adminPassword: string | null;
  ingestKey: string | null;
  retentionDays: number | null;
  /** A GeoJSON of the site's own; null: the wall draws the agency tree. */
  mapFile: string | null;
  /** null: whatever the database was created as; a new one is real. */
  clock: 'real' | 'exercise' | null;
  clockStart: number | null;
  clockSpeed: number;
  /** What the pages that speak it say everything in. */
  language: Language;
  logLevel: string;
}>;

/** Settings from an environment. Throws an Error with one line that names the first bad variable. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable counts as unset, as a compose file gives it.
  const known = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, env[name] || undefined]));
  const result = schema.safeParse(known);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'bad value'}`);
  }
  const e = result.data;
  for (const name of ['IOC_CLOCK_START', 'IOC_CLOCK_SPEED'] as const)
    if (e.IOC_CLOCK !== 'exercise' && known[name] !== undefined)
      throw new Error(`${name}: only with IOC_CLOCK=exercise`);
  return {
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL,
    dataDir: e.DATA_DIR,
    publicUrl: e.IOC_PUBLIC_URL,
    trustProxy: e.IOC_TRUST_PROXY,
    adminPassword: e.IOC_ADMIN_PASSWORD,
    ingestKey: e.IOC_INGEST_KEY,
    retentionDays: e.IOC_RETENTION_DAYS,
    mapFile: e.IOC_MAP_GEOJSON,
    clock: e.IOC_CLOCK ?? null,
    clockStart: e.IOC_CLOCK_START,
    clockSpeed: e.IOC_CLOCK_SPEED,
    language: e.IOC_LANGUAGE,
    logLevel: e.LOG_LEVEL,
  };
}
