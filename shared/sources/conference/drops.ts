// Rule A21: an endpoint that has dropped out of a running conference. Where many dropped together it is a symptom of A22.
import type { Cause, Finding, RuleContext } from '../../source.ts';
import { MINUTE_MS } from '../../time.ts';
import { type Attendee, attendedIn, districtOf, silentFeeds } from './derive.ts';
import { beliefIn, silenceOf } from './doubt.ts';
import { EVERYWHERE, groupsFound } from './groups.ts';
import { type Conference, type ConferenceModel, conferenceState, type Endpoint } from './model.ts';
import { clock, isCritical, nameOf, titleOf } from './words.ts';

type Memo = { key: string; finding: Finding };
const memos = new WeakMap<Attendee, Memo>();

function levelOf(conference: Conference, { id, endpoint }: Attendee, often: boolean): string {
  if (isCritical(conference, id, endpoint)) return 'critical';
  return often ? 'often' : 'drop';
}

/** A21. Levels drop, often, critical; params often, oftenMin. */
export function* judgeDrops(model: ConferenceModel, ctx: RuleContext): Iterable<Finding> {
  const silent = silentFeeds(model, ctx);
  const [often, oftenMin] = [ctx.param('often'), ctx.param('oftenMin')];
  const groups = groupsFound(model, ctx.now);

  function findingOf(conference: Conference, attendee: Attendee, endpoint: Endpoint, unknown: boolean): Finding {
    const { id, attendance } = attendee;
    const district = districtOf(model, endpoint, ctx.registry);
    const inAll = groups.get(EVERYWHERE)?.lost.has(id) === true;
    const inGroup = inAll || (district !== null && groups.has(district));
    const { drops, dropAt } = attendance;
    const recent = drops.filter((at) => at > dropAt - oftenMin * MINUTE_MS).length;
    // What a trunk does to its endpoints is not their own unrest.
    const priority = ctx.level(levelOf(conference, attendee, recent >= often && !inGroup));
    const revs = [endpoint.rev, conference.rev];
    const key = JSON.stringify([...revs, district, inAll, inGroup, unknown, priority, often, oftenMin]);
    const known = memos.get(attendee);
    if (known?.key === key) return known.finding;
    const causes: Cause[] = [];
    if (district !== null) causes.push({ rule: 'A22', subject: district });
    if (inAll) causes.push({ rule: 'A22', subject: EVERYWHERE });
    if (unknown) causes.push(silenceOf(endpoint.source));
    const nth = recent >= often ? `, lần thứ ${recent} trong ${oftenMin} phút` : '';
    const finding: Finding = {
      subject: `${id}@${conference.id}`,
      priority,
      agency: endpoint.agency,
      since: dropAt,
      causes,
      text: `${nameOf(endpoint, id)} mất kết nối từ ${clock(dropAt)}${nth} (${titleOf(conference)})`,
    };
    memos.set(attendee, { key, finding });
    return finding;
  }

  for (const conference of model.conferences.values()) {
    if (conferenceState(conference) !== 'open') continue;
    for (const attendee of attendedIn(model, conference, ctx.now).away) {
      const { endpoint, id } = attendee;
      if (endpoint === null) continue;
      const belief = beliefIn(model, endpoint, conference, ctx, silent);
      if (belief === 'certain' || ctx.isActive(`${id}@${conference.id}`))
        yield findingOf(conference, attendee, endpoint, belief === 'unknown');
    }
  }
}
