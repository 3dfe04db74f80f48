// Shows the wall with a fixture: ?view=normal|quiet|bad|exercise|empty&link=live|stale&mode=live|replay. For looking and for screenshots.
import { createRoot } from 'react-dom/client';
import { createFeedStore } from '../../../client/feed/store.ts';
import { Wall } from '../../../client/wall/wall.tsx';
import { instantText } from '../../../shared/time.ts';
import type { SceneId } from '../../../shared/wall/plan.ts';
import { PRESETS, type PresetId } from '../../../shared/wall/presets.ts';
import { bad, empty, exercise, NOW, normal, quiet } from '../fixtures.ts';
import '../../../client/styles/fonts.css';
import '../../../client/styles/tokens.css';
import '../../../client/styles/base.css';

const query = new URLSearchParams(location.search);
const views = { bad, empty, exercise, normal, quiet };
const view = views[(query.get('view') ?? 'normal') as 'normal'];
const mode = (query.get('mode') ?? 'live') as 'live' | 'replay';
let now = 0;
const store = createFeedStore({
  mode,
  now: () => now,
  resync: () => undefined,
  schedule: (flush) => setTimeout(flush),
});
const at = instantText(NOW);
store.frame({ kind: 'snapshot', mode, epoch: 'e', n: 1, seq: 1, at, view });
if (mode === 'live') store.beat({ epoch: 'e', n: 1, seq: 1, at, build: 'b' });
if (query.get('link') === 'stale') now = 15_000;
store.tick();
const preset = query.get('preset') as PresetId | null;
const plan = preset ? PRESETS[preset] : undefined;
const region = plan?.regions[Number(query.get('r') ?? 1) - 1];
const scene = (query.get('scene') ?? 'overview') as SceneId;
createRoot(document.getElementById('root')!).render(
  <Wall
    store={store}
    plan={plan}
    region={region}
    shown={{ scene, mute: false, dim: false }}
    caption={mode === 'replay' ? '21/11/2026 10:17:30 · 30×' : ''}
  />,
);
