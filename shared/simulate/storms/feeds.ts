// Storms of delivery: a feed that stops, a day that comes late and out of order, and one that comes again and again.
import { HOUR_MS, instantText, MINUTE_MS, SECOND_MS } from '../../time.ts';
import { bySending } from '../delivery.ts';
import { SIMULATED_SOURCES } from '../setup.ts';
import { createTape, type Storm, type StormContext } from './storm.ts';

const LATE_ASSETS = 60;

/** Alerts and their closings; a third stays open. */
function alertsOf(context: StormContext, until: number) {
  const tape = createTape(context);
  const { from, random } = context;
  tape.beat(until);
  let open = 0;
  for (let n = 0; n < LATE_ASSETS; n++) {
    const at = from + MINUTE_MS + random.int(20 * MINUTE_MS);
    const critical = n % 4 === 0;
    tape.put('security.alert', `late-${n}`, at, {
      data: {
        severity: critical ? 'critical' : 'high',
        // Fewer than five assets a category: each stands for itself.
        category: `late-${Math.floor(n / 4)}`,
        sensor: 'storm',
        asset: `srv-${n}`,
        assetLevel: 4,
      },
    });
    if (n % 3 === 0) open += 1;
    else
      tape.put('security.alert_closed', `late-${n}`, at + SECOND_MS + random.int(10 * MINUTE_MS), {
        data: { verdict: 'true_positive' },
      });
  }
  return { tape, open };
}

/** A second to two hours late, and in another order than it happened. */
export const late: Storm = {
  name: 'Tin đến muộn và sai thứ tự, từ 1 giây đến 2 giờ',
  make: (context) => {
    const { from, random } = context;
    const until = from + 3 * HOUR_MS;
    const { tape } = alertsOf(context, until);
    const events = tape.events
      .map((event) =>
        event.type === 'feed.heartbeat'
          ? event
          : { ...event, sendAt: event.time + SECOND_MS + random.int(2 * HOUR_MS - SECOND_MS) },
      )
      .sort(bySending);
    return { events, until, expected: { events: events.length, announced: {}, suppressed: 0 } };
  },
};

/** Each event twice, and then all of it once more. */
export const duplicates: Storm = {
  name: 'Mọi tin gửi hai lần, rồi gửi lại tất cả',
  make: (context) => {
    const { from, random } = context;
    const until = from + 90 * MINUTE_MS;
    const { tape, open } = alertsOf(context, until);
    const own = tape.events;
    const twice = own.map((event) => ({ ...event, sendAt: event.sendAt + random.int(5 * SECOND_MS) }));
    const again = own
      .filter(({ time }) => time < from + HOUR_MS)
      .map((event) => ({ ...event, sendAt: from + HOUR_MS }));
    const events = [...own, ...twice, ...again].sort(bySending);
    return { events, until, expected: { events: own.length, announced: { open }, suppressed: 0 } };
  },
};

const OVERDUE = 12;

/** The one-stop feed stops for twenty minutes while a unit's dossiers are overdue. */
export const silent: Storm = {
  name: 'Nguồn một cửa im lặng 20 phút',
  make: (context) => {
    const tape = createTape(context);
    const { from, random } = context;
    const until = from + 45 * MINUTE_MS;
    const cutFrom = from + 10 * MINUTE_MS;
    const cutTo = cutFrom + 20 * MINUTE_MS;
    tape.beat(until, (source, at) => source === SIMULATED_SOURCES.dossier && at >= cutFrom && at < cutTo);
    const { code: agency, name } = random.pick(context.province.agencies.filter(({ tier }) => tier === 'district'));
    tape.put('agency.registered', agency, from, { agency, data: { name, tier: 'district' } });
    const first = random.int(9_000);
    for (let n = first; n < first + OVERDUE; n++) {
      const code = `${agency}-250101-${String(n).padStart(4, '0')}`;
      tape.put('dossier.submitted', code, from + n, { agency, data: { level: 4, channel: 'in_person' } });
      tape.put('dossier.status', code, from + SECOND_MS + n, { agency, data: { status: 2 } });
      const dueAt = instantText(from + 5 * MINUTE_MS);
      tape.put('dossier.due', code, from + 2 * SECOND_MS + n, { agency, data: { dueAt, reason: 'initial' } });
    }
    const events = tape.events.sort(bySending);
    return { events, until, expected: { events: events.length, announced: { A01: 1 }, suppressed: 1 } };
  },
};
