// Rule A24: an endpoint of a running conference whose line has been poor without a break.
import type { Finding, RuleContext } from '../../source.ts';
import { attendedIn, silentFeeds } from './derive.ts';
import { beliefIn, causedBy } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint, NEVER, type Quality } from './model.ts';
import { poorSince } from './quality.ts';
import { isCritical, nameOf, titleOf } from './words.ts';

type Limits = Readonly<{ lossPct: number; rttMs: number }>;
/** `unsure`: the same while its feed is silent. */
type Poor = { endpoint: Endpoint; present: boolean; finding: Finding; unsure: Finding };
type Memo = { key: string; poor: Poor[] };
const memos = new WeakMap<Conference, Memo>();

/** How much above the limit, in steps of two: a text that changes with every sample is noise. */
function beyond(value: number | null, limit: number): number | null {
  if (value === null || value <= limit) return null;
  let step = limit;
  while (2 * step < value) step *= 2;
  return step;
}

const figure = (value: number): string => String(value).replace('.', ',');

function textOf({ lossPct, rttMs }: Quality, limits: Limits): string {
  const loss = beyond(lossPct, limits.lossPct);
  const rtt = beyond(rttMs, limits.rttMs);
  const parts = [
    loss === null ? '' : `mất gói trên ${figure(loss)} %`,
    rtt === null ? '' : `độ trễ trên ${figure(rtt)} ms`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function poorIn(model: ConferenceModel, conference: Conference, ctx: RuleContext, limits: Limits): Poor[] {
  const found: Poor[] = [];
  for (const { id, endpoint, attendance } of attendedIn(model, conference, ctx.now).all) {
    const quality = endpoint?.quality ?? null;
    if (endpoint === null || quality === null) continue;
    if (quality.conference !== null && quality.conference !== conference.id) continue;
    // What was measured before it came in says nothing about the line it has now.
    const cameAt = attendance.stays.at(-2) ?? NEVER;
    const poorFrom = poorSince(quality, limits.lossPct, limits.rttMs);
    if (poorFrom === null || quality.at < cameAt) continue;
    const finding: Finding = {
      subject: `${id}@${conference.id}`,
      priority: ctx.level(isCritical(conference, id, endpoint) ? 'critical' : 'line'),
      agency: endpoint.agency,
      since: Math.max(poorFrom, cameAt, conference.openedAt ?? NEVER),
      text: `${nameOf(endpoint, id)} đường truyền kém: ${textOf(quality, limits)} (${titleOf(conference)})`,
    };
    const unsure = { ...finding, ...causedBy([endpoint.source]) };
    found.push({ endpoint, present: attendance.present, finding, unsure });
  }
  return found;
}

/** A24. Levels line, critical; params lossPct, rttMs. */
export function* judgeLines(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const limits: Limits = { lossPct: ctx.param('lossPct'), rttMs: ctx.param('rttMs') };
  const levels = [ctx.level('line'), ctx.level('critical')];
  const silent = silentFeeds(model, ctx);
  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    const key = JSON.stringify([model.rev, model.qualityRev, model.day, limits, levels]);
    let memo = memos.get(conference);
    if (memo?.key !== key) {
      memo = { key, poor: poorIn(model, conference, ctx, limits) };
      memos.set(conference, memo);
    }
    for (const { endpoint, present, finding, unsure } of memo.poor) {
      const belief = beliefIn(model, endpoint, conference, ctx, silent);
      if (belief === 'certain' ? present : ctx.isActive(finding.subject)) yield belief === 'unknown' ? unsure : finding;
    }
  }
}
