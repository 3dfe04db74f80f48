// The difference of two views and its application. Plain JSON only. Both cost what changed, not what there is:
// subtrees that are the same reference are skipped at once and stay the same reference.
// The schemas stand apart, so that a screen does not carry zod.
import type { Operation } from './wire-schema.ts';

export type {
  Beat,
  Frame,
  Operation,
  ReplaySpeed,
  WallBeat,
  WallFollowed,
  WallPlanned,
  WallScene,
  WallSteer,
} from './wire-schema.ts';

type Box = Record<string, unknown> | unknown[];

const isBox = (value: unknown): value is Box => typeof value === 'object' && value !== null;

const escapeKey = (key: string): string =>
  key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;

const unescapeKey = (part: string): string =>
  part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part;

function diffObjects(a: Record<string, unknown>, b: Record<string, unknown>, path: string, out: Operation[]): void {
  for (const key of Object.keys(a)) {
    if (!Object.hasOwn(b, key)) out.push({ op: 'remove', path: `${path}/${escapeKey(key)}` });
  }
  for (const key of Object.keys(b)) {
    const value = b[key];
    if (!Object.hasOwn(a, key)) out.push({ op: 'add', path: `${path}/${escapeKey(key)}`, value });
    else if (a[key] !== value) diffValues(a[key], value, `${path}/${escapeKey(key)}`, out);
  }
}

/** Element by element when the lengths agree, as a whole otherwise or when most of it changed (a sliding hour). */
function diffArrays(a: unknown[], b: unknown[], path: string, out: Operation[]): void {
  const own: Operation[] = [];
  if (a.length === b.length) {
    for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) diffValues(a[i], b[i], `${path}/${i}`, own);
  }
  if (a.length !== b.length || own.length > b.length / 2) out.push({ op: 'replace', path, value: b });
  else out.push(...own);
}

function diffValues(a: unknown, b: unknown, path: string, out: Operation[]): void {
  if (!isBox(a) || !isBox(b)) out.push({ op: 'replace', path, value: b });
  else if (Array.isArray(a)) {
    if (Array.isArray(b)) diffArrays(a, b, path, out);
    else out.push({ op: 'replace', path, value: b });
  } else if (Array.isArray(b)) out.push({ op: 'replace', path, value: b });
  else diffObjects(a, b, path, out);
}

/** What turns `before` into `after`, two plain JSON objects. Never at the root. Empty when they are equal. */
export function diff(before: object, after: object): Operation[] {
  const out: Operation[] = [];
  if (before !== after) diffObjects(before as Record<string, unknown>, after as Record<string, unknown>, '', out);
  return out;
}

// A key `__proto__` is data here: plain assignment would set the prototype instead.
function put(target: Box, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else (target as Record<string, unknown>)[key] = value;
}

const copyOf = (box: Box): Box => (Array.isArray(box) ? [...box] : { ...box });

/**
 * A new view with the operations applied; `view` is left as it is, unchanged subtrees keep their reference.
 * Throws a RangeError when an operation does not fit (unknown path, the root): the caller then asks for a snapshot.
 */
export function applyPatch<V extends object>(view: V, operations: readonly Operation[]): V {
  if (operations.length === 0) return view;
  const root = copyOf(view as Box);
  const owned = new Set<Box>([root]);
  for (const operation of operations) {
    const parts = operation.path.split('/');
    if (parts.length < 2 || parts[0] !== '') throw new RangeError(`no such path: ${operation.path}`);
    const last = unescapeKey(parts[parts.length - 1] ?? '');
    let box = root;
    for (let i = 1; i < parts.length - 1; i++) {
      const key = unescapeKey(parts[i] ?? '');
      const child = Object.hasOwn(box, key) ? (box as Record<string, unknown>)[key] : undefined;
      if (!isBox(child)) throw new RangeError(`no such path: ${operation.path}`);
      if (owned.has(child)) box = child;
      else {
        const copy = copyOf(child);
        owned.add(copy);
        put(box, key, copy);
        box = copy;
      }
    }
    applyTo(box, last, operation);
  }
  return root as V;
}

function applyTo(box: Box, key: string, operation: Operation): void {
  if (Array.isArray(box)) {
    // Our own differences replace array elements and never move them.
    if (operation.op !== 'replace' || !Object.hasOwn(box, key) || key === 'length') {
      throw new RangeError(`no such element: ${operation.path}`);
    }
    put(box, key, operation.value);
  } else if (operation.op === 'add') put(box, key, operation.value);
  else {
    if (!Object.hasOwn(box, key)) throw new RangeError(`no such key: ${operation.path}`);
    if (operation.op === 'remove') delete box[key];
    else put(box, key, operation.value);
  }
}
