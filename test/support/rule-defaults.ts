// What a rule is told of its own settings when nobody has changed them.
import { defaultSettings, type RuleDefinition } from '../../shared/alarm/settings.ts';
import type { RuleContext } from '../../shared/source.ts';

export function defaultsFor(rule: RuleDefinition | undefined): Pick<RuleContext, 'param' | 'level'> {
  if (!rule) throw new Error('no such rule');
  const { params, levels } = defaultSettings(rule);
  const of =
    <T>(values: Readonly<Record<string, T>>) =>
    (name: string): T => {
      const value = values[name];
      if (value === undefined) throw new Error(`rule ${rule.id} declares no ${name}`);
      return value;
    };
  return { param: of(params), level: of(levels) };
}
