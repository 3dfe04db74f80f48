// The horn in the head of the desk: the room, who sounds for it, and the button that silences.
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { usePlainKey } from '../plain-key.ts';
import { hornWords as words } from '../words-horn.ts';
import type { Horn, HornView } from './horn.ts';
import type { HornRow } from './rule.ts';
import type { HornInPage } from './use-horn.ts';
import './horn.css';

type RoomProps = Readonly<{ room: string; horn: Horn; onClose: () => void }>;

function RoomDialog({ room, horn, onClose }: RoomProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    horn.setRoom(String(new FormData(event.currentTarget).get('room') ?? ''));
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="desk-help horn-room" aria-label={words.roomTitle} onClose={onClose}>
      <h2>{words.roomTitle}</h2>
      <form onSubmit={save}>
        <label>
          {words.room}
          <input name="room" defaultValue={room} maxLength={64} required />
        </label>
        <p>{words.roomHint}</p>
        <div className="desk-buttons">
          <button type="submit" className="button-main">
            {words.save}
          </button>
          <button
            type="button"
            onClick={() => {
              horn.startTest();
              dialog.current?.close();
            }}
          >
            {words.test}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function whereOf({ here, blocked, holder }: HornView): string {
  if (here && !blocked) return words.here;
  if (holder === undefined) return blocked ? words.nowhere : words.elsewhere;
  return holder === null ? words.nowhere : words.of(holder);
}

/** `selected`: the open alarm that is selected. */
export function HornControls({ horn, selected }: Readonly<{ horn: HornInPage; selected: HornRow | undefined }>) {
  const [choosing, setChoosing] = useState(false);
  const silenceOne = (): void => {
    if (selected) horn?.horn.silenceOne(selected);
  };
  usePlainKey('n', silenceOne);
  if (!horn) return null;
  const { room, sounding, here, stale } = horn.view;
  const where = sounding !== null && ` · ${whereOf(horn.view)}${stale ? `, ${words.stale}` : ''}`;
  return (
    <span className="horn-controls" data-sounding={sounding ?? 'none'} data-here={here}>
      <button type="button" onClick={() => setChoosing(true)} title={words.roomTitle}>
        {room}
        {where}
      </button>
      <button type="button" disabled={sounding === null} onClick={horn.horn.silence}>
        {words.silence} <kbd>S</kbd>
      </button>
      <button
        type="button"
        disabled={sounding === null || selected?.state !== 'active_unack'}
        title={words.silenceOneTitle}
        onClick={silenceOne}
      >
        {words.silenceOne} <kbd>N</kbd>
      </button>
      {choosing && <RoomDialog room={room} horn={horn.horn} onClose={() => setChoosing(false)} />}
    </span>
  );
}
