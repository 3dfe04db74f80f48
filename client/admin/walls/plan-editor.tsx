// The editor of what a wall is: begun from one that is often built, checked while it is typed, drawn to scale beside it.
import { useEffect, useState } from 'react';
import { spoken } from '../../../shared/i18n/spoken.ts';
import { SCENES, type SceneId, type WallPlan, wholeOf, windowOf } from '../../../shared/wall/plan.ts';
import { PRESETS, type PresetId } from '../../../shared/wall/presets.ts';
import { request } from '../../api.ts';
import { Said, useRead } from '../parts.tsx';
import { PanelFields, RegionFields, RotationFields } from './plan-fields.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { planWords as words } from './words.ts';
import '../rules.css';
import './plan.css';

type Schema = typeof import('../../../shared/wall/plan-schema.ts').wallPlan;

/** Before the first schema is made: zod would try to compile code, which the page's own policy refuses with an error. */
async function loadSchema(): Promise<Schema> {
  const { z } = await import('zod');
  z.config({ jitless: true });
  return (await import('../../../shared/wall/plan-schema.ts')).wallPlan;
}

type Props = Readonly<{ wall: Readonly<{ id: string; name: string }>; onBack: () => void }>;

/** What is wrong with a plan, by the path of its field; the first of each. */
function problemsOf(plan: WallPlan, schema: Schema): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { path, message } of schema.safeParse(plan).error?.issues ?? []) {
    const where = path.join('.');
    if (!problems.has(where)) problems.set(where, message);
  }
  return problems;
}

export function PlanEditor({ wall, onBack }: Props) {
  const { body, problem } = useRead<{ plan: WallPlan | null }>(`/api/walls/${wall.id}/plan`);
  const [draft, setDraft] = useState<WallPlan | null>(null);
  const [scene, setScene] = useState<SceneId>('overview');
  const [said, setSaid] = useState('');
  const [schema, setSchema] = useState<Schema | null>(null);
  useEffect(() => void loadSchema().then((loaded) => setSchema(() => loaded)), []);
  useEffect(() => {
    if (body) setDraft(body.plan ?? PRESETS['2x1']);
  }, [body]);
  if (body === null || draft === null || schema === null) return <Said>{problem}</Said>;

  const problems = problemsOf(draft, schema);
  const problemOf = (where: string): string => problems.get(where) ?? '';
  const change = (plan: WallPlan): void => {
    setSaid('');
    setDraft(plan);
  };
  const save = async (): Promise<void> => {
    if (problems.size > 0) return setSaid(words.wrong);
    const answer = await request('PUT', `/api/walls/${wall.id}/plan`, { plan: draft });
    setSaid(answer.ok ? words.saved : answer.message);
  };
  const fields = { plan: draft, problemOf, onChange: change };
  return (
    <section className="plan-editor" aria-label={words.title(wall.name)}>
      <div className="admin-buttons">
        <button type="button" onClick={onBack}>
          {words.back}
        </button>
      </div>
      <h2>{words.title(wall.name)}</h2>
      {body.plan === null && <p className="admin-hint">{words.none}</p>}
      <div className="admin-buttons">
        <span>{words.preset}</span>
        {(Object.keys(PRESETS) as PresetId[]).map((id) => {
          const { width, height } = windowOf(PRESETS[id], wholeOf(PRESETS[id]));
          return (
            <button type="button" key={id} onClick={() => change(PRESETS[id])}>
              {`${width}×${height} (${id})`}
            </button>
          );
        })}
      </div>
      <div className="rule-form">
        <PanelFields {...fields} />
        <RegionFields {...fields} />
        <RotationFields {...fields} />
      </div>
      <h3>{words.preview}</h3>
      <label>
        {words.previewScene}{' '}
        <select
          value={scene}
          onChange={({ target }) => setScene(SCENES.find((id) => id === target.value) ?? 'overview')}
        >
          {SCENES.map((id) => (
            <option key={id} value={id}>
              {spoken.wall.scene[id]}
            </option>
          ))}
        </select>
      </label>
      {problems.size === 0 && <PlanPreview plan={draft} scene={scene} title={words.preview} />}
      <ol className="plan-windows">
        {problems.size === 0 &&
          draft.regions.map((region, index) => {
            const { width, height } = windowOf(draft, region);
            const address = `/wall/${wall.id}/r/${index + 1}`;
            return (
              <li key={address}>
                {words.window(index + 1, width, height)} – <a href={address}>{address}</a>
              </li>
            );
          })}
      </ol>
      <div className="admin-buttons">
        <button type="button" className="button-main" onClick={() => void save()}>
          {words.save}
        </button>
      </div>
      <Said>{said}</Said>
    </section>
  );
}
