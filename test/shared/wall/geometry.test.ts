import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARC_MINUTES, arcMinutesOf, fontPx, geometryOf, linesOf, sizesOf } from '../../../shared/wall/geometry.ts';
import { type Region, type WallPlan, wholeOf, windowOf } from '../../../shared/wall/plan.ts';
import { wallPlan } from '../../../shared/wall/plan-schema.ts';
import { PRESETS, type PresetId, presetFor, regionsFor } from '../../../shared/wall/presets.ts';

const ids = Object.keys(PRESETS) as PresetId[];
const drawn = (plan: WallPlan, region: Region) => geometryOf(plan, region, windowOf(plan, region));

describe('type size from arc-minutes', () => {
  it('reproduces the measured example: 20′ at 6 m on 0,634 mm a pixel is a capital of 55 px', () => {
    expect(fontPx(20, 6, 0.634) * 0.7).toBeCloseTo(55, 0);
    expect(arcMinutesOf(fontPx(20, 6, 0.634), 6, 0.634)).toBeCloseTo(20, 9);
  });

  it('no size is below its angle, wherever the last seat is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 12, noNaN: true }),
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        (seatM, pitchMm) => {
          const plan = { ...PRESETS['1x1'], seatM, pitchMm };
          const sizes = sizesOf(drawn(plan, wholeOf(plan)));
          for (const token of ['label', 'figure', 'hero'] as const)
            expect(arcMinutesOf(sizes[token], seatM, pitchMm)).toBeGreaterThanOrEqual(ARC_MINUTES[token] - 1e-6);
        },
      ),
    );
    expect(ARC_MINUTES.label).toBeGreaterThanOrEqual(16);
    expect(ARC_MINUTES.figure).toBeGreaterThanOrEqual(22);
    expect(ARC_MINUTES.hero).toBeGreaterThanOrEqual(40);
  });

  it('the same wall in a smaller box keeps its proportions, and what was measured wins', () => {
    const plan = PRESETS['4x2'];
    const desk = geometryOf(plan, wholeOf(plan), { width: 1920, height: 540 });
    expect(desk).toMatchObject({ panelWidth: 480, panelHeight: 270, pitchMm: 0.63 * 4 });
    expect(linesOf(desk)).toBeCloseTo(linesOf(drawn(plan, wholeOf(plan))), -1);
    const measured = geometryOf(plan, wholeOf(plan), { width: 1920, height: 540 }, { seatM: 9, pitchMm: 1.25 });
    expect(measured).toMatchObject({ seatM: 9, pitchMm: 1.25 });
  });

  it('bezels take their pixels from between the panels', () => {
    const plan = { ...PRESETS['2x1'], bezel: 24 };
    expect(windowOf(plan, wholeOf(plan))).toEqual({ width: 3864, height: 1080 });
    expect(drawn(plan, wholeOf(plan))).toMatchObject({ panelWidth: 1920, bezel: 24 });
  });
});

describe('presets', () => {
  it.each([
    [1920, 1080, '1x1'],
    [3840, 1080, '2x1'],
    [7680, 2160, '4x2'],
    [9600, 3240, '5x3'],
    [17280, 3240, '9x3'],
    [1366, 768, '1x1'],
    [3840, 2160, '1x1'],
    [5120, 1440, '2x1'],
    [6400, 1800, '4x2'],
  ] as const)('%sx%s is %s', (width, height, id) => expect(presetFor(width, height)).toBe(id));

  it.each(ids)('%s is a plan, pixel by pixel in each of its windows', (id) => {
    const plan = PRESETS[id];
    expect(wallPlan.parse(plan)).toEqual(plan);
    for (const region of plan.regions)
      expect(drawn(plan, region)).toMatchObject({ panelWidth: 1920, panelHeight: 1080 });
  });

  it('of more than 8192 pixels are regions of nearly like width', () => {
    expect(PRESETS['5x3'].regions.map(({ cols }) => cols)).toEqual([3, 2]);
    expect(PRESETS['9x3'].regions.map(({ cols }) => cols)).toEqual([3, 3, 3]);
    expect(PRESETS['4x2'].regions).toEqual([{ col: 0, row: 0, cols: 4, rows: 2 }]);
  });
});

describe('a plan', () => {
  const faultOf = (change: object): string[] =>
    wallPlan
      .safeParse({ ...PRESETS['5x3'], ...change })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

  it('each panel is shown by exactly one window, which no browser refuses', () => {
    const [first, second] = PRESETS['5x3'].regions;
    expect(faultOf({})).toEqual([]);
    expect(faultOf({ regions: [first] })).toEqual(['regions.0: còn 6 tấm chưa thuộc vùng nào']);
    expect(faultOf({ regions: [first, { ...second, col: 2 }] })).toEqual(['regions.1: vùng chồng lên vùng 1']);
    expect(faultOf({ regions: [first, { ...second, col: 4 }] })).toEqual([
      'regions.1: vùng vượt ra ngoài màn hình tường',
    ]);
    expect(faultOf({ regions: [wholeOf(PRESETS['5x3'])] })[0]).toMatch(/regions\.0: vùng rộng 9600×3240/);
    expect(faultOf({ rotation: [{ scene: 'overview', seconds: 1 }] })).toEqual(['rotation.0.seconds: ít nhất 5']);
    expect(faultOf({ seatM: 'far' })).toEqual(['seatM: phải là số']);
  });

  it('of any panels can be split into windows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 32 }),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 320, max: 4096 }),
        fc.integer({ min: 240, max: 2304 }),
        fc.integer({ min: 0, max: 60 }),
        (cols, rows, width, height, bezel) => {
          const plan = { ...PRESETS['1x1'], cols, rows, panel: { width, height }, bezel };
          const { error } = wallPlan.safeParse({ ...plan, regions: regionsFor(plan).slice(0, 64) });
          if (regionsFor(plan).length <= 64) expect(error?.issues).toBeUndefined();
        },
      ),
    );
  });
});
