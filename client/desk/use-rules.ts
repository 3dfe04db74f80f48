// The alarm types as the desk needs them: guidance, standing note, shifts. Without an answer the desk works, only barer.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { askRules, type DeskRule, type Rules, type StandingNote } from './lines.ts';

export type KnownRules = Readonly<{
  of: (rule: string) => DeskRule | null;
  /** Minutes of the local day at which a shift begins, ascending; empty when not known. */
  shiftStarts: readonly number[];
  /** A note that was just saved. */
  noted: (rule: string, note: StandingNote | null) => void;
}>;

const AGAIN_MS = 60_000;

const minuteOf = (clock: string): number => {
  const [hour = '0', minute = '0'] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
};

/** Read at the start, and again when another alarm is opened (`change`) and what is known is a minute old: others write notes. */
export function useRules(change: unknown): KnownRules {
  const [rules, setRules] = useState<Rules | null>(null);
  const readAt = useRef(Number.NEGATIVE_INFINITY);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    if (performance.now() - readAt.current < AGAIN_MS) return;
    readAt.current = performance.now();
    void askRules().then((answer) => {
      if (answer.ok) setRules(answer.body);
    });
  }, [change]);

  const noted = useCallback((rule: string, note: StandingNote | null): void => {
    setRules((old) => old && { ...old, rules: old.rules.map((one) => (one.id === rule ? { ...one, note } : one)) });
  }, []);
  return useMemo(() => {
    const byId = new Map((rules?.rules ?? []).map((rule) => [rule.id, rule]));
    const shiftStarts = (rules?.shifts.starts ?? []).map(minuteOf).sort((a, b) => a - b);
    return { of: (rule: string) => byId.get(rule) ?? null, shiftStarts, noted };
  }, [rules, noted]);
}
