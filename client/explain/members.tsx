// The members of a figure: a list that can be filtered. 500 at most: the browser leaves out what is not in sight by itself (CSS).
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { ExplainedMember } from '../../shared/explain/answer.ts';
import { number } from '../../shared/i18n/format.ts';
import { Member } from './member.tsx';
import { words } from './words.ts';

type Props = Readonly<{
  members: readonly ExplainedMember[];
  total: number;
  isRatio: boolean;
  mayReplay: boolean;
}>;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

const textOf = ({ subject, name, agency, facts }: ExplainedMember): string =>
  folded([subject, name, agency, ...Object.values(facts)].join(' '));

export function Members({ members, total, isRatio, mayReplay }: Props) {
  const [typed, setTyped] = useState('');
  const wanted = folded(useDeferredValue(typed).trim());
  const texts = useMemo(() => members.map(textOf), [members]);
  // By their places: to an operator two dossiers may look alike.
  const shown = useMemo(
    () => [...members.keys()].filter((place) => wanted === '' || texts[place]?.includes(wanted)),
    [members, texts, wanted],
  );
  const draw = (place: number): ReactNode => {
    const member = members[place];
    return member && <Member member={member} isRatio={isRatio} mayReplay={mayReplay} />;
  };
  return (
    <>
      <div className="explain-tools">
        <input
          type="search"
          value={typed}
          aria-label={words.filter}
          placeholder={words.filterHint}
          onChange={(event) => setTyped(event.target.value)}
        />
        <span className="explain-faint" role="status">
          {wanted === '' ? words.total(number(members.length), number(total)) : words.found(number(shown.length))}
        </span>
      </div>
      {shown.length === 0 && <p className="explain-empty">{words.nothingFound}</p>}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too
        <section className="explain-list" tabIndex={0} aria-label={words.list}>
          <ol>
            {shown.map((place) => (
              <li key={place} className="explain-item">
                {draw(place)}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
