// A cable between a page and its server that a test can unplug: nothing passes any more, and neither end is told; or cut,
// which both ends notice, as after minutes without each other.
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type Cable = Readonly<{
  url: string;
  unplug: () => void;
  /** Unplugs, and ends every connection. */
  cut: () => void;
  plug: () => void;
  end: () => Promise<void>;
}>;

/** Listens on a free port and passes everything on to the server at `url`. */
export async function layCable(url: string): Promise<Cable> {
  const { hostname, port } = new URL(url);
  const ends = new Set<Socket>();
  let plugged = true;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      if (!plugged) from.pause();
      from.on('data', (bytes) => to.write(bytes));
      from.on('error', () => {});
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    }
    if (!plugged) for (const end of [near, far]) end.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unplug: () => {
      plugged = false;
      for (const end of ends) end.pause();
    },
    cut: () => {
      isCut = true;
      for (const end of ends) end.destroy();
    },
    plug: () => {
      [plugged, isCut] = [true, false];
      for (const end of ends) end.resume();
    },
    end: () => {
      for (const end of ends) end.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
