// The built desk in a browser, with a server that the test plays itself: a storm, a lost answer.
import type { Page } from 'playwright-core';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import type { Language } from '../../shared/i18n/spoken.ts';
import { instantText } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';
import { type Answering, FAKE_URL, fakeSite, type Role } from './fake-site.ts';

export { type Answering, FAKE_URL };

export type FakeDesk = Readonly<{
  /** An event of the namespace /live to the page. */
  emit: (event: string, payload: unknown) => void;
  snapshot: (view: View, at: number) => void;
  /** A beat; `n` of the last snapshot unless said otherwise. */
  beat: (at: number, n?: number) => void;
  rows: (rows: readonly DeskRow[]) => void;
  /** What the page sent over its socket. */
  heard: { event: string; payload: unknown; answer: (reply: unknown) => void }[];
  posts: { path: string; body: unknown }[];
}>;

/**
 * Lays itself between the page and the network; then open `${FAKE_URL}/desk`. `answer` gives the body of a request by
 * HTTP (`/api/rules`, …); undefined: 404.
 */
export async function fakeDesk(
  page: Page,
  { name, role, answer, language = 'vi' }: { name: string; role: Role; answer: Answering; language?: Language },
): Promise<FakeDesk> {
  const heard: FakeDesk['heard'] = [];
  let n = 0;
  const site = await fakeSite(page, {
    name,
    role,
    answer,
    language,
    onCall: (call) => heard.push(call),
  });
  const emit = (event: string, payload: unknown): void => site.emit('/live', event, payload);
  const stamp = (at: number) => ({ epoch: 'e', n, seq: n, at: instantText(at) });
  return {
    emit,
    snapshot: (view, at) => {
      n += 1;
      emit('frame', { kind: 'snapshot', mode: 'live', ...stamp(at), view });
    },
    beat: (at, of = n) => emit('beat', { ...stamp(at), n: of, build: site.build }),
    rows: (rows) => emit('alarms.reset', { rows }),
    heard,
    posts: site.posts,
  };
}
