// Storms of security alerts: a thousand alarms in a second, a campaign, and one alert that comes and goes.
import { MINUTE_MS, SECOND_MS } from '../../time.ts';
import { bySending } from '../delivery.ts';
import { createTape, type Storm } from './storm.ts';

const alert = (severity: string, category: string, asset: string) => ({
  data: { severity, category, sensor: 'storm', asset, assetLevel: 4 },
});

const CRITICAL = 100;
const HIGH = 900;
/** Fewer than five assets and two hundred alerts of a category: each stands for itself. */
const ASSETS_A_CATEGORY = 3;

/** A thousand assets at once. */
export const thousand: Storm = {
  name: '1.000 cảnh báo trong một giây',
  make: (context) => {
    const tape = createTape(context);
    const { from, random } = context;
    const until = from + 15 * MINUTE_MS;
    tape.beat(until);
    const begin = from + MINUTE_MS;
    const at = (): number => begin + random.int(SECOND_MS);
    for (let n = 0; n < CRITICAL; n++)
      tape.put('security.alert', `storm-c${n}`, at(), alert('critical', `storm-${n % 20}`, `srv-c${n}`));
    for (let n = 0; n < HIGH; n++) {
      const category = `storm-h${Math.floor(n / ASSETS_A_CATEGORY)}`;
      tape.put('security.alert', `storm-h${n}`, at(), alert('high', category, `srv-h${n}`));
    }
    const events = tape.events.toSorted(bySending);
    return {
      events,
      until,
      expected: { events: events.length, announced: { A30: CRITICAL, A31: HIGH }, suppressed: 0 },
    };
  },
};

const CAMPAIGN_SECONDS = 600;
const CAMPAIGN_PER_SECOND = 100;

/** One asset, one kind of alert, a hundred a second for ten minutes. */
export const campaign: Storm = {
  name: 'Chiến dịch 60.000 cảnh báo trên một tài sản',
  make: (context) => {
    const tape = createTape(context);
    const { from, random } = context;
    const until = from + 20 * MINUTE_MS;
    tape.beat(until);
    const begin = from + MINUTE_MS;
    const gap = SECOND_MS / CAMPAIGN_PER_SECOND;
    for (let n = 0; n < CAMPAIGN_SECONDS * CAMPAIGN_PER_SECOND; n++)
      tape.put(
        'security.alert',
        `campaign-${n}`,
        begin + n * gap + random.int(gap),
        alert('medium', 'brute_force', 'srv-cong'),
      );
    const events = tape.events.toSorted(bySending);
    return { events, until, expected: { events: events.length, announced: { A33: 1 }, suppressed: 0 } };
  },
};

const TOGGLES = 75;

/** A sensor that raises and withdraws the same alert every four seconds. */
export const chatter: Storm = {
  name: 'Một cảnh báo chập chờn mỗi 4 giây',
  make: (context) => {
    const tape = createTape(context);
    const { from, random } = context;
    const until = from + 12 * MINUTE_MS;
    tape.beat(until);
    for (let n = 0; n < TOGGLES; n++) {
      const at = from + MINUTE_MS + n * 4 * SECOND_MS + random.int(200);
      tape.put('security.alert', `chatter-${n}`, at, alert('critical', 'malware', 'srv-chap-chon'));
      tape.put('security.alert_closed', `chatter-${n}`, at + 2 * SECOND_MS, { data: { verdict: 'duplicate' } });
    }
    const events = tape.events.toSorted(bySending);
    return { events, until, expected: { events: events.length, announced: { A30: 1 }, suppressed: 0 } };
  },
};
