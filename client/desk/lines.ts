// What the desk asks the server for by HTTP: many commands at once, one alarm with its history, alarm types, people.

import type { HistoryEntry } from '../../shared/alarm/history-words.ts';
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Guidance } from '../../shared/source.ts';
import { request } from '../api.ts';
import type { Command, Reply } from './commander.ts';

type BulkReply = Readonly<{ id: string | null }> & Reply;

/** A refusal of the whole request is the answer to each command; null where no answer came. */
export async function postBulk(commands: readonly Command[]): Promise<readonly Reply[] | null> {
  const answer = await request<{ results: readonly BulkReply[] }>('POST', '/api/alarms/bulk', { items: commands });
  if (answer.ok) return answer.body.results;
  return answer.code === 'NETWORK' ? null : commands.map(() => answer);
}

export type Told = Readonly<{ alarm: DeskRow | ClosedRow; history: readonly HistoryEntry[] }>;

/** Also one that is closed, as long as the server keeps it. */
export const askOccurrence = (occurrence: string) =>
  request<Told>('GET', `/api/alarms/${encodeURIComponent(occurrence)}`);

export type StandingNote = Readonly<{ text: string; by: string; at: string; revision: number }>;
/** What the desk reads of `GET /api/rules`. */
export type DeskRule = Readonly<{ id: string; guidance: Guidance | null; note: StandingNote | null }>;
export type Rules = Readonly<{ rules: readonly DeskRule[]; shifts: Readonly<{ starts: readonly string[] }> }>;

export const askRules = () => request<Rules>('GET', '/api/rules');

/** An empty text takes the note away; the revisions before it stay in the log. */
export const putNote = (rule: string, note: string) =>
  request<{ note: StandingNote | null }>('PUT', `/api/rules/${encodeURIComponent(rule)}/note`, { note });

export type Person = Readonly<{ username: string; name: string }>;

export const askPeople = () => request<{ people: readonly Person[] }>('GET', '/api/people');
