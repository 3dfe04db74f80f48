import { expect, test } from 'vitest';
import { conferenceTypes } from '../../../../shared/sources/conference/schema.ts';

test('unknown fields are dropped, personal ones too', () => {
  const data = { name: 'A', tier: 'commune', agency: 'H44.14.3', critical: true, technicianPhone: '0912345678' };
  expect(JSON.stringify(conferenceTypes['endpoint.registered'].parse(data))).not.toContain('0912');
});

test.each([
  ['endpoint.registered', { name: 'A', tier: 'xa', agency: 'H44', critical: true }, 'tier'],
  ['endpoint.registered', { name: 'A', tier: 'commune', agency: 'H44', critical: 'yes' }, 'critical'],
  ['endpoint.quality', { lossPct: 100.1 }, 'lossPct'],
  ['endpoint.quality', { rttMs: -1 }, 'rttMs'],
  ['endpoint.test', { picture: 'ok', sound: 'fine' }, 'sound'],
  ['endpoint.joined', { session: 'x'.repeat(129) }, 'session'],
  [
    'conference.scheduled',
    { title: 'A', startsAt: '2026-11-23T08:00:00', endsAt: '2026-11-23T09:00:00Z', endpoints: [] },
    'startsAt',
  ],
  [
    'conference.scheduled',
    { title: 'A', startsAt: '2026-11-23T08:00:00Z', endsAt: '2026-02-31T09:00:00Z', endpoints: [] },
    'endsAt',
  ],
  [
    'conference.scheduled',
    { title: 'A', startsAt: '2026-11-23T08:00:00Z', endsAt: '2026-11-23T09:00:00Z', endpoints: [1] },
    'endpoints',
  ],
] as const)('%s refuses a wrong %j at %s', (type, data, path) => {
  const result = conferenceTypes[type].safeParse(data);
  expect(result.success).toBe(false);
  expect(result.error?.issues[0]?.path[0]).toBe(path);
});

test('a local instant, a full quality record and an empty presence pass', () => {
  const scheduled = {
    title: 'A',
    startsAt: '2026-11-23T08:00:00.000+07:00',
    endsAt: '2026-11-23T09:00:00Z',
    endpoints: ['EP-1'],
  };
  expect(conferenceTypes['conference.scheduled'].parse(scheduled)).toEqual(scheduled);
  const quality = {
    rttMs: 12,
    jitterMs: 1,
    lossPct: 0,
    upKbps: 1,
    downKbps: 1,
    fps: 25,
    micMuted: true,
    camOn: true,
    speaking: false,
  };
  expect(conferenceTypes['endpoint.quality'].parse(quality)).toEqual(quality);
  expect(conferenceTypes['endpoint.heartbeat'].parse({})).toEqual({});
});
