// What a storm costs the list, without a browser: npx tsx test/client/desk-bench.ts [rows] [changes a second]. CPU time, so
// that a busy machine does not count.
import { createAlarmStore } from '../../client/desk/alarm-store.ts';
import { type Board, EMPTY_BOARD, listingOf } from '../../client/desk/board.ts';
import { matcher, NO_FILTER, outsideOf } from '../../client/desk/filter.ts';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { instantText } from '../../shared/time.ts';
import { deskRow } from './desk-rows.ts';
import { NOW } from './fixtures.ts';

const open = Number(process.argv[2] ?? 20_000);
const changes = Number(process.argv[3] ?? 1_000);
const DRAWN_A_SECOND = 6;
const SECONDS = 10;

const row = (n: number, version: number): DeskRow =>
  deskRow({
    occurrence: `o-${n}`,
    version,
    text: `Điểm cầu xã ${n}, Huyện Yên Lập mất kết nối trong hội nghị Giao ban`,
    priority: (['P1', 'P2', 'P3', 'P4'] as const)[n % 4]!,
    state: (['active_unack', 'active_ack', 'rtn_unack', 'shelved', 'suppressed'] as const)[(n * 7 + version) % 5]!,
    raisedAt: instantText(NOW - ((n * 7_919) % 600_000)),
  });

const cpuMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
const report = (what: string, times: readonly number[]): void => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  process.stdout.write(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms\n`);
};

let flush: (() => () => void) | null = null;
const store = createAlarmStore((run) => {
  flush = run;
});
const rows = Array.from({ length: open }, (_, n) => row(n, 1));
report(`${open} alarms at the start`, [
  cpuMs(() => {
    store.reset({ rows });
    flush?.()();
  }),
]);

let turn = 0;
const storm = (): DeskRow[] =>
  Array.from({ length: Math.round(changes / DRAWN_A_SECOND) }, () => {
    turn += 1;
    return row((turn * 1_009) % open, 1 + turn);
  });
const boards: readonly [string, Board, { since: string; announced: number } | null][] = [
  ['list of all', EMPTY_BOARD, null],
  ['list filtered by text', { ...EMPTY_BOARD, filter: { ...NO_FILTER, text: 'yen lap 7' } }, null],
  ['list in a flood', EMPTY_BOARD, { since: instantText(NOW - 600_000), announced: open }],
  ['list of the blocked', { ...EMPTY_BOARD, list: 'blocked' }, null],
];
for (const [name, board, flood] of boards) {
  const drawn: number[] = [];
  const listed: number[] = [];
  for (let n = 0; n < DRAWN_A_SECOND * SECONDS; n++) {
    const upsert = storm();
    drawn.push(
      cpuMs(() => {
        store.delta({ upsert, remove: [] });
        flush?.()();
      }),
    );
    listed.push(
      cpuMs(() => {
        listingOf(board, store.get(), flood);
        outsideOf(store.get().rows, matcher(board.filter));
      }),
    );
  }
  report(`${open} alarms, ${changes} changes a second, drawn ${DRAWN_A_SECOND} times: store`, drawn);
  report(`  ${name}`, listed);
}
