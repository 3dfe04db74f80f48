// A figure that can be asked which ones it counts: a button where somebody can answer, the figure itself where nobody can.
import { type KeyboardEvent, type ReactNode, useContext } from 'react';
import { ExplainContext, type Where } from './context.ts';
import './explained.css';
import { words } from './words.ts';

type Props = Readonly<{ figure: string | undefined; where?: Where; children: ReactNode }>;

/** Enter and the blank press the button, whatever they mean to the page. */
function keep(event: KeyboardEvent): void {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
}

export function Explained({ figure, where, children }: Props) {
  const explain = useContext(ExplainContext);
  if (explain === null || figure === undefined) return children;
  return (
    <button
      type="button"
      className="explained"
      title={words.which}
      onKeyDown={keep}
      onClick={() => explain(figure, where)}
    >
      {children}
    </button>
  );
}
