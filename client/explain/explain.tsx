// "Which seventeen?" The figure, its rule in words, and everything that is counted in it with the events that put it there.
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { Explained, ExplainedValue } from '../../shared/explain/answer.ts';
import { moment } from '../../shared/explain/words.ts';
import { decimal, fraction, number, percent } from '../../shared/i18n/format.ts';
import { Frame } from '../wall/frame.tsx';
import './explain.css';
import { Members } from './members.tsx';
import { type ExplainQuery, useExplained } from './use-explained.ts';
import { words } from './words.ts';

type Props = Readonly<{
  query: ExplainQuery;
  onClose: () => void;
  /** May this person go to the instant of an event? */
  mayReplay?: boolean;
}>;

function valueText(value: ExplainedValue): string {
  if (value === null) return words.unknown;
  if (typeof value === 'number') return Number.isInteger(value) ? number(value) : decimal(value);
  return `${fraction(value)} (${percent(value)})`;
}

function Content({ explained, mayReplay }: Readonly<{ explained: Explained; mayReplay: boolean }>) {
  const { value, total, members } = explained;
  if (value === null) return <p className="explain-empty">{words.unknown}.</p>;
  if (total === null && members.length === 0) return <p className="explain-empty">{words.onlyCount}</p>;
  if (members.length === 0) return <p className="explain-empty">{words.none}</p>;
  const isRatio = typeof value === 'object';
  return <Members members={members} total={total ?? members.length} isRatio={isRatio} mayReplay={mayReplay} />;
}

/** What is told of the past stands in the frame of a replay, like everything of it. */
function Around({ query: { at, as = 'then' }, children }: Readonly<{ query: ExplainQuery; children: ReactNode }>) {
  if (at === undefined) return children;
  return (
    <Frame mode="replay" exercise={false} caption={`${moment(Date.parse(at))} · ${words.truth(as)}`}>
      {children}
    </Frame>
  );
}

/** A modal dialog of the browser: it holds the focus, closes with Esc, and gives the focus back. */
export function ExplainDialog({ query, onClose, mayReplay = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [asking, again] = useExplained(query);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const close = (): void => dialog.current?.close();
  // The keys of the page behind it are not for whoever reads here.
  const keep = (event: KeyboardEvent): void => event.stopPropagation();
  const explained = asking.state === 'there' ? asking.explained : null;
  return (
    <dialog
      ref={dialog}
      className="explain"
      aria-labelledby={title}
      aria-busy={asking.state === 'asking'}
      onClose={onClose}
      onKeyDown={keep}
      onClick={(event) => event.target === dialog.current && close()}
    >
      <Around query={query}>
        <div className="explain-all">
          <header className="explain-head">
            <h2 id={title}>
              {explained ? explained.rule.name : words.title}
              {explained && <strong className="explain-value">{valueText(explained.value)}</strong>}
            </h2>
            <button type="button" onClick={close}>
              {words.close} <kbd>Esc</kbd>
            </button>
          </header>
          {explained && (
            <div className="explain-rule">
              <p>{explained.rule.text}</p>
              <p className="explain-faint">
                {words.at(moment(Date.parse(explained.at)), number(explained.seq))}
                {query.at !== undefined && ` · ${words.truth(explained.as)}`} · {words.source} {explained.rule.source}
              </p>
            </div>
          )}
          {asking.state === 'asking' && (
            <p className="explain-empty" role="status">
              {words.loading}
            </p>
          )}
          {asking.state === 'failed' && (
            <p className="explain-empty" role="alert">
              {words.failed(asking.message)}{' '}
              <button type="button" onClick={again}>
                {words.again}
              </button>
            </p>
          )}
          {explained && <Content explained={explained} mayReplay={mayReplay} />}
        </div>
      </Around>
    </dialog>
  );
}
