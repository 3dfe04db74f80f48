// Storms of a conference: a trunk is cut, and a network that flaps.
import { HOUR_MS, instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';
import { bySending } from '../delivery.ts';
import { districtOf } from '../province.ts';
import { createTape, type Storm, type StormContext } from './storm.ts';

const CONFERENCE = 'HN-BAO';

/**
 * A conference of everyone, opened five minutes after the beginning. A well-drilled province: tested and seated long before,
 * which is told when the storm begins, so that nothing stands beside what the storm is about.
 */
function beginConference(context: StormContext, until: number) {
  const tape = createTape(context);
  const { province, from, random } = context;
  tape.beat(until);
  for (const agency of province.agencies)
    tape.put('agency.registered', agency.code, from, {
      agency: agency.code,
      data: {
        name: agency.name,
        tier: agency.tier,
        ...(agency.parent === null ? {} : { parent: agency.parent }),
      },
    });
  for (const { id, name, tier, agency, critical } of province.endpoints) {
    tape.put('endpoint.registered', id, from, { agency, data: { name, tier, agency, critical } });
    const tested = { sendAt: from, data: { picture: 'ok', sound: 'ok' } };
    tape.put('endpoint.test', id, from - 70 * MINUTE_MS - random.int(MINUTE_MS), tested);
  }
  const opensAt = from + 5 * MINUTE_MS;
  tape.put('conference.scheduled', CONFERENCE, from - 80 * MINUTE_MS, {
    sendAt: from,
    data: {
      title: 'Hội nghị trực tuyến toàn tỉnh',
      startsAt: instantText(opensAt),
      endsAt: instantText(opensAt + 4 * HOUR_MS),
      endpoints: province.endpoints.map(({ id }) => id),
    },
  });
  const move = (what: 'joined' | 'dropped', id: string, at: number): void =>
    tape.put(`endpoint.${what}`, id, at, {
      sendAt: Math.max(at, from),
      data: { conference: CONFERENCE, session: `s-${id}`, ...(what === 'dropped' ? { reason: 'network' } : {}) },
    });
  for (const { id } of province.endpoints) move('joined', id, from - 20 * MINUTE_MS - random.int(2 * MINUTE_MS));
  tape.put('conference.opened', CONFERENCE, opensAt);
  return { tape, move, opensAt };
}

/** Yên Lập: seventeen communes behind one trunk. */
const CUT_DISTRICT_GSO = '234';

export const trunkCut: Storm = {
  name: 'Đứt tuyến truyền dẫn một huyện khi đang họp',
  make: (context) => {
    const { province, from, random } = context;
    const until = from + 30 * MINUTE_MS;
    const { tape, move, opensAt } = beginConference(context, until);
    const district = province.agencies.find(({ gso }) => gso === CUT_DISTRICT_GSO)?.code ?? '';
    const cut = province.endpoints.filter(({ agency, tier }) => tier === 'commune' && districtOf(agency) === district);
    const cutAt = opensAt + 5 * MINUTE_MS;
    for (const { id } of cut) {
      move('dropped', id, cutAt + random.int(3 * SECOND_MS));
      move('joined', id, cutAt + 8 * MINUTE_MS + random.int(20 * SECOND_MS));
    }
    const events = tape.events.toSorted(bySending);
    return {
      events,
      until,
      expected: { events: events.length, announced: { A22: 1, A21: 0, A20: 0 }, suppressed: cut.length },
    };
  },
};

const FLAPS = 100;

/** A hundred drops of a second or two within a minute, all over the province. */
export const flappingNet: Storm = {
  name: 'Mạng chập chờn: 100 lần rớt trong một phút',
  make: (context) => {
    const { province, from, random } = context;
    const until = from + 25 * MINUTE_MS;
    const { tape, move, opensAt } = beginConference(context, until);
    const begin = opensAt + 5 * MINUTE_MS;
    const communes = province.endpoints.filter(({ tier }) => tier === 'commune');
    // Each endpoint once: what flaps is the network, not one of them.
    const order = communes.map(({ id }) => ({ id, at: random.next() })).sort((a, b) => a.at - b.at);
    for (const { id } of order.slice(0, FLAPS)) {
      const at = begin + random.int(MINUTE_MS);
      move('dropped', id, at);
      move('joined', id, at + SECOND_MS + random.int(SECOND_MS));
    }
    const events = tape.events.toSorted(bySending);
    return { events, until, expected: { events: events.length, announced: { A21: 0 }, suppressed: 0 } };
  },
};
