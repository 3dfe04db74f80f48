// Rule A26: who is in a running conference and does not stand on its list.
import type { Finding, RuleContext } from '../../source.ts';
import { silentFeeds } from './derive.ts';
import { beliefIn, causedBy } from './doubt.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint } from './model.ts';
import { nameOf, titleOf } from './words.ts';

/** `unsure`: the same while its feed is silent. */
type Guest = { endpoint: Endpoint; present: boolean; finding: Finding; unsure: Finding };
type Memo = { key: string; guests: Guest[] };
const memos = new WeakMap<Conference, Memo>();

function guestsIn(model: ConferenceModel, conference: Conference, ctx: RuleContext): Guest[] {
  const found: Guest[] = [];
  for (const [id, endpoint] of model.endpoints) {
    if (conference.invited.has(id)) continue;
    const here = endpoint.sessions.filter((one) => one.conference === conference.id);
    if (here.length === 0) continue;
    const finding: Finding = {
      subject: `${id}@${conference.id}`,
      priority: ctx.level('joined'),
      agency: endpoint.agency,
      text: `${nameOf(endpoint, id)} ngoài danh sách mời đã vào ${titleOf(conference)}`,
    };
    const unsure = { ...finding, ...causedBy([endpoint.source]) };
    found.push({ endpoint, present: here.some((one) => !one.out), finding, unsure });
  }
  return found;
}

/** A26. Level joined. */
export function* judgeUninvited(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const silent = silentFeeds(model, ctx);
  for (const conference of model.conferences.values()) {
    // Without a list nobody is a guest.
    if (conferenceState(conference) !== 'open' || conference.invited.size === 0) continue;
    const key = `${model.rev} ${ctx.level('joined')}`;
    let memo = memos.get(conference);
    if (memo?.key !== key) {
      memo = { key, guests: guestsIn(model, conference, ctx) };
      memos.set(conference, memo);
    }
    for (const { endpoint, present, finding, unsure } of memo.guests) {
      const belief = beliefIn(model, endpoint, conference, ctx, silent);
      if (belief === 'certain' ? present : ctx.isActive(finding.subject)) yield belief === 'unknown' ? unsure : finding;
    }
  }
}
