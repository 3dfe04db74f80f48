// One horn a room: who sounds, by what the server says and by what it no longer says.
import { describe, expect, it } from 'vitest';
import { BEAT_MS, createLease, LEASE_MS, PATIENCE_MS } from '../../client/desk/horn/lease.ts';
import { instantText } from '../../shared/time.ts';

const AT = Date.parse('2026-11-21T10:00:00+07:00');

function console_() {
  const time = { now: 1_000 };
  const sound: { state: 'ok' | 'blocked' } = { state: 'ok' };
  const beats: { at: number; payload: object; reply: (answer: unknown) => void }[] = [];
  let changes = 0;
  const lease = createLease({
    room: 'Phòng trực',
    emit: (payload, reply) => beats.push({ at: time.now, payload, reply }),
    state: () => sound.state,
    now: () => time.now,
    onChange: () => {
      changes += 1;
    },
  });
  const run = (ms: number): void => {
    for (const end = time.now + ms; time.now < end; time.now += 250) lease.tick();
  };
  const answer = (sounder: boolean, silencedUpTo: string | null = null, silencedBy: string | null = null): void =>
    beats.at(-1)!.reply({ sounder, silencedUpTo, silencedBy, silencedAlone: {} });
  return { time, sound, beats, lease, run, answer, changes: () => changes };
}
const news = { room: 'Phòng trực', silencedUpTo: null, silencedBy: null, silencedAlone: {}, holder: 'lan' };

describe('the lease', () => {
  it('beats each 3 s with its room and whether it can be heard', () => {
    const { beats, run, sound } = console_();
    run(BEAT_MS + 250);
    sound.state = 'blocked';
    run(BEAT_MS);
    expect(beats.map(({ at }) => at)).toEqual([1_000, 4_000, 7_000]);
    expect(beats.map(({ payload }) => payload)).toEqual([
      { room: 'Phòng trực', state: 'ok' },
      { room: 'Phòng trực', state: 'ok' },
      { room: 'Phòng trực', state: 'blocked' },
    ]);
  });

  it('waits a moment for the first answer, then sounds without one', () => {
    const { lease, run } = console_();
    run(PATIENCE_MS - 250);
    expect(lease.sounds()).toBe(false);
    run(250);
    expect(lease.sounds()).toBe(true);
  });

  it('does what the server says, for as long as it says something', () => {
    const { lease, run, answer } = console_();
    run(250);
    answer(false);
    expect(lease.sounds()).toBe(false);
    run(LEASE_MS - 250);
    expect(lease.sounds()).toBe(false);
    run(250);
    expect(lease.sounds(), 'nothing heard for the length of a lease').toBe(true);
    answer(false);
    expect(lease.sounds()).toBe(false);
    answer(true);
    expect(lease.sounds()).toBe(true);
  });

  it('takes a refusal, or anything that is no answer, for none', () => {
    const { lease, run, beats } = console_();
    run(250);
    for (const reply of [{ ok: false, code: 'FORBIDDEN', message: '' }, null, 'x', undefined]) beats[0]!.reply(reply);
    expect(lease.sounds()).toBe(false);
    run(PATIENCE_MS);
    expect(lease.sounds()).toBe(true);
  });

  it('knows what was silenced by whom, and is never taken back to an earlier one', () => {
    const { lease, run, answer, changes } = console_();
    expect(lease.silence()).toBeNull();
    run(250);
    answer(true, instantText(AT), 'Lan');
    expect(lease.silence()).toEqual({ upTo: AT, by: 'Lan' });
    lease.changed({ ...news, silencedUpTo: instantText(AT + 5_000), silencedBy: 'Minh' });
    answer(true, instantText(AT), 'Lan');
    answer(true, null, null);
    expect(lease.silence()).toEqual({ upTo: AT + 5_000, by: 'Minh' });
    lease.changed({ ...news, room: 'Phòng họp', silencedUpTo: instantText(AT + 9_000) });
    expect(lease.silence()?.upTo).toBe(AT + 5_000);
    expect(changes()).toBe(4);
  });

  it('knows whose console sounds, once it was told', () => {
    const { lease } = console_();
    expect(lease.holder()).toBeUndefined();
    lease.changed({ ...news, room: 'Phòng họp' });
    expect(lease.holder()).toBeUndefined();
    lease.changed(news);
    expect(lease.holder()).toBe('lan');
    lease.changed({ ...news, holder: null });
    expect(lease.holder()).toBeNull();
  });

  it('asks at once when nobody has the horn any more, but does not answer its own news', () => {
    const { lease, run, beats, time } = console_();
    run(1_250);
    lease.changed({ ...news, holder: null });
    lease.changed({ ...news, holder: null });
    expect(beats.map(({ at }) => at)).toEqual([1_000, time.now]);
  });
});
