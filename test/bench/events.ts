// The events of the benchmarks: 240 bytes each as JSON, 40 % dossiers, 50 % endpoints, 10 % security, reproducible but
// for their uuid v4 ids.
import { randomUUID } from 'node:crypto';
import { DAY_MS, instantText } from '../../shared/time.ts';

export type BenchEvent = {
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  agency?: string;
  data: object;
};
export type Mix = Readonly<{ dossier: number; endpoint: number }>;
export const DAY_MIX: Mix = { dossier: 0.4, endpoint: 0.5 };
export const DOSSIERS_ONLY: Mix = { dossier: 1, endpoint: 0 };

/** A day's events come in these hours from 08:00: so each endpoint beats every 30 s, as it does in a conference. */
export const BUSY = { fromHour: 8, hours: 7 } as const;

const EVENT_BYTES = 240;
const STATUSES = [2, 4, 4, 9, 10] as const;
const AGENCIES = 40;

/**
 * An endless source of events whose times run evenly over [from, to). `serial` keeps two sources from meeting in one
 * dossier. Each dossier has six events: submitted, and five states; some have a due date.
 */
export function createEvents(options: {
  from: number;
  to: number;
  count: number;
  serial?: string;
  mix?: Mix;
}): () => BenchEvent {
  const { from, to, count, serial = '', mix = DAY_MIX } = options;
  const day = new Date(from + DAY_MS).toISOString().slice(2, 10).replaceAll('-', '');
  let [made, dossiers, alerts, turn] = [0, 0, 0, 0];
  const running: { subject: string; agency: string; next: number }[] = [];

  const dossierEvent = (time: number): Omit<BenchEvent, 'id' | 'source' | 'time'> => {
    const index = running.length < 2_000 || made % 6 === 0 ? -1 : (made * 7_919) % running.length;
    const known = running[index];
    if (!known) {
      dossiers += 1;
      const agency = `H44.${(dossiers % AGENCIES) + 1}`;
      const subject = `${agency}-${day}-${serial}${String(dossiers).padStart(6, '0')}`;
      running.push({ subject, agency, next: 0 });
      return {
        type: 'dossier.submitted',
        subject,
        agency,
        data: { level: 2 + (dossiers % 3), channel: dossiers % 5 ? 'in_person' : 'online', applicant: 'citizen' },
      };
    }
    if (known.next === 1 && known.subject.endsWith('0')) {
      known.next = 2;
      return {
        type: 'dossier.due',
        subject: known.subject,
        agency: known.agency,
        data: { dueAt: instantText(time + DAY_MS), reason: 'initial' },
      };
    }
    const status = STATUSES[known.next] ?? 10;
    known.next += 1;
    if (known.next >= STATUSES.length) running.splice(index, 1);
    return {
      type: 'dossier.status',
      subject: known.subject,
      agency: known.agency,
      data: { status, step: 'Thẩm định' },
    };
  };

  return () => {
    const time = from + Math.floor(((to - from) * (made % count)) / count);
    made += 1;
    turn = (turn + 0.618_033_988_749_895) % 1;
    let [source, event]: [string, Omit<BenchEvent, 'id' | 'source' | 'time'>] = [
      '/phutho/motcua',
      { type: '', subject: '', data: {} },
    ];
    if (turn < mix.dossier) event = dossierEvent(time);
    else if (turn < mix.dossier + mix.endpoint) {
      source = '/phutho/hoinghi';
      event = {
        type: made % 302 === 0 ? 'endpoint.quality' : 'endpoint.heartbeat',
        subject: `EP-${made % 302}`,
        data: { conference: 'HN-1', session: 's1' },
      };
    } else {
      alerts += 1;
      source = '/phutho/soc';
      event = {
        type: 'security.alert',
        subject: `AL-${day}-${serial}${alerts}`,
        data: {
          severity: alerts % 500 === 0 ? 'medium' : 'low',
          category: ['malware', 'phishing', 'deface'][alerts % 3],
          sensor: 'ids',
        },
      };
    }
    return { id: randomUUID(), source, time: instantText(time), ...event };
  };
}

/** Structured JSON of 240 bytes: filled up with an extension attribute, which the door drops. */
export function eventJson(event: BenchEvent): string {
  const text = JSON.stringify({ specversion: '1.0', ...event });
  const missing = EVENT_BYTES - Buffer.byteLength(text) - 10;
  return missing > 0 ? `${text.slice(0, -1)},"pad":"${'x'.repeat(missing)}"}` : text;
}
