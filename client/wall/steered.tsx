// Who has just steered this wall from a desk: said for five seconds to those who stand before it.
import { useEffect, useState } from 'react';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { WallScene } from '../../shared/wire.ts';

export const STEERED_MS = 5_000;

const steeredText = ({ steeredBy, scene, by, mute, dim }: WallScene): string => {
  const text = spoken.wall.steered;
  const what = [
    ...(by === 'desk' ? [text.scene(spoken.wall.scene[scene])] : by === 'rotation' ? [text.rotation] : []),
    ...(mute ? [text.mute] : []),
    ...(dim ? [text.dim] : []),
  ];
  return text.by(steeredBy ?? '', what.join(', '));
};

/** `shown` is a new object with each message of the server. */
export function Steered({ shown }: Readonly<{ shown: WallScene }>) {
  const [told, setTold] = useState<WallScene | null>(null);
  useEffect(() => {
    if (shown.steeredBy !== null) setTold(shown);
  }, [shown]);
  useEffect(() => {
    if (told === null) return;
    const timer = setTimeout(() => setTold(null), STEERED_MS);
    return () => clearTimeout(timer);
  }, [told]);
  if (told === null) return null;
  return (
    <p className="wall-steered" role="status">
      {steeredText(told)}
    </p>
  );
}
