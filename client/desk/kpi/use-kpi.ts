// Is the page of key figures open, and what does it show. Its address is /desk#kpi, its key K.
import { useCallback, useEffect, useState } from 'react';
import type { KpiAnswer } from '../../../shared/alarm/kpi-schema.ts';
import { instantText } from '../../../shared/time.ts';
import { request } from '../../api.ts';
import { usePlainKey } from '../plain-key.ts';
import type { Range } from './periods.ts';

const HASH = '#kpi';
const isThere = (): boolean => location.hash === HASH;

export type KpiPlace = Readonly<{ open: boolean; toggle: () => void }>;

export function useKpi(): KpiPlace {
  const [open, setOpen] = useState(isThere);
  useEffect(() => {
    const follow = (): void => setOpen(isThere());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const toggle = useCallback(() => {
    location.hash = isThere() ? '' : HASH;
  }, []);
  usePlainKey('k', toggle);
  return { open, toggle };
}

export type Figures = Readonly<
  { state: 'asking' } | { state: 'failed'; message: string } | { state: 'there'; kpi: KpiAnswer }
>;

/** Asks when `range` changes (a new object is a new question). */
export function useFigures(range: Range): Figures {
  const [figures, setFigures] = useState<Figures>({ state: 'asking' });
  useEffect(() => {
    let gone = false;
    setFigures({ state: 'asking' });
    const query = new URLSearchParams({ from: instantText(range.from), to: instantText(range.to) });
    request<KpiAnswer>('GET', `/api/alarms/kpi?${query}`).then((answer) => {
      if (gone) return;
      setFigures(answer.ok ? { state: 'there', kpi: answer.body } : { state: 'failed', message: answer.message });
    });
    return () => {
      gone = true;
    };
  }, [range]);
  return figures;
}
