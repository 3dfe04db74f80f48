// What a storm is: a bad hour made to order, the same for the same seed, with what must come of it counted beforehand.
import { MINUTE_MS } from '../../time.ts';
import type { SimEvent } from '../delivery.ts';
import type { Province } from '../province.ts';
import type { Random } from '../random.ts';
import { SIMULATED_SOURCES } from '../setup.ts';

export type StormContext = Readonly<{
  random: Random;
  province: Province;
  /** When it begins (epoch ms). */
  from: number;
}>;

/** Counted by the storm itself while it makes its events, not by folding them. */
export type Expected = Readonly<{
  /** Different events: sent again they count once. */
  events: number;
  /** Alarms that are announced, by rule; only rules the storm is about. */
  announced: Readonly<Record<string, number>>;
  /** Alarms that stand silent beneath their cause at its height. */
  suppressed: number;
}>;

export type StormPlan = Readonly<{
  /** In the order of sending. */
  events: readonly SimEvent[];
  /** When all is over (epoch ms). */
  until: number;
  expected: Expected;
}>;

/** `name`: Vietnamese, for people who choose it. */
export type Storm = Readonly<{ name: string; make: (context: StormContext) => StormPlan }>;

type Content = Partial<Pick<SimEvent, 'agency' | 'data' | 'sendAt' | 'source'>>;

/** Collects events; each id says what it is, so that the same is the same when it is sent again. */
export function createTape(context: StormContext) {
  const events: SimEvent[] = [];
  return {
    events,
    put: (type: string, subject: string, time: number, content: Content = {}): void => {
      const kind = type.slice(0, type.indexOf('.'));
      const source =
        content.source ??
        (kind === 'security'
          ? SIMULATED_SOURCES.security
          : kind === 'endpoint' || kind === 'conference'
            ? SIMULATED_SOURCES.conference
            : SIMULATED_SOURCES.dossier);
      events.push({
        sendAt: content.sendAt ?? time,
        time,
        id: `storm#${context.from}#${type}#${subject}#${time}`,
        source,
        type,
        subject,
        agency: content.agency ?? null,
        data: content.data ?? {},
      });
    },
    /** Each source says once a minute that it lives, but where `isCut`. */
    beat: (until: number, isCut: (source: string, at: number) => boolean = () => false): void => {
      for (const source of Object.values(SIMULATED_SOURCES))
        for (let at = context.from; at < until; at += MINUTE_MS) {
          if (isCut(source, at)) continue;
          events.push({
            sendAt: at,
            time: at,
            id: `storm#${context.from}#beat#${at}`,
            source,
            type: 'feed.heartbeat',
            subject: source,
            agency: null,
            data: { expectedEverySec: 60 },
          });
        }
    },
  };
}
