// The horn of a console on a line that a test answers: silence, old pictures, another console, the reminder of a shift.
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../client/desk/horn/engine.ts';
import { createHorn, type HornWorld } from '../../client/desk/horn/horn.ts';
import type { HornRow } from '../../client/desk/horn/rule.ts';
import { ANSWER_MS } from '../../client/desk/horn/silencing.ts';
import type { Tone } from '../../client/desk/horn/tones.ts';
import { instantText } from '../../shared/time.ts';

const AT = Date.parse('2026-11-21T10:00:00+07:00');
const row = (priority: HornRow['priority'], at: number, state: HornRow['state'] = 'active_unack'): HornRow => ({
  occurrence: `${priority} ${at}`,
  priority,
  state,
  hornAt: instantText(AT + at),
});

type Sent = { event: string; payload: Record<string, unknown>; reply: (answer: unknown) => void };

function desk(kept: Record<string, string> = {}) {
  const time = { now: 0 };
  const world: { -readonly [K in keyof HornWorld]: HornWorld[K] } = {
    rows: null,
    flood: false,
    link: 'live',
    clock: AT,
    shiftStart: AT - 3_600_000,
  };
  const line = { up: true };
  const sound: { state: 'ok' | 'blocked' } = { state: 'ok' };
  const played: Tone[] = [];
  const sent: Sent[] = [];
  let stops = 0;
  const engine: Engine = {
    state: () => sound.state,
    play: (tone) => played.push(tone),
    stop: () => {
      stops += 1;
    },
    resume: () => {
      sound.state = 'ok';
    },
    onState: () => {},
    close: () => {},
  };
  const horn = createHorn({
    world: () => world,
    engine,
    emit: (event, payload, reply) => {
      if (line.up) sent.push({ event, payload: payload as Record<string, unknown>, reply });
      return line.up;
    },
    memory: {
      get: (name) => kept[name] ?? null,
      set: (name, value) => {
        kept[name] = value;
      },
    },
    now: () => time.now,
  });
  const run = (ms: number): void => {
    for (const end = time.now + ms; time.now < end; time.now += 250) horn.tick();
  };
  const last = (event: string): Sent => sent.findLast((one) => one.event === event)!;
  const answer = (sounder: boolean, more: object = {}): void =>
    last('horn.beat').reply({ sounder, silencedUpTo: null, silencedBy: null, silencedAlone: {}, ...more });
  /** What has been played since the last look. */
  const heard = (): Tone[] => played.splice(0);
  return { time, world, line, sound, sent, horn, run, last, answer, heard, kept, stops: () => stops };
}

/** A desk that holds the horn of its room. */
function holder() {
  const one = desk();
  one.horn.tick();
  one.answer(true);
  return one;
}

describe('a console', () => {
  it('sounds for what waits, once it knows the list and that it is for it to sound', () => {
    const { world, run, horn, heard, answer } = desk();
    run(500);
    answer(true);
    expect(horn.get()).toMatchObject({ room: 'Phòng trực', sounding: null, here: true, blocked: false });
    world.rows = [row('P2', 0)];
    run(250);
    expect(heard()).toEqual(['P2']);
    expect(horn.get().sounding).toBe('P2');
    world.rows = [row('P2', 0, 'active_ack')];
    run(250);
    expect(horn.get().sounding).toBeNull();
    run(60_000);
    expect(heard()).toEqual([]);
  });

  it('keeps still while another sounds, says so, and takes over when the server says nothing more', () => {
    const { world, run, horn, heard, answer } = desk();
    world.rows = [row('P1', 0)];
    horn.tick();
    answer(false);
    run(9_000);
    expect([heard(), horn.get().sounding, horn.get().here]).toEqual([[], 'P1', false]);
    run(1_500);
    expect([heard(), horn.get().here]).toEqual([['P1'], true]);
  });

  it('whose sound is blocked says so to the server at once and to the person, and plays nothing', () => {
    const { world, run, horn, heard, sound, last, sent } = holder();
    world.rows = [row('P1', 0)];
    run(1_000);
    heard();
    sound.state = 'blocked';
    const before = sent.length;
    horn.beat();
    expect(sent.length).toBe(before + 1);
    expect(last('horn.beat').payload).toEqual({ room: 'Phòng trực', state: 'blocked' });
    run(20_000);
    expect([heard(), horn.get().blocked]).toEqual([[], true]);
    horn.resume();
    run(250);
    expect([heard(), horn.get().blocked]).toEqual([['P1'], false]);
  });
});

describe('silence', () => {
  it('is still at once for what is there, for good when the server has it, and says whose it is', () => {
    const { world, run, horn, heard, last, answer, stops } = holder();
    world.rows = [row('P1', 0), row('P2', 7), row('P3', 3, 'active_ack')];
    run(250);
    heard();
    horn.silence();
    expect(last('horn.silence').payload).toEqual({ room: 'Phòng trực', upTo: instantText(AT + 7) });
    expect(horn.get()).toMatchObject({ silencing: true, sounding: 'P1' });
    expect(stops()).toBeGreaterThan(0);
    run(1_000);
    last('horn.silence').reply({ ok: true });
    answer(true, { silencedUpTo: instantText(AT + 7), silencedBy: 'Lan' });
    run(60_000);
    expect(heard()).toEqual([]);
    expect(horn.get()).toMatchObject({ silencing: false, sounding: null, silence: { upTo: AT + 7, by: 'Lan' } });
    // Not an acknowledgement: the next call sounds, and the state of the rows was never touched.
    world.rows = [...world.rows, row('P3', 8)];
    run(250);
    expect(heard()).toEqual(['P3']);
    expect(horn.get().silence).toBeNull();
  });

  it('never holds back what comes while it is under way', () => {
    const { world, run, horn, heard } = holder();
    world.rows = [row('P2', 0)];
    run(250);
    heard();
    horn.silence();
    world.rows = [row('P2', 0), row('P1', 1)];
    run(250);
    expect(heard()).toEqual(['P1']);
  });

  it('that is refused, unanswered or cannot leave is said, and the horn goes on', () => {
    const { world, run, horn, heard, last, line } = holder();
    world.rows = [row('P1', 0)];
    run(250);
    horn.silence();
    last('horn.silence').reply({ ok: false, code: 'FORBIDDEN', message: 'Bạn không có quyền.' });
    expect(horn.get()).toMatchObject({ silencing: false, problem: 'Chưa tắt được chuông: Bạn không có quyền.' });
    heard();
    run(5_250);
    expect(heard()).toEqual(['P1']);
    horn.silence();
    expect(horn.get().problem).toBeNull();
    run(ANSWER_MS + 250);
    expect(horn.get().problem).toContain('chưa trả lời sau 3 giây');
    heard();
    run(5_000);
    expect(heard()).toEqual(['P1']);
    line.up = false;
    horn.silence();
    expect(horn.get().problem).toContain('đang mất kết nối');
    horn.dismiss();
    expect(horn.get().problem).toBeNull();
  });

  it('of another console comes with its news; where nothing sounds there is nothing to silence', () => {
    const { world, run, horn, heard, sent } = holder();
    horn.silence();
    expect(sent.filter(({ event }) => event === 'horn.silence')).toEqual([]);
    world.rows = [row('P2', 0)];
    run(250);
    heard();
    horn.changed({
      room: 'Phòng trực',
      silencedUpTo: instantText(AT),
      silencedBy: 'Minh',
      silencedAlone: {},
      holder: 'x',
    });
    expect(horn.get()).toMatchObject({ sounding: null, silence: { upTo: AT, by: 'Minh' } });
    run(30_000);
    expect(heard()).toEqual([]);
  });
});

describe('an old picture', () => {
  it('has its own low tone, once; the horn of what stood goes on, marked', () => {
    const { world, run, horn, heard } = holder();
    world.rows = [row('P1', 0)];
    run(5_500);
    heard();
    world.link = 'stale';
    run(500);
    expect(heard()).toEqual(['lost']);
    run(10_000);
    expect(heard()).toEqual(['P1', 'P1']);
    expect(horn.get()).toMatchObject({ sounding: 'P1', stale: true });
    world.link = 'offline';
    run(5_000);
    expect(heard()).not.toContain('lost');
    world.link = 'live';
    run(250);
    world.link = 'stale';
    run(250);
    expect(heard()).toContain('lost');
  });
});

describe('a room', () => {
  it('is remembered on the device; another one has its own silence', () => {
    const { world, run, horn, heard, last, kept } = holder();
    horn.changed({
      room: 'Phòng trực',
      silencedUpTo: instantText(AT),
      silencedBy: 'Lan',
      silencedAlone: {},
      holder: 'x',
    });
    world.rows = [row('P2', 0)];
    run(1_000);
    expect(heard()).toEqual([]);
    horn.setRoom('  Phòng họp tầng 2 ');
    expect(kept.room).toBe('Phòng họp tầng 2');
    expect(last('horn.beat').payload).toMatchObject({ room: 'Phòng họp tầng 2' });
    last('horn.beat').reply({ sounder: true, silencedUpTo: null, silencedBy: null });
    expect(heard()).toEqual(['P2']);
    horn.setRoom('   ');
    expect(horn.get().room).toBe('Phòng họp tầng 2');
    expect(desk(kept).horn.get().room).toBe('Phòng họp tầng 2');
  });
});

describe('the test at the start of a shift', () => {
  it('is reminded of until it was heard in this shift, and told to the server', async () => {
    const { world, run, horn, last, kept } = holder();
    expect(horn.get().testDue).toBe(true);
    horn.startTest();
    run(10_000);
    expect(horn.get().test).toEqual({ stage: 'asking' });
    horn.answerTest(false);
    expect(horn.get()).toMatchObject({ test: { stage: 'unheard' }, testDue: true });
    expect(last('horn.tested').payload).toEqual({ room: 'Phòng trực', heard: false });
    horn.answerTest(true);
    last('horn.tested').reply({ ok: true });
    await Promise.resolve();
    expect(horn.get()).toMatchObject({ test: { stage: 'idle' }, testDue: false });
    expect(desk(kept).horn.get().testDue).toBe(false);
    world.shiftStart = AT + 1;
    run(250);
    expect(horn.get().testDue).toBe(true);
  });

  it('holds an alarm back only while a tone of the test is in the air', () => {
    const { world, run, horn, heard } = holder();
    horn.startTest();
    world.rows = [row('P1', 0)];
    run(10_000);
    expect(heard()).toEqual(['P1', 'P2', 'P3', 'back', 'lost', 'P1']);
  });
});

describe('of one alarm alone', () => {
  it('is still until the next urgent one, and the rest goes on', () => {
    const { world, run, horn, heard, last, answer } = holder();
    const [mine, other] = [row('P2', 0), row('P3', 1)];
    world.rows = [mine, other];
    run(250);
    expect([horn.get().sounding, heard()]).toEqual(['P2', ['P2']]);
    horn.silenceOne(mine);
    expect(last('horn.silence').payload).toEqual({
      room: 'Phòng trực',
      upTo: instantText(AT),
      occurrence: mine.occurrence,
    });
    last('horn.silence').reply({ ok: true });
    const silencedAlone = { [mine.occurrence]: instantText(AT) };
    answer(true, { silencedAlone });
    run(250);
    expect(horn.get()).toMatchObject({ sounding: 'P3', alone: 1, silencing: false });
    run(30_000);
    answer(true, { silencedAlone });
    expect(new Set(heard())).toEqual(new Set(['P3']));
    // It alarms again: another call, and not the one that was silenced.
    world.rows = [{ ...mine, hornAt: instantText(AT + 40_000) }, other];
    run(250);
    expect(horn.get()).toMatchObject({ sounding: 'P2', alone: 0 });
    // The server has ended it with an urgent one.
    world.rows = [mine, { ...other, state: 'active_ack' }];
    run(250);
    expect(horn.get().sounding).toBeNull();
    world.rows = [mine, row('P1', 50_000)];
    answer(true);
    run(250);
    expect(horn.get()).toMatchObject({ sounding: 'P1', alone: 0 });
    world.rows = [mine, row('P1', 50_000, 'active_ack')];
    run(250);
    expect(horn.get().sounding).toBe('P2');
  });
  it('there is nothing to silence in what does not sound', () => {
    const { world, run, horn, sent } = holder();
    world.rows = [row('P2', 0, 'active_ack'), row('P4', 1)];
    run(250);
    for (const one of world.rows) horn.silenceOne(one);
    expect(sent.some(({ event }) => event === 'horn.silence')).toBe(false);
  });
});

describe('beside the alarms', () => {
  it('what goes away unseen has its own short tone, but not while something sounds', () => {
    const { world, run, heard } = holder();
    world.rows = [row('P2', 0)];
    run(250);
    heard();
    world.rows = [row('P2', 0, 'rtn_unack')];
    run(250);
    expect(heard()).toEqual(['back']);
    world.rows = [row('P2', 0, 'rtn_unack'), row('P3', 5)];
    run(12_000);
    heard();
    world.rows = [row('P2', 0, 'rtn_unack'), row('P3', 5), row('P3', 6, 'rtn_unack')];
    run(250);
    expect(heard()).not.toContain('back');
  });
  it('in a flood it is said how many wait beside those that were heard', () => {
    const { world, run, horn } = holder();
    world.rows = Array.from({ length: 50 }, (_, i) => row('P2', i));
    run(250);
    expect(horn.get().rest).toBe(0);
    world.flood = true;
    run(250);
    expect(horn.get().rest).toBe(49);
    world.rows = world.rows.map((one) => ({ ...one, state: 'active_ack' as const }));
    run(250);
    expect(horn.get().rest).toBe(0);
  });
});
