// Tones from oscillators: nothing to load, nothing to decode. A browser that has seen no gesture yet keeps the sound back;
// that is watched, and said.
import { PATTERNS, type Tone } from './tones.ts';

/** Of the peak: audible across a room, and no shock. */
const LOUDNESS = 0.5;
/** A tone that is switched hard clicks. */
const RAMP_SEC = 0.015;

/** The part of an AudioContext that is used. */
export type Audio = Pick<AudioContext, 'state' | 'currentTime' | 'destination' | 'createOscillator' | 'createGain'> &
  Readonly<{
    resume: () => Promise<void>;
    close: () => Promise<void>;
    addEventListener: (type: 'statechange', listener: () => void) => void;
  }>;

export type Engine = Readonly<{
  /** 'blocked': what is played is not heard. */
  state: () => 'ok' | 'blocked';
  play: (tone: Tone) => void;
  /** Ends what sounds at this moment. */
  stop: () => void;
  /** Asks the browser to let sound through; it does after a gesture. */
  resume: () => void;
  onState: (listener: () => void) => void;
  close: () => void;
}>;

/** `open` null or throwing: this browser cannot sound at all. */
export function createEngine(open: (() => Audio) | null): Engine {
  const audio = tryOpen(open);
  let playing: { stop: () => void }[] = [];

  function stop(): void {
    for (const beep of playing) beep.stop();
    playing = [];
  }

  function beep(context: Audio, hertz: number, at: number, seconds: number): void {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + RAMP_SEC);
    gain.gain.setValueAtTime(LOUDNESS, at + seconds - RAMP_SEC);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
    playing.push({ stop: () => oscillator.stop() });
  }

  return {
    state: () => (audio?.state === 'running' ? 'ok' : 'blocked'),
    play(tone) {
      // What is kept back would all come at once after the first gesture.
      if (audio?.state !== 'running') return;
      stop();
      const { hertz, beeps, beepMs, gapMs } = PATTERNS[tone];
      for (let i = 0; i < beeps; i++)
        beep(audio, hertz, audio.currentTime + (i * (beepMs + gapMs)) / 1_000, beepMs / 1_000);
    },
    stop,
    resume: () => void audio?.resume().catch(() => {}),
    onState: (listener) => audio?.addEventListener('statechange', listener),
    close() {
      stop();
      void audio?.close().catch(() => {});
    },
  };
}

function tryOpen(open: (() => Audio) | null): Audio | null {
  try {
    return open?.() ?? null;
  } catch {
    return null; // no sound card, or switched off: blocked, and said so
  }
}
