// Ids made from content: the same record gives the same id in every run, so that a file sent twice is counted as duplicates.
import { createHash } from 'node:crypto';

/** A name-based UUID (RFC 9562 version 8, from SHA-256) of any values that JSON can hold. */
export function contentId(...parts: readonly unknown[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** Counts how often each key came: 0 for the first. Keeps equal records of one file apart, the same way in every run. */
export function occurrences(): (key: string) => number {
  const seen = new Map<string, number>();
  return (key) => {
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before;
  };
}
