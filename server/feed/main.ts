// `npm run feed`: sends files of real events to the door. Says what it does on stderr; the last line of stdout is JSON.
import { feedLines } from './lines.ts';
import { readPlan, USAGE } from './plan.ts';
import { send, type Totals } from './send.ts';

const note = (text: string): boolean => process.stderr.write(`${text}\n`);

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const plan = await readPlan(args).catch((error: unknown) => messageOf(error));
  if (typeof plan === 'string') {
    note(`feed: ${plan}\n${USAGE}`);
    return 2;
  }
  const started = performance.now();
  let totals: Totals = { sent: 0, accepted: 0, duplicates: 0, quarantined: 0 };
  const summary = (): unknown =>
    process.stdout.write(`${JSON.stringify({ ...totals, seconds: Math.round(performance.now() - started) / 1000 })}\n`);
  const reasons = new Map<string, number>();
  const unreadable = { count: 0, first: '' };
  const lines = feedLines(plan, (text) => {
    if (unreadable.count === 0) unreadable.first = text.slice(0, 120);
    unreadable.count += 1;
  });
  const tellUnreadable = (): unknown =>
    unreadable.count > 0 && note(`${unreadable.count} records could not be read; the first: ${unreadable.first}`);
  try {
    if (plan.print) {
      // Whoever reads has had enough (`| head`).
      process.stdout.on('error', () => process.exit(0));
      for await (const line of lines) process.stdout.write(`${line}\n`);
      tellUnreadable();
      return 0;
    }
    const live = process.stderr.isTTY;
    const { failure } = await send(lines, {
      ...plan,
      onProgress: (so) => {
        totals = { ...so };
        if (live)
          process.stderr.write(
            `\r${so.sent} sent, ${so.accepted} accepted, ${so.duplicates} duplicates, ${so.quarantined} quarantined `,
          );
      },
      onQuarantined: (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
    });
    if (live) note('');
    tellUnreadable();
    for (const [reason, count] of reasons) note(`quarantined ${reason}: ${count}`);
    if (failure !== null) note(`feed: ${failure}`);
    summary();
    return failure === null ? 0 : 1;
  } catch (error) {
    note(`feed: ${messageOf(error)}`);
    if (!plan.print) summary();
    return 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
