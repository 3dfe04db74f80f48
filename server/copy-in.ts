// Several COPY … FROM STDIN in one simple query, with all their data sent behind it: one round trip a batch. With a wait
// before each step the database would stand idle whenever this process is busy parsing what came in meanwhile.
import type pg from 'pg';

type Connection = Readonly<{
  query: (text: string) => void;
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
}>;

/**
 * Runs `text`, whose n-th COPY reads `parts[n]` (COPY's text format). Rejects with the database's first error: what
 * follows it in the text was not run, and a transaction begun in it is open and failed. Data that comes after an error
 * is thrown away by the server, as the protocol says.
 */
export function copyIn(client: pg.Client, text: string, parts: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const ignore = (): void => {};
    const submittable = {
      submit(connection: Connection): void {
        connection.query(text);
        for (const part of parts) {
          connection.sendCopyFromChunk(part);
          connection.endCopyFrom();
        }
      },
      // After an error pg forgets the query and never calls handleReadyForQuery; what is asked next waits for it there.
      handleError: reject,
      handleReadyForQuery: resolve,
      handleRowDescription: ignore,
      handleDataRow: ignore,
      handlePortalSuspended: ignore,
      handleEmptyQuery: ignore,
      handleCommandComplete: ignore,
      handleCopyInResponse: ignore,
      handleCopyData: ignore,
    };
    client.query(submittable as unknown as pg.Submittable);
  });
}
