// What people and the monitor did on a day, in order: acknowledgements, escalations, what walls showed, rules, starts.
import type { DayStory } from '../../shared/day-schema.ts';
import { instantText } from '../../shared/time.ts';
import { alarmsFrom } from './day-before.ts';
import type { DayFacts } from './day-facts.ts';
import { sentence } from './story-words.ts';

const ITEMS = 500;

function kindOf(type: string): DayStory['items'][number]['kind'] {
  if (type === 'alarm.escalated') return 'escalation';
  if (type.startsWith('alarm.')) return 'act';
  if (type === 'wall.showing' || type === 'wall.steered') return 'scene';
  if (type.startsWith('wall.')) return 'wall';
  return type === 'audit.server_started' ? 'server' : 'rule';
}

/** `until` (epoch ms): nothing later; null: to the day's end. */
export function storyOf({ notable, before }: DayFacts, until: number | null): DayStory {
  const alarms = alarmsFrom(before);
  const walls = new Map(Array.from(before.walls, ([wall, { name }]) => [wall, name]));
  const items: DayStory['items'] = [];
  for (const row of notable) {
    const { at, seq, type, subject, data } = row;
    if (until !== null && at > until) break;
    const isAlarm = type.startsWith('alarm.');
    const alarm = isAlarm ? alarms.take(type, subject, data) : null;
    if (type.startsWith('wall.') && subject !== null && typeof data.name === 'string') walls.set(subject, data.name);
    const text = sentence(row, alarm, walls.get(subject ?? '') ?? subject ?? '');
    if (text === null) continue;
    if (items.length === ITEMS) return { items, more: true };
    const who = typeof data.byName === 'string' ? data.byName : typeof data.by === 'string' ? data.by : null;
    // A silenced horn is of a room, not of an alarm.
    const occurrence = isAlarm && type !== 'alarm.silenced' ? subject : null;
    items.push({ at: instantText(at), seq, kind: kindOf(type), who, occurrence, text });
  }
  return { items, more: false };
}
