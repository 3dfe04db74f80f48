// The board of one person, beside the alarms as they come: what is drawn, and when a list that stands still moves again.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AlarmList } from './alarm-store.ts';
import { type Board, EMPTY_BOARD, type Flood, listingOf, type Picture, release } from './board.ts';
import { arrivedSince, isOverruled, RELEASE_MS } from './held.ts';
import type { Listing } from './items.ts';

export type Act = (change: (board: Board, picture: Picture) => Board) => void;

export type OnBoard = Readonly<{
  board: Board;
  /** What is drawn. */
  shown: Listing;
  /** Alarms that a held list does not show yet. */
  arrived: number;
  act: Act;
}>;

const INPUTS = ['keydown', 'pointerdown', 'wheel'] as const;

export function useBoard(alarms: AlarmList, flood: Flood): OnBoard {
  const [board, setBoard] = useState(EMPTY_BOARD);
  const { list, filter, plain, expanded, held } = board;
  const live = useMemo(
    () => listingOf({ list, filter, plain, expanded }, alarms, flood),
    [list, filter, plain, expanded, alarms, flood],
  );
  const shown = held?.listing ?? live;

  // Two keys may come before the first one is drawn: the second acts on what the first one left.
  const latest = useRef({ board, picture: { shown, alarms } });
  latest.current = { board: latest.current.board, picture: { shown, alarms } };
  const act = useCallback<Act>((change) => {
    const next = change(latest.current.board, latest.current.picture);
    latest.current = { ...latest.current, board: next };
    setBoard(next);
  }, []);

  // Read when it is needed: a flood's count changes with each alarm, and must not begin the 30 s anew.
  const floodNow = useRef(flood);
  floodNow.current = flood;
  const free = useCallback((now: Board) => release(now, floodNow.current), []);
  useEffect(() => {
    if (held !== null && isOverruled(held, alarms)) act(free);
  }, [held, alarms, free, act]);

  useEffect(() => {
    if (held === null) return;
    let timer = setTimeout(() => act(free), RELEASE_MS);
    const again = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => act(free), RELEASE_MS);
    };
    for (const name of INPUTS) document.addEventListener(name, again, true);
    return () => {
      clearTimeout(timer);
      for (const name of INPUTS) document.removeEventListener(name, again, true);
    };
  }, [held, free, act]);

  // The next flood begins in groups again.
  useEffect(() => {
    if (flood === null) act((now) => (now.plain ? { ...now, plain: false } : now));
  }, [flood, act]);

  return { board, shown, arrived: held === null ? 0 : arrivedSince(held, live), act };
}
