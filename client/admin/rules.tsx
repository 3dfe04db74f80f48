// The alarm rules: all of them with how they are set, one of them in the editor, and the shifts of the desk.
import { useEffect, useRef, useState } from 'react';
import { Said, useRead } from './parts.tsx';
import type { ListedRule, RuleList } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import './rules.css';
import { Shifts } from './shifts.tsx';
import { words } from './words.ts';

const { rules: said } = words;

export function Rules() {
  const { body: list, problem, reload } = useRead<RuleList>('/api/rules');
  const [editing, setEditing] = useState<string | null>(null);
  const cameFrom = useRef<string | null>(null);
  if (list === null) return <Said>{problem}</Said>;
  const rule = list.rules.find(({ id }) => id === editing);
  if (rule)
    return (
      <RuleEditor
        rule={rule}
        version={list.version}
        reload={reload}
        onBack={() => {
          cameFrom.current = rule.id;
          setEditing(null);
        }}
      />
    );
  return (
    <div className="rules">
      <Said>{problem}</Said>
      <RuleTable rules={list.rules} focused={cameFrom.current} onOpen={setEditing} />
      <Shifts starts={list.shifts.starts} onSaved={reload} />
    </div>
  );
}

/** `focused`: the rule one comes back from, so that the keyboard goes on where it was. */
function RuleTable(
  props: Readonly<{ rules: readonly ListedRule[]; focused: string | null; onOpen: (id: string) => void }>,
) {
  const { focused, onOpen } = props;
  const rules = props.rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">{said.title(String(rules.length))}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{said.id}</th>
            <th scope="col">{said.name}</th>
            <th scope="col">{said.state}</th>
            <th scope="col">{said.priorities}</th>
            <th scope="col">{said.owner}</th>
            <th scope="col">{said.setting}</th>
            <th scope="col">
              <span className="rule-unseen">{said.edit}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ id, settings, changed }) => (
            <tr key={id} className={settings.enabled ? '' : 'rule-off'}>
              <th scope="row">{id}</th>
              <td className="rule-words">{settings.name}</td>
              <td>{settings.enabled ? said.on : said.off}</td>
              <td>{[...new Set(Object.values(settings.levels))].sort().join(', ')}</td>
              <td className="rule-words">{settings.owner}</td>
              <td>{changed ? said.changed : said.unchanged}</td>
              <td>
                <button
                  type="button"
                  aria-label={`${said.edit} ${id} ${settings.name}`}
                  ref={id === focused ? back : null}
                  onClick={() => onOpen(id)}
                >
                  {said.edit}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
