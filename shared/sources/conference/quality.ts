// What is kept of endpoint.quality: the last word on line and microphone, and as many samples as it takes to say since when
// the line has been worse than any limits an administrator may set.
import { NEVER, type Quality, type Sample } from './model.ts';
import type { EndpointQuality } from './schema.ts';

/** A line that gets worse in ever smaller steps must not fill the model. */
const MOST_SAMPLES = 32;

/** `samples` with a newer one. Those that it equals or betters in both figures say nothing more about any limit. */
function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  const ended = last === undefined ? [] : [...samples.slice(0, -1), { ...last, next: sample.at }];
  return [...ended.filter((one) => one.lossPct < sample.lossPct || one.rttMs < sample.rttMs), sample];
}

/** `last` with what the endpoint says at `at` (epoch ms, not before `last.at`). What it leaves out is as it was. */
export function noteQuality(last: Quality | null, data: EndpointQuality, at: number): Quality {
  const micMuted = data.micMuted ?? last?.micMuted ?? null;
  const speaking = data.speaking ?? last?.speaking ?? null;
  const isOpen = micMuted === false && speaking === false;
  const lossPct = data.lossPct ?? last?.lossPct ?? null;
  const rttMs = data.rttMs ?? last?.rttMs ?? null;
  let samples = last?.samples ?? [];
  let sampledFrom = last?.sampledFrom ?? -1;
  if (data.lossPct !== undefined || data.rttMs !== undefined) {
    samples = withSample(samples, { at, next: NEVER, lossPct: lossPct ?? 0, rttMs: rttMs ?? 0 });
    if (sampledFrom < 0) sampledFrom = at;
    const [oldest] = samples;
    if (samples.length > MOST_SAMPLES && oldest !== undefined) {
      sampledFrom = oldest.next;
      samples = samples.slice(1);
    }
  }
  return {
    at,
    conference: data.conference ?? null,
    micMuted,
    speaking,
    openSince: !isOpen ? -1 : last !== null && last.openSince >= 0 ? last.openSince : at,
    lossPct,
    rttMs,
    samples,
    sampledFrom,
  };
}

/** From when (epoch ms) every sample has been above one of the limits; null: the newest is not, or there is none. */
export function poorSince({ samples, sampledFrom }: Quality, lossPct: number, rttMs: number): number | null {
  if (samples.length === 0) return null;
  const good = samples.findLast((one) => one.lossPct <= lossPct && one.rttMs <= rttMs);
  if (good === undefined) return sampledFrom;
  return good.next === NEVER ? null : good.next;
}
