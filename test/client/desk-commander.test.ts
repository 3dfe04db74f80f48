import { describe, expect, it } from 'vitest';
import { ANSWER_MS, type Command, createCommander, newUuid, type Reply } from '../../client/desk/commander.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

/** A server that answers when the test says so, on a line that may be cut. */
function world() {
  const sent: { command: Command; reply: (reply: Reply) => void }[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const posts: { commands: readonly Command[]; answer: (replies: readonly Reply[] | null) => void }[] = [];
  const redrawn: DeskRow[] = [];
  const line = { up: true };
  let ids = 0;
  const commander = createCommander({
    emit: (command, reply) => {
      if (line.up) sent.push({ command, reply });
      return line.up;
    },
    post: (commands) =>
      new Promise((resolve) => {
        posts.push({ commands, answer: resolve });
      }),
    newId: () => `id-${++ids}`,
    setTimer: (run, ms) => timers.push({ run, ms }),
    onCurrent: (row) => redrawn.push(row),
    notSent: 'mất kết nối',
  });
  const phase = () => commander.get().get('a')?.phase ?? null;
  return { sent, posts, timers, redrawn, line, commander, phase };
}
const row = { occurrence: 'a', version: 4 };
const drawn = (version: number) => new Map([['a', { occurrence: 'a', version } as DeskRow]]);

describe('a command of the desk', () => {
  it('carries the version that was seen and says "sending" until the row is drawn, never before the server', () => {
    const { commander, sent, phase } = world();
    commander.send(row, 'ack', { reason: '  Đang kiểm tra ' });
    expect(sent[0]!.command).toEqual({
      id: 'id-1',
      occurrence: 'a',
      version: 4,
      action: 'ack',
      reason: 'Đang kiểm tra',
    });
    expect(phase()).toBe('sending');
    commander.drawn(drawn(4));
    expect(phase()).toBe('sending');
    sent[0]!.reply({ ok: true, version: 5 });
    expect(phase()).toBe('done');
    commander.drawn(drawn(4));
    expect(phase()).toBe('done');
    commander.drawn(drawn(5));
    expect(phase()).toBeNull();
  });

  it('leaves out an empty reason', () => {
    const { commander, sent } = world();
    commander.send(row, 'ack', { reason: '   ' });
    expect(sent[0]!.command).not.toHaveProperty('reason');
  });

  it('is not confirmed after 3 s without an answer; sent again it has the same id; a late answer counts', () => {
    const { commander, sent, timers, phase } = world();
    commander.send(row, 'ack');
    expect(timers[0]!.ms).toBe(ANSWER_MS);
    timers[0]!.run();
    expect(phase()).toBe('unanswered');
    commander.again(['a']);
    expect(phase()).toBe('sending');
    expect(sent.map(({ command }) => command.id)).toEqual(['id-1', 'id-1']);
    timers[1]!.run();
    expect(phase()).toBe('unanswered');
    sent[0]!.reply({ ok: true, version: 5 });
    expect(phase()).toBe('done');
  });

  it('without an answer gives way to the row once that has moved on', () => {
    const { commander, timers, phase } = world();
    commander.send(row, 'ack');
    timers[0]!.run();
    commander.drawn(drawn(4));
    expect(phase()).toBe('unanswered');
    commander.drawn(drawn(5));
    expect(phase()).toBeNull();
  });

  it('refused shows the words of the server and redraws the row, until it is read', () => {
    const { commander, sent, redrawn, timers } = world();
    commander.send(row, 'ack');
    const current = { occurrence: 'a', version: 6 } as DeskRow;
    sent[0]!.reply({ ok: false, code: 'STALE_VERSION', message: 'Cảnh báo vừa thay đổi', current });
    timers[0]!.run();
    commander.drawn(drawn(6));
    expect(redrawn).toEqual([current]);
    expect(commander.get().get('a')).toMatchObject({
      phase: 'refused',
      code: 'STALE_VERSION',
      message: 'Cảnh báo vừa thay đổi',
    });
    commander.dismiss(['a']);
    expect(commander.get().size).toBe(0);
  });

  it('does not leave while the line is cut and is not sent later', () => {
    const { commander, sent, line, phase } = world();
    line.up = false;
    commander.send(row, 'ack');
    expect(commander.get().get('a')).toMatchObject({ phase: 'refused', message: 'mất kết nối' });
    line.up = true;
    commander.again(['a']);
    expect([sent.length, phase()]).toEqual([0, 'refused']);
  });

  it('is sent once: a second click while it is under way does nothing', () => {
    const { commander, sent } = world();
    expect(commander.send(row, 'ack')).toBe(true);
    expect(commander.send(row, 'ack')).toBe(false);
    expect(sent).toHaveLength(1);
  });

  it('shows only what became of the last command on the row', () => {
    const { commander, sent, timers } = world();
    commander.send(row, 'ack');
    timers[0]!.run();
    commander.dismiss(['a']);
    commander.send(row, 'comment', { reason: 'abc' });
    sent[0]!.reply({ ok: false, code: 'X', message: 'cũ' });
    timers[0]!.run();
    expect(commander.get().get('a')).toMatchObject({ phase: 'sending', command: { id: 'id-2' } });
  });

  it('is in doubt, not refused, when the server could not write: the same id goes out again', () => {
    const { commander, sent, phase } = world();
    commander.send(row, 'ack');
    sent[0]!.reply({ ok: false, code: 'UNAVAILABLE', message: 'hãy gửi lại' });
    expect(phase()).toBe('unanswered');
    commander.again(['a']);
    expect(sent.map(({ command }) => command.id)).toEqual(['id-1', 'id-1']);
  });

  it('carries the end of a shelf and the one it is given to', () => {
    const { commander, sent } = world();
    commander.send(row, 'shelve', { reason: 'chờ kết quả', until: '2026-11-21T10:30:00.000+07:00' });
    expect(sent[0]!.command).toMatchObject({ action: 'shelve', until: '2026-11-21T10:30:00.000+07:00' });
    commander.send({ occurrence: 'b', version: 1 }, 'assign', { assignee: 'minh' });
    expect(sent[1]!.command).toMatchObject({ action: 'assign', assignee: 'minh' });
  });

  it('has an id that the server takes', () => {
    const made = Array.from({ length: 50 }, newUuid);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(made).size).toBe(50);
  });
});

describe('many commands at once', () => {
  const rows = ['a', 'b', 'c'].map((occurrence, index) => ({ occurrence, version: index + 1 }));
  const flushed = () => new Promise((resolve) => setImmediate(resolve));
  const refusal = { ok: false, code: 'ALREADY_ACKED', message: 'Đã xác nhận bởi Minh lúc 10:02' } as const;

  it('each have an id, an answer and an outcome of their own', async () => {
    const { commander, posts, redrawn } = world();
    const told: string[] = [];
    commander.onAnswers((answers) =>
      told.push(...answers.map(({ command, reply }) => `${command.occurrence} ${reply.ok}`)),
    );
    void commander.sendAll(rows, 'ack', { reason: 'Đang kiểm tra' });
    expect(posts[0]!.commands.map(({ id, version, reason }) => [id, version, reason])).toEqual([
      ['id-1', 1, 'Đang kiểm tra'],
      ['id-2', 2, 'Đang kiểm tra'],
      ['id-3', 3, 'Đang kiểm tra'],
    ]);
    expect([...commander.get().values()].map(({ phase }) => phase)).toEqual(['sending', 'sending', 'sending']);
    const current = { occurrence: 'b', version: 9 } as DeskRow;
    posts[0]!.answer([
      { ok: true, version: 2 },
      { ...refusal, current },
      { ok: true, version: 4 },
    ]);
    await flushed();
    expect([...commander.get()].map(([occurrence, { phase }]) => `${occurrence} ${phase}`)).toEqual([
      'a done',
      'b refused',
      'c done',
    ]);
    expect(commander.get().get('b')).toMatchObject({ message: refusal.message });
    expect([told, redrawn]).toEqual([['a true', 'b false', 'c true'], [current]]);
  });

  it('without an answer are sent again with the same ids, and only those', async () => {
    const { commander, posts } = world();
    void commander.sendAll(rows, 'ack');
    posts[0]!.answer(null);
    await flushed();
    expect([...commander.get().values()].every(({ phase }) => phase === 'unanswered')).toBe(true);
    commander.again(['a', 'b', 'nobody']);
    expect(posts[1]!.commands.map(({ id }) => id)).toEqual(['id-1', 'id-2']);
    posts[1]!.answer([{ ok: true, version: 2 }, refusal]);
    await flushed();
    expect([...commander.get().values()].map(({ phase }) => phase)).toEqual(['done', 'refused', 'unanswered']);
  });

  it('say after 3 s that they are not confirmed; the late answer counts', async () => {
    const { commander, posts, timers } = world();
    void commander.sendAll(rows.slice(0, 2), 'ack');
    timers[0]!.run();
    expect([...commander.get().values()].map(({ phase }) => phase)).toEqual(['unanswered', 'unanswered']);
    posts[0]!.answer([{ ok: true, version: 2 }, refusal]);
    await flushed();
    expect([...commander.get().values()].map(({ phase }) => phase)).toEqual(['done', 'refused']);
  });

  it('go out 500 at a time, one request after the other', async () => {
    const { commander, posts } = world();
    const thousand = Array.from({ length: 1_100 }, (_, n) => ({ occurrence: `o${n}`, version: 1 }));
    void commander.sendAll(thousand, 'ack');
    expect(posts.map(({ commands }) => commands.length)).toEqual([500]);
    for (const count of [500, 500, 100]) {
      const last = posts.at(-1)!;
      expect(last.commands).toHaveLength(count);
      last.answer(last.commands.map(() => ({ ok: true, version: 2 })));
      await flushed();
    }
    expect(posts).toHaveLength(3);
    expect([...commander.get().values()].every(({ phase }) => phase === 'done')).toBe(true);
  });

  it('leave out a row for which one is under way', () => {
    const { commander, posts } = world();
    commander.send(row, 'comment', { reason: 'đang gọi' });
    void commander.sendAll(rows, 'ack');
    expect(posts[0]!.commands.map(({ occurrence }) => occurrence)).toEqual(['b', 'c']);
  });
});
