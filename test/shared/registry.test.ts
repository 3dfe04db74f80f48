import { describe, expect, it } from 'vitest';
import { districtOf, emptyRegistry, foldRegistry, isValidAt, procedureLevel } from '../../shared/registry.ts';
import { parseInstant } from '../../shared/time.ts';

const put = (registry: ReturnType<typeof emptyRegistry>, type: string, subject: string, data: object, time = 0) =>
  foldRegistry(registry, {
    seq: 1,
    id: 'x',
    source: '/s',
    agency: null,
    receivedAt: time,
    foldAt: time,
    type,
    subject,
    time,
    data,
  });

describe('agencies', () => {
  it('lie in the district above them, by the tree or by their code', () => {
    const registry = emptyRegistry();
    put(registry, 'agency.registered', 'H44', { name: 'Tỉnh', tier: 'province' });
    put(registry, 'agency.registered', 'H44.14', { name: 'Yên Lập', tier: 'district', parent: 'H44' });
    put(registry, 'agency.registered', 'X-9', { name: 'Xã', tier: 'commune', parent: 'H44.14' });
    expect(districtOf(registry, 'X-9')).toBe('H44.14');
    expect(districtOf(registry, 'H44.14.77')).toBe('H44.14');
    expect(districtOf(registry, 'H44.14')).toBe('H44.14');
    expect(districtOf(registry, 'H44')).toBeNull();
    expect(districtOf(registry, 'nobody')).toBeNull();
  });

  it('never end in a circle of parents', () => {
    const registry = emptyRegistry();
    put(registry, 'agency.registered', 'a', { name: 'a', tier: 'commune', parent: 'b' });
    put(registry, 'agency.registered', 'b', { name: 'b', tier: 'commune', parent: 'a' });
    expect(districtOf(registry, 'a')).toBeNull();
  });

  it('stand from their first day up to the day on which they no longer do, and the newest registration counts', () => {
    const registry = emptyRegistry();
    put(
      registry,
      'agency.registered',
      'a',
      { name: 'mới', tier: 'commune', validFrom: '2021-01-01', validTo: '2025-07-01' },
      2,
    );
    expect(put(registry, 'agency.registered', 'a', { name: 'cũ', tier: 'commune' }, 1)).toBe(true);
    const agency = registry.agencies.get('a')!;
    expect(agency.name).toBe('mới');
    expect(isValidAt(agency, parseInstant('2020-12-31T23:59:59.999+07:00'))).toBe(false);
    expect(isValidAt(agency, parseInstant('2021-01-01T00:00:00+07:00'))).toBe(true);
    expect(isValidAt(agency, parseInstant('2025-07-01T00:00:00+07:00'))).toBe(false);
  });
});

describe('the level of a procedure', () => {
  it('is found by its national code too, and unknown when nobody registered it', () => {
    const registry = emptyRegistry();
    put(registry, 'procedure.registered', '1.010708', { level: 4 });
    expect(procedureLevel(registry, '1.010708')).toBe(4);
    expect(procedureLevel(registry, '1.010708.000.00.00.H56')).toBe(4);
    expect(procedureLevel(registry, '2.000001')).toBeUndefined();
    expect(procedureLevel(registry, undefined)).toBeUndefined();
  });
});
