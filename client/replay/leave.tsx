// The way from the past to the present: at once, without loading the page anew.
import { createContext, type MouseEvent, type ReactNode, useContext } from 'react';

export const LIVE_PATH = '/wall';

/** Shows the live wall. */
export const LeaveContext = createContext<() => void>(() => location.assign(LIVE_PATH));

/** A link like any other for whoever opens it in another tab. */
export function LiveAnchor({ className, children }: Readonly<{ className?: string; children: ReactNode }>) {
  const leave = useContext(LeaveContext);
  const click = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    leave();
  };
  return (
    <a href={LIVE_PATH} className={className} onClick={click}>
      {children}
    </a>
  );
}
