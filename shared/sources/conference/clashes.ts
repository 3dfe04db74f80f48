// Rule A27: an endpoint cannot sit in two conferences at once. One alarm for each pair of conferences that overlap.
import type { Finding, RuleContext } from '../../source.ts';
import { type Conference, type ConferenceModel, conferenceState } from './model.ts';
import { clock, day, titleOf } from './words.ts';

type Memo = { key: string; found: Finding[] };
const memos = new WeakMap<ConferenceModel, Memo>();

/** Running, or still to come: one that was never opened is over at its end. */
function isAhead(conference: Conference, now: number): boolean {
  const state = conferenceState(conference);
  return conference.scheduledAt >= 0 && (state === 'open' || (state === 'scheduled' && now < conference.endsAt));
}

function inBoth(a: Conference, b: Conference): number {
  const [few, many] = a.invited.size <= b.invited.size ? [a, b] : [b, a];
  let count = 0;
  for (const id of few.invited.keys()) if (many.invited.has(id)) count += 1;
  return count;
}

function findingOf(a: Conference, b: Conference, count: number, ctx: RuleContext): Finding {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  const start = Math.max(a.startsAt, b.startsAt);
  const [from, to] = [start, Math.min(a.endsAt, b.endsAt)].map((instant) => clock(instant).slice(0, 5));
  return {
    subject: `${first.id}+${second.id}`,
    priority: ctx.level('clash'),
    text: `Trùng lịch ${from}–${to} ngày ${day(start)}: ${count} điểm cầu được mời dự cả ${titleOf(first)} và ${titleOf(second)}`,
  };
}

function clashesOf(ahead: readonly Conference[], ctx: RuleContext): Finding[] {
  const found: Finding[] = [];
  const byStart = ahead.toSorted((a, b) => a.startsAt - b.startsAt);
  for (const [index, a] of byStart.entries()) {
    for (const b of byStart.slice(index + 1)) {
      if (b.startsAt >= a.endsAt) break;
      if (b.startsAt >= b.endsAt) continue;
      const count = inBoth(a, b);
      if (count > 0) found.push(findingOf(a, b, count, ctx));
    }
  }
  return found;
}

/** A27. Level clash. */
export function judgeClashes(model: ConferenceModel, ctx: RuleContext): readonly Finding[] {
  const ahead = Array.from(model.conferences.values()).filter((one) => isAhead(one, ctx.now));
  const key = JSON.stringify([ctx.level('clash'), ...ahead.map(({ id, rev }) => [id, rev])]);
  let memo = memos.get(model);
  if (memo?.key !== key) {
    memo = { key, found: clashesOf(ahead, ctx) };
    memos.set(model, memo);
  }
  return memo.found;
}
