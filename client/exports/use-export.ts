// One file at a time, as the server has it: which is being made, and what was said of the last.
import { useCallback, useState } from 'react';
import { fetchFile } from './files.ts';
import { exportWords as words } from './words.ts';

export type Exporting = Readonly<{
  /** A file is being made: no other can be asked for. */
  busy: boolean;
  said: string;
  failed: boolean;
  ask: (path: string) => void;
}>;

export function useExport(): Exporting {
  const [state, setState] = useState({ busy: false, said: '', failed: false });
  const ask = useCallback((path: string): void => {
    setState({ busy: true, said: words.making, failed: false });
    void fetchFile(path).then((why) => setState({ busy: false, said: why ?? words.done, failed: why !== null }));
  }, []);
  return { ...state, ask };
}
