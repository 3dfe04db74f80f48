// What to show of the list, and what waits outside of it.
import type { KeyboardEvent, RefObject } from 'react';
import type { AlarmState } from '../../shared/alarm/view-schema.ts';
import { number } from '../../shared/i18n/format.ts';
import type { Priority } from '../../shared/source.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { RuleName } from './counter.ts';
import { type Filter, isOn, NO_FILTER, type Outside, type StateChoice } from './filter.ts';
import { words } from './words.ts';

const STATES = Object.keys(words.state) as AlarmState[];
const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

type Props = Readonly<{
  filter: Filter;
  rules: readonly RuleName[];
  outside: Outside;
  /** Focused by the key `/`. */
  field: RefObject<HTMLInputElement | null>;
  onFilter: (filter: Filter) => void;
  /** The person is about to type. */
  onFocus: () => void;
  /** Back to the list. */
  onLeave: () => void;
}>;

export function FilterBar({ filter, rules, outside, field, onFilter, onFocus, onLeave }: Props) {
  const set = (change: Partial<Filter>): void => onFilter({ ...filter, ...change });
  const toggle = (priority: Priority): void => {
    const { priorities } = filter;
    set({
      priorities: priorities.includes(priority)
        ? priorities.filter((one) => one !== priority)
        : [...priorities, priority],
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && filter.text !== '') set({ text: '' });
    else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
    else return;
    event.preventDefault();
  };
  const hidden = (['P1', 'P2'] as const).filter((priority) => outside[priority] > 0);
  return (
    <div className="desk-filter">
      <search className="desk-filter-row" aria-label={words.filter.label}>
        <input
          ref={field}
          type="search"
          className="desk-filter-text"
          value={filter.text}
          maxLength={200}
          autoComplete="off"
          placeholder={words.filter.placeholder}
          aria-label={words.filter.label}
          aria-keyshortcuts="/"
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={onKey}
          onFocus={onFocus}
        />
        <fieldset className="desk-filter-priorities" aria-label={words.filter.priority}>
          {PRIORITIES.map((priority) => (
            <button
              type="button"
              key={priority}
              aria-pressed={filter.priorities.includes(priority)}
              onClick={() => toggle(priority)}
            >
              <AlarmSymbol priority={priority} />
            </button>
          ))}
        </fieldset>
        <select
          aria-label={words.filter.state}
          value={filter.state ?? ''}
          onChange={(event) => set({ state: event.target.value === '' ? null : (event.target.value as StateChoice) })}
        >
          <option value="">{words.filter.anyState}</option>
          <option value="waiting">{words.filter.waiting}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {words.state[state]}
            </option>
          ))}
        </select>
        <select
          aria-label={words.filter.rule}
          value={filter.rule ?? ''}
          onChange={(event) => set({ rule: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{words.filter.anyRule}</option>
          {rules.map(({ rule, name }) => (
            <option key={rule} value={rule}>
              {rule} {name}
            </option>
          ))}
        </select>
        {isOn(filter) && (
          <button type="button" onClick={() => onFilter(NO_FILTER)}>
            {words.filter.clear}
          </button>
        )}
      </search>
      {hidden.length > 0 && (
        <p className="desk-outside" role="status">
          <strong>
            {words.outside(hidden.map((priority) => `${number(outside[priority])} ${priority}`).join(', '))}
          </strong>{' '}
          <button type="button" onClick={() => onFilter(NO_FILTER)}>
            {words.showOutside}
          </button>
        </p>
      )}
    </div>
  );
}
