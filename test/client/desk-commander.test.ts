import { describe, expect, it } from 'vitest';
import { ANSWER_MS, type Command, createCommander, newUuid, type Reply } from '../../client/desk/commander.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';

/** A server that answers when the test says so, on a line that may be cut. */
function world() {
  const sent: { command: Command; reply: (reply: Reply) => void }[] = [];
  const timers: { run: () => void; ms: number }[] = [];
  const redrawn: DeskRow[] = [];
  const line = { up: true };
  let ids = 0;
  const commander = createCommander({
    emit: (command, reply) => {
      if (line.up) sent.push({ command, reply });
      return line.up;
    },
    newId: () => `id-${++ids}`,
    setTimer: (run, ms) => timers.push({ run, ms }),
    onCurrent: (row) => redrawn.push(row),
    notSent: 'mất kết nối',
  });
  const phase = () => commander.get().get('a')?.phase ?? null;
  return { sent, timers, redrawn, line, commander, phase };
}
const row = { occurrence: 'a', version: 4 };
const drawn = (version: number) => new Map([['a', { occurrence: 'a', version } as DeskRow]]);

describe('a command of the desk', () => {
  it('carries the version that was seen and says "sending" until the row is drawn, never before the server', () => {
    const { commander, sent, phase } = world();
    commander.send(row, 'ack', '  Đang kiểm tra ');
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
    commander.send(row, 'ack', '   ');
    expect(sent[0]!.command).not.toHaveProperty('reason');
  });

  it('is not confirmed after 3 s without an answer; sent again it has the same id; a late answer counts', () => {
    const { commander, sent, timers, phase } = world();
    commander.send(row, 'ack');
    expect(timers[0]!.ms).toBe(ANSWER_MS);
    timers[0]!.run();
    expect(phase()).toBe('unanswered');
    commander.again('a');
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
    commander.dismiss('a');
    expect(commander.get().size).toBe(0);
  });

  it('does not leave while the line is cut and is not sent later', () => {
    const { commander, sent, line, phase } = world();
    line.up = false;
    commander.send(row, 'ack');
    expect(commander.get().get('a')).toMatchObject({ phase: 'refused', message: 'mất kết nối' });
    line.up = true;
    commander.again('a');
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
    commander.dismiss('a');
    commander.send(row, 'comment', 'abc');
    sent[0]!.reply({ ok: false, code: 'X', message: 'cũ' });
    timers[0]!.run();
    expect(commander.get().get('a')).toMatchObject({ phase: 'sending', command: { id: 'id-2' } });
  });

  it('has an id that the server takes', () => {
    const made = Array.from({ length: 50 }, newUuid);
    for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(made).size).toBe(50);
  });
});
