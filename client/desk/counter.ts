// The counts over the open list, kept row by row: a header that says 20.000 must not walk through 20.000 rows.
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Priority } from '../../shared/source.ts';
import { needsAck } from './order.ts';

export type Counts = Readonly<{
  open: number;
  unacknowledged: Readonly<Record<Priority, number>>;
  shelved: number;
  /** By a rule or by a person. */
  suppressed: number;
  outOfService: number;
}>;
export type RuleName = Readonly<{ rule: string; name: string }>;

export type Counter = ReturnType<typeof createCounter>;

export function createCounter() {
  const unacknowledged = { P1: 0, P2: 0, P3: 0, P4: 0 };
  const aside = { shelved: 0, suppressed: 0, out_of_service: 0 };
  const byRule = new Map<string, { name: string; count: number }>();
  let open = 0;
  let rules: readonly RuleName[] = [];
  let rulesChanged = false;

  function countRule({ rule, ruleName }: DeskRow, by: 1 | -1): void {
    const known = byRule.get(rule) ?? { name: ruleName, count: 0 };
    known.count += by;
    if (known.count === by || known.count === 0 || known.name !== ruleName) rulesChanged = true;
    if (by === 1) known.name = ruleName;
    if (known.count === 0) byRule.delete(rule);
    else byRule.set(rule, known);
  }

  return {
    /** A row comes (1) or goes (-1). */
    add(row: DeskRow, by: 1 | -1): void {
      open += by;
      if (needsAck(row)) unacknowledged[row.priority] += by;
      else if (row.state === 'shelved' || row.state === 'suppressed' || row.state === 'out_of_service')
        aside[row.state] += by;
      countRule(row, by);
    },
    open: () => open,
    unacknowledged: () => ({ ...unacknowledged }),
    aside: () => aside,
    /** By id; the same array until a type comes or goes. */
    rules(): readonly RuleName[] {
      if (!rulesChanged) return rules;
      rulesChanged = false;
      const now = [...byRule]
        .map(([rule, { name }]) => ({ rule, name }))
        .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
      const same = now.length === rules.length && now.every((one, i) => isSame(one, rules[i]));
      if (!same) rules = now;
      return rules;
    },
  };
}

const isSame = (a: RuleName, b: RuleName | undefined): boolean => a.rule === b?.rule && a.name === b.name;

export const countsOf = (counter: Counter): Counts => ({
  open: counter.open(),
  unacknowledged: counter.unacknowledged(),
  shelved: counter.aside().shelved,
  suppressed: counter.aside().suppressed,
  outOfService: counter.aside().out_of_service,
});
