// A small day of a province whose figures are known by counting, not by folding.
import { event } from '../support/server.ts';

export const DAY = '2026-11-24'; // a Tuesday
export const at = (time: string, day = DAY): number => Date.parse(`${day}T${time}+07:00`);

/** A code that no wall may show. */
export const SECRET_CODE = 'H44.14-261124-0007712';

type Sent = object[];

/** 1.234 submitted today, 1.200 of them received, 80 of 100 that are due today resolved; 5 of the day before are overdue. */
export function dossiers(): Sent {
  const agency = { agency: 'H44.14' };
  const events: Sent = [
    event('agency.registered', 'H44.14', at('00:00:01'), { name: 'Huyện Thanh Sơn', tier: 'district' }),
  ];
  const one = (code: string, i: number, day: string): void => {
    events.push(
      event('dossier.submitted', code, at('08:00:00', day) + i, { level: 2 + (i % 3), channel: 'online' }, agency),
    );
    if (i < 1200) events.push(event('dossier.status', code, at('08:30:00', day) + i, { status: 2 }, agency));
  };
  for (let i = 0; i < 1234; i++) one(i === 0 ? SECRET_CODE : `HS-${i}`, i, DAY);
  for (let i = 0; i < 100; i++) {
    const code = i === 0 ? SECRET_CODE : `HS-${i}`;
    events.push(
      event('dossier.due', code, at('08:45:00') + i, { dueAt: `${DAY}T17:00:00+07:00`, reason: 'initial' }, agency),
    );
    if (i < 80) events.push(event('dossier.status', code, at('09:00:00') + i, { status: 9 }, agency));
  }
  for (let i = 0; i < 5; i++) {
    one(`OLD-${i}`, i, '2026-11-20');
    const due = { dueAt: '2026-11-23T17:00:00+07:00', reason: 'initial' };
    events.push(event('dossier.due', `OLD-${i}`, at('09:00:00', '2026-11-20'), due, agency));
  }
  return events;
}

/** 40 endpoints in an open conference, 38 of them there. */
export function conference(): Sent {
  const ids = Array.from({ length: 40 }, (_, i) => `EP-${String(i + 1).padStart(2, '0')}`);
  const source = { source: '/test/hoinghi' };
  return [
    ...ids.map((id, i) =>
      event(
        'endpoint.registered',
        id,
        at('07:00:00'),
        {
          name: `Điểm cầu ${i + 1}`,
          tier: i < 4 ? 'province' : 'commune',
          agency: i < 4 ? 'H44' : `H44.14.${i}`,
          critical: i < 4,
        },
        source,
      ),
    ),
    event(
      'conference.scheduled',
      'HN-1',
      at('07:30:00'),
      {
        title: 'Giao ban tháng 11',
        startsAt: `${DAY}T09:00:00+07:00`,
        endsAt: `${DAY}T12:00:00+07:00`,
        endpoints: ids,
      },
      source,
    ),
    event('conference.opened', 'HN-1', at('09:00:00'), {}, source),
    ...ids
      .slice(0, 38)
      .map((id, i) => event('endpoint.joined', id, at('09:01:00') + i, { conference: 'HN-1', session: id }, source)),
    ...ids.map((id, i) => event('endpoint.heartbeat', id, at('09:59:30') + i, { session: id }, source)).slice(0, 38),
  ];
}

/** One critical alert (an alarm P1) and three high ones. */
export function security(): Sent {
  const alert = (id: string, severity: string, more: object): object =>
    event(
      'security.alert',
      id,
      at('09:58:00'),
      { severity, category: 'malware', sensor: 'ids-1', ...more },
      { source: '/test/soc' },
    );
  return [
    alert('AL-1', 'critical', { asset: 'srv-motcua', assetLevel: 4 }),
    ...[2, 3, 4].map((i) => alert(`AL-${i}`, 'high', {})),
  ];
}
