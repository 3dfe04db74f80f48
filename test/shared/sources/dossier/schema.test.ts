import { describe, expect, it } from 'vitest';
import { dossierTypes } from '../../../../shared/sources/dossier/schema.ts';

const at = '2026-03-10T08:00:00.000+07:00';
type Name = keyof typeof dossierTypes;
const accepts = (type: Name, data: unknown): boolean => dossierTypes[type].safeParse(data).success;

describe('dossier schemas', () => {
  it.each<[Name, unknown]>([
    ['dossier.submitted', {}],
    ['dossier.submitted', { procedure: '1.010708', level: 4, channel: 'post', applicant: 'business', receiveBy: at }],
    ['dossier.status', { status: 10, step: 'Trình ký' }],
    ['dossier.due', { dueAt: null, reason: 'reset' }],
    ['dossier.due', { dueAt: '2026-03-10T01:00:00Z', reason: 'initial' }],
    ['dossier.finish_changed', { finishedAt: at }],
    ['dossier.transferred', { toAgency: 'H44.14' }],
    ['dossier.deleted', {}],
    ['dossier.paid', { amountVnd: 0 }],
    ['dossier.apology', {}],
    ['dossier.rated', { rating: 'satisfied' }],
    ['dossier.snapshot', { status: 4, submittedAt: at }],
    ['feed.totals', { day: '2026-03-10', submitted: 0, received: 0, resolved: 0, open: 0 }],
  ])('%s %j', (type, data) => expect(accepts(type, data)).toBe(true));

  it.each<[Name, unknown]>([
    ['dossier.submitted', { level: 1 }],
    ['dossier.submitted', { receiveBy: '2026-03-10T08:00:00' }],
    ['dossier.status', { status: 0 }],
    ['dossier.status', { status: 4.5 }],
    ['dossier.status', { status: 4, step: 'x'.repeat(257) }],
    ['dossier.due', { reason: 'initial' }],
    ['dossier.due', { dueAt: '2026-02-30T08:00:00+07:00', reason: 'initial' }],
    ['dossier.transferred', { toAgency: '' }],
    ['dossier.paid', { amountVnd: -1 }],
    ['dossier.rated', { rating: 'good' }],
    ['dossier.snapshot', { status: 4 }],
    ['feed.totals', { day: '2026-02-30', submitted: 0, received: 0, resolved: 0, open: 0 }],
  ])('refuses %s %j', (type, data) => expect(accepts(type, data)).toBe(false));

  it('what is not in the schema is dropped: a person cannot come in', () => {
    const data = { status: 2, ChuHoSo: 'Nguyễn Văn A', SoGiayTo: '0123' };
    expect(dossierTypes['dossier.status'].parse(data)).toEqual({ status: 2 });
  });
});
