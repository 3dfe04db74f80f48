import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../../shared/judge.ts';
import { SCENES } from '../../../shared/wall/plan.ts';
import { sceneAt, sceneOfRule } from '../../../shared/wall/scene-at.ts';

const scene = fc.constantFrom(...SCENES);
const rotation = fc.array(fc.record({ scene, seconds: fc.integer({ min: 5, max: 600 }) }), {
  minLength: 1,
  maxLength: 8,
});
const instant = fc.integer({ min: 0, max: 10_000 });
const wanted = fc.option(fc.record({ scene, since: instant }));
const facts = fc.record({ rotation, elapsedMs: fc.nat(), urgent: wanted, steered: wanted });

describe('the scene of a wall', () => {
  it('is that of the newest urgent alarm until it is acknowledged, unless the desk has asked for another since', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { urgent, steered } = one;
        const shown = sceneAt(one);
        if (urgent && (steered === null || steered.since <= urgent.since))
          expect(shown).toEqual({ scene: urgent.scene, by: 'alarm' });
        else if (steered) expect(shown).toEqual({ scene: steered.scene, by: 'desk' });
        else expect(shown.by).toBe('rotation');
        expect(sceneAt(one)).toEqual(shown);
      }),
    );
  });

  it('does not move while it is held, whatever the time', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (one, later) => {
        if (one.urgent || one.steered) expect(sceneAt({ ...one, elapsedMs: later })).toEqual(sceneAt(one));
      }),
    );
  });

  it('in turn is each of the rotation for its seconds, round after round', () => {
    fc.assert(
      fc.property(rotation, fc.integer({ min: 0, max: 50 }), (turns, round) => {
        const length = turns.reduce((sum, { seconds }) => sum + seconds, 0);
        let at = round * length;
        for (const turn of turns) {
          for (const second of [at, at + turn.seconds - 0.001]) {
            const shown = sceneAt({ rotation: turns, elapsedMs: second * 1_000, urgent: null, steered: null });
            expect(shown).toEqual({ scene: turn.scene, by: 'rotation' });
          }
          at += turn.seconds;
        }
      }),
    );
  });

  it('goes on where the clock has come to once the alarm is acknowledged', () => {
    const turns = [{ scene: 'overview', seconds: 10 } as const, { scene: 'services', seconds: 10 } as const];
    const shown = (elapsedMs: number, urgent: { scene: 'security'; since: number } | null) =>
      sceneAt({ rotation: turns, elapsedMs, urgent, steered: null }).scene;
    expect(shown(5_000, null)).toBe('overview');
    expect(shown(12_000, { scene: 'security', since: 1 })).toBe('security');
    expect(shown(13_000, null)).toBe('services');
  });

  it('of an alarm is that of its subject; of the machinery it is the list of alarms', () => {
    const scenes = new Map(allRules.map(({ id }) => [id, sceneOfRule(id)]));
    expect(new Set(scenes.values())).toEqual(new Set(['services', 'conference', 'security', 'alarms']));
    expect(scenes.get('A90')).toBe('alarms');
    expect(sceneOfRule('of an older program')).toBe('alarms');
  });
});
