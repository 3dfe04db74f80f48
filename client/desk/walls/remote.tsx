// The remote control of the walls: which scene each shows, silence, dimmed light. The server logs who asked for it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { spoken } from '../../../shared/i18n/spoken.ts';
import { SCENES, type SceneId } from '../../../shared/wall/plan.ts';
import type { WallScene, WallSteer } from '../../../shared/wire.ts';
import { request } from '../../api.ts';
import { wallsWords as words } from './words.ts';
import './walls.css';

type ShownWall = Readonly<{
  id: string;
  name: string;
  silent: boolean;
  shown: WallScene | null;
  steered: SceneId | null;
  steeredBy: string | null;
}>;

const REFRESH_MS = 2_000;

/** The walls as the server knows them, asked for again and again while the dialog stands open. */
function useWalls() {
  const [walls, setWalls] = useState<readonly ShownWall[] | null>(null);
  const [problem, setProblem] = useState('');
  const reload = useCallback(async (): Promise<void> => {
    const answer = await request<{ walls: ShownWall[] }>('GET', '/api/walls/shown');
    if (answer.ok) setWalls(answer.body.walls);
    setProblem(answer.ok ? '' : answer.message);
  }, []);
  useEffect(() => {
    void reload();
    const timer = setInterval(() => void reload(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);
  const steer = async (wall: string, asked: WallSteer): Promise<void> => {
    const answer = await request('POST', `/api/walls/${wall}/steer`, asked);
    await reload();
    if (!answer.ok) setProblem(answer.message);
  };
  return { walls, problem, steer };
}

type RowProps = Readonly<{ wall: ShownWall; onSteer: (asked: WallSteer) => void }>;

function WallRow({ wall: { name, silent, shown, steered, steeredBy }, onSteer }: RowProps) {
  return (
    <li className="remote-wall" aria-label={name}>
      <h3>
        {name}
        {silent && ` – ${words.silent}`}
      </h3>
      {shown && <p>{words.shows(shown.scene, words.why[shown.by])}</p>}
      {steeredBy !== null && <p>{words.steeredBy(steeredBy)}</p>}
      <div className="desk-buttons">
        {SCENES.map((scene) => (
          <button type="button" key={scene} aria-pressed={steered === scene} onClick={() => onSteer({ scene })}>
            {spoken.wall.scene[scene]}
          </button>
        ))}
        <button type="button" aria-pressed={steered === null} onClick={() => onSteer({ scene: null })}>
          {words.rotate}
        </button>
      </div>
      {shown && (
        <div className="desk-buttons">
          <button type="button" aria-pressed={shown.mute} onClick={() => onSteer({ mute: !shown.mute })}>
            {words.mute}
          </button>
          <button type="button" aria-pressed={shown.dim} onClick={() => onSteer({ dim: !shown.dim })}>
            {words.dim}
          </button>
        </div>
      )}
    </li>
  );
}

function RemoteDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const { walls, problem, steer } = useWalls();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="desk-help remote" aria-label={words.title} onClose={onClose}>
      <h2>{words.title}</h2>
      {walls?.length === 0 && <p>{words.none}</p>}
      <ul>
        {walls?.map((wall) => (
          <WallRow key={wall.id} wall={wall} onSteer={(asked) => void steer(wall.id, asked)} />
        ))}
      </ul>
      <p role="alert">{problem}</p>
      <button type="button" onClick={() => dialog.current?.close()}>
        {words.close}
      </button>
    </dialog>
  );
}

export function WallsRemote() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {words.open}
      </button>
      {open && <RemoteDialog onClose={() => setOpen(false)} />}
    </>
  );
}
