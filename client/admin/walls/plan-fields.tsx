// The fields of a wall's plan: its panels, its windows, what it shows in turn.
import { spoken } from '../../../shared/i18n/spoken.ts';
import { type Region, SCENES, type SceneId, type WallPlan } from '../../../shared/wall/plan.ts';
import { regionsFor } from '../../../shared/wall/presets.ts';
import { Field, type FieldProps } from '../field.tsx';
import { planWords as words } from './words.ts';

type Props = Readonly<{
  plan: WallPlan;
  /** What is wrong with a field, by its path. */
  problemOf: (where: string) => string;
  onChange: (plan: WallPlan) => void;
}>;

type NumberProps = Readonly<{ label: string; hint?: string; value: number; problem: string; step?: number }>;

function NumberField({
  label,
  hint,
  value,
  problem,
  step = 1,
  onChange,
}: NumberProps & { onChange: (value: number) => void }) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control: FieldProps) => (
        <input
          {...control}
          type="number"
          step={step}
          value={Number.isNaN(value) ? '' : value}
          onChange={({ target }) => onChange(target.value === '' ? Number.NaN : Number(target.value))}
        />
      )}
    </Field>
  );
}

/** Windows follow from the panels until somebody sets them by hand. */
const withWindows = (plan: WallPlan): WallPlan =>
  plan.cols <= 32 && plan.rows <= 16 ? { ...plan, regions: regionsFor(plan) } : plan;

export function PanelFields({ plan, problemOf, onChange }: Props) {
  const size = (change: Partial<WallPlan>): void => onChange(withWindows({ ...plan, ...change }));
  const side = (name: 'width' | 'height') => (value: number) => size({ panel: { ...plan.panel, [name]: value } });
  return (
    <fieldset>
      <legend>{words.wall}</legend>
      <NumberField
        label={words.cols}
        value={plan.cols}
        problem={problemOf('cols')}
        onChange={(cols) => size({ cols })}
      />
      <NumberField
        label={words.rows}
        value={plan.rows}
        problem={problemOf('rows')}
        onChange={(rows) => size({ rows })}
      />
      <NumberField
        label={words.width}
        value={plan.panel.width}
        problem={problemOf('panel.width')}
        onChange={side('width')}
      />
      <NumberField
        label={words.height}
        value={plan.panel.height}
        problem={problemOf('panel.height')}
        onChange={side('height')}
      />
      <NumberField
        label={words.bezel}
        hint={words.bezelHint}
        value={plan.bezel}
        problem={problemOf('bezel')}
        onChange={(bezel) => size({ bezel })}
      />
      <NumberField
        label={words.pitch}
        step={0.01}
        value={plan.pitchMm}
        problem={problemOf('pitchMm')}
        onChange={(pitchMm) => onChange({ ...plan, pitchMm })}
      />
      <NumberField
        label={words.seat}
        step={0.1}
        value={plan.seatM}
        problem={problemOf('seatM')}
        onChange={(seatM) => onChange({ ...plan, seatM })}
      />
      <Field label={words.theme} problem={problemOf('theme')}>
        {(control) => (
          <select
            {...control}
            value={plan.theme}
            onChange={({ target }) => onChange({ ...plan, theme: target.value === 'light' ? 'light' : 'dark' })}
          >
            <option value="dark">{words.themes.dark}</option>
            <option value="light">{words.themes.light}</option>
          </select>
        )}
      </Field>
    </fieldset>
  );
}

export function RegionFields({ plan, problemOf, onChange }: Props) {
  const put = (regions: WallPlan['regions']): void => onChange({ ...plan, regions });
  const change = (index: number, part: Partial<Region>): void =>
    put(plan.regions.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset>
      <legend>{words.regions}</legend>
      {plan.regions.map((region, index) => {
        const problem = (name: string): string => problemOf(`regions.${index}.${name}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a region is its number
          <fieldset className="plan-row" key={index}>
            <legend>{words.region(index + 1)}</legend>
            <NumberField
              label={words.col}
              value={region.col + 1}
              problem={problem('col')}
              onChange={(col) => change(index, { col: col - 1 })}
            />
            <NumberField
              label={words.row}
              value={region.row + 1}
              problem={problem('row')}
              onChange={(row) => change(index, { row: row - 1 })}
            />
            <NumberField
              label={words.regionCols}
              value={region.cols}
              problem={problem('cols')}
              onChange={(cols) => change(index, { cols })}
            />
            <NumberField
              label={words.regionRows}
              value={region.rows}
              problem={problem('rows')}
              onChange={(rows) => change(index, { rows })}
            />
            <button type="button" onClick={() => put(plan.regions.filter((_, at) => at !== index))}>
              {words.removeRegion(index + 1)}
            </button>
            <span className="rule-problem">{problemOf(`regions.${index}`)}</span>
          </fieldset>
        );
      })}
      <span className="rule-problem">{problemOf('regions')}</span>
      <div className="admin-buttons">
        <button type="button" onClick={() => put([...plan.regions, { col: 0, row: 0, cols: 1, rows: 1 }])}>
          {words.addRegion}
        </button>
        <button type="button" onClick={() => onChange(withWindows(plan))}>
          {words.split}
        </button>
      </div>
    </fieldset>
  );
}

const USUAL_SECONDS = 20;

export function RotationFields({ plan, problemOf, onChange }: Props) {
  const turn = (scene: SceneId, seconds: number | null): void => {
    const others = plan.rotation.filter((one) => one.scene !== scene);
    const rotation = seconds === null ? others : [...others, { scene, seconds }];
    onChange({ ...plan, rotation: rotation.toSorted((a, b) => SCENES.indexOf(a.scene) - SCENES.indexOf(b.scene)) });
  };
  return (
    <fieldset>
      <legend>{words.rotation}</legend>
      {SCENES.map((scene) => {
        const index = plan.rotation.findIndex((one) => one.scene === scene);
        const seconds = plan.rotation[index]?.seconds;
        return (
          <div className="plan-row" key={scene}>
            <label>
              <input
                type="checkbox"
                checked={seconds !== undefined}
                onChange={({ target }) => turn(scene, target.checked ? USUAL_SECONDS : null)}
              />{' '}
              {spoken.wall.scene[scene]}
            </label>
            {seconds !== undefined && (
              <NumberField
                label={words.seconds}
                value={seconds}
                problem={problemOf(`rotation.${index}.seconds`)}
                onChange={(value) => turn(scene, value)}
              />
            )}
          </div>
        );
      })}
      <span className="rule-problem">{problemOf('rotation')}</span>
    </fieldset>
  );
}
