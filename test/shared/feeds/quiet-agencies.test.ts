import { describe, expect, it } from 'vitest';
import { at, createModelBench, type ModelBench } from '../../support/model-bench.ts';

const FRIDAY = '2026-11-20';
const submit = (bench: ModelBench, agency: string, time: number): void =>
  bench.send('dossier.submitted', `${agency}/${time}`, time, { level: 3 }, { source: '/t/motcua', agency });
const alive = (bench: ModelBench, time: number): void =>
  bench.send('feed.heartbeat', '/t/motcua', time, { expectedEverySec: 3_600 }, { source: '/t/motcua' });

/** A province with two districts of communes and one department, all of which reported on Friday. */
function province(communes = 3): { bench: ModelBench; codes: string[] } {
  const bench = createModelBench();
  const register = (code: string, name: string, tier: string, parent?: string): void =>
    bench.send('agency.registered', code, at('06:00', FRIDAY), { name, tier, ...(parent ? { parent } : {}) });
  register('H44', 'UBND tỉnh', 'province');
  register('H44.01', 'Sở Tư pháp', 'department', 'H44');
  const codes = ['H44.01'];
  for (const district of ['H44.14', 'H44.15']) {
    register(district, `UBND huyện ${district.slice(-2)}`, 'district', 'H44');
    for (let n = 1; n <= communes; n++) {
      register(`${district}.${n}`, `UBND xã ${district.slice(-2)}-${n}`, 'commune', district);
      codes.push(`${district}.${n}`);
    }
  }
  for (const code of codes) submit(bench, code, at('09:00', FRIDAY));
  return { bench, codes };
}

describe('A05', () => {
  it('is judged from 17:00 until midnight, one alarm for each district and one for the province', () => {
    const { bench } = province();
    submit(bench, 'H44.14.2', at('10:00'));
    alive(bench, at('16:59'));
    expect(bench.judge(at('16:59:59.999'))).toEqual([]);
    expect(bench.judge(at('17:00'))).toEqual(['alarm.raised P3', 'alarm.raised P3', 'alarm.raised P3']);
    expect(bench.active('A05')).toEqual(['H44', 'H44.14', 'H44.15']);
    expect(bench.open('A05')['H44.14']).toMatchObject({
      agency: 'H44.14',
      text: 'UBND huyện 14: 2 đơn vị không gửi số liệu cả ngày (UBND xã 14-1, UBND xã 14-3)',
    });
    // Whoever sends after all is no longer named; of the last one the alarm returns.
    submit(bench, 'H44.01', at('17:30'));
    expect(bench.judge(at('17:30'))).toContain('alarm.returned');
    expect(bench.active('A05')).toEqual(['H44.14', 'H44.15']);
    for (let hour = 18; hour < 24; hour++) alive(bench, at(`${hour}:00`));
    bench.judge(at('23:59:59.999'));
    expect(bench.active('A05')).toEqual(['H44.14', 'H44.15']);
    bench.judge(at('00:00', '2026-11-24'));
    expect(bench.active('A05')).toEqual([]);
  });

  it('names five and counts the others', () => {
    const { bench } = province(8);
    for (let n = 1; n <= 8; n++) submit(bench, `H44.15.${n}`, at('10:00'));
    submit(bench, 'H44.01', at('10:00'));
    alive(bench, at('17:00'));
    bench.judge(at('17:00'));
    expect(bench.active('A05')).toEqual(['H44.14']);
    expect(bench.open('A05')['H44.14']?.text).toBe(
      'UBND huyện 14: 8 đơn vị không gửi số liệu cả ngày (UBND xã 14-1, UBND xã 14-2, UBND xã 14-3, UBND xã 14-4, UBND xã 14-5 và 3 đơn vị khác)',
    );
  });

  it('misses nobody who has never reported, and on no day off', () => {
    const { bench, codes } = province();
    bench.send('agency.registered', 'H44.16', at('06:00'), { name: 'UBND huyện 16', tier: 'district', parent: 'H44' });
    for (const code of codes) submit(bench, code, at('10:00'));
    alive(bench, at('17:00'));
    expect(bench.judge(at('17:00'))).toEqual([]);
    alive(bench, at('17:00', '2026-11-28'));
    expect(bench.judge(at('17:00', '2026-11-28'))).toEqual([]);
  });

  it('misses no agency that has been dissolved, and a code nobody registered for a week only', () => {
    const { bench, codes } = province();
    bench.send('agency.registered', 'H44.14.1', at('08:00'), {
      ...{ name: 'UBND xã 14-1', tier: 'commune', parent: 'H44.14', validTo: '2026-11-23' },
    });
    submit(bench, 'H44.99.9', at('09:00', FRIDAY));
    for (const code of codes) if (code !== 'H44.14.1') submit(bench, code, at('10:00'));
    alive(bench, at('17:00'));
    bench.judge(at('17:00'));
    expect(bench.active('A05')).toEqual(['H44']);
    const week = '2026-11-30';
    for (const code of codes) if (code !== 'H44.14.1') submit(bench, code, at('10:00', week));
    alive(bench, at('17:00', week));
    bench.judge(at('17:00', week));
    expect(bench.active('A05')).toEqual([]);
  });

  it('blames no agency for a silent feed: nothing new, and what stands is explained by it', () => {
    const { bench } = province();
    alive(bench, at('13:00'));
    bench.judge(at('17:00'));
    expect([bench.active('A01'), bench.active('A05')]).toEqual([['/t/motcua'], []]);
    alive(bench, at('17:10'));
    bench.judge(at('17:10'));
    expect(bench.active('A05')).toHaveLength(3);
    bench.judge(at('20:30'));
    bench.judge(at('20:30:01'));
    expect(bench.active('A01')).toEqual(['/t/motcua']);
    for (const o of Object.values(bench.open('A05'))) expect([o.cond, o.supp]).toEqual(['ACTIVE', 'DESIGN']);
  });
});
