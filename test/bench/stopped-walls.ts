// Ten walls in a process of their own, so that it can be stopped with SIGSTOP. argv: the server's URL.
import { connectWalls } from './walls.ts';

connectWalls(process.argv[2] ?? '', () => {}).then(
  () => process.send?.({ pid: process.pid }),
  (error: unknown) => process.send?.({ error: String(error) }),
);
