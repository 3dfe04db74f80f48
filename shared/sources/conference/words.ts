// How endpoints and conferences are called in the text of an alarm.
import { instantText } from '../../time.ts';
import type { Conference, Endpoint } from './model.ts';

/** An alarm's text holds 1,024 characters, a title alone may have half of that. */
const LONGEST = 120;

/** Cut between characters: half of a pair could not be stored. */
export const short = (text: string): string =>
  text.length > LONGEST
    ? `${Array.from(text.slice(0, 2 * LONGEST))
        .slice(0, LONGEST - 1)
        .join('')}…`
    : text;

/** hh:mm:ss of the local day. */
export const clock = (instant: number): string => instantText(instant).slice(11, 19);

/** dd/MM of the local day. */
export const day = (instant: number): string => instantText(instant).slice(5, 10).split('-').reverse().join('/');

export const nameOf = (endpoint: Endpoint | null, id: string): string => short(endpoint?.name ?? id);

export const titleOf = (conference: Conference): string => short(conference.title);

export const isCritical = (conference: Conference, id: string, endpoint: Endpoint | null): boolean =>
  endpoint?.critical === true || conference.chair === id;
