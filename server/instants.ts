// Instants and days as people and programs write them into an address.
import { dayStart, OFFSET_MS, parseDay, parseInstant } from '../shared/time.ts';

const WITHOUT_OFFSET = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?$/;

/**
 * Epoch ms of an instant in a query. The `+` of an offset may have become a blank on the way; without an offset it is
 * local time (+07:00), a bare day its first instant. null: no instant.
 */
export function parseQueryInstant(text: string): number | null {
  const instant = parseInstant(
    text.replace(/ (\d{2}:\d{2})$/, (blank, offset: string) => (/[Tt]/.test(text) ? `+${offset}` : blank)),
  );
  if (!Number.isNaN(instant)) return instant;
  const match = WITHOUT_OFFSET.exec(text);
  if (!match) return null;
  const [, day = '', hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const local = parseInstant(`${day}T${hour}:${minute}:${second}${fraction}Z`);
  return Number.isNaN(local) ? null : local - OFFSET_MS;
}

/** First instant of a local day `yyyy-mm-dd`; null: no day. */
export function parseQueryDay(text: string): number | null {
  const day = parseDay(text);
  return Number.isNaN(day) ? null : dayStart(day);
}
