// The floor of the live path, in a process of its own: request → one-row insert, durable, into a table with a unique
// index → io.emit → answer. No checks, no fold, no view. argv: the database's URL.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { Server } from 'socket.io';

const pool = new pg.Pool({ connectionString: process.argv[2], options: '-c synchronous_commit=on', max: 8 });
const app = express();
const http = createServer(app);
const io = new Server(http, { serveClient: false, perMessageDeflate: false });

app.use(express.json({ type: () => true }));
app.post('/api/events', async (req, res) => {
  const event = req.body as { id: string; source: string };
  const { rows } = await pool.query<{ seq: string }>({
    name: 'floor',
    text: 'insert into floor.event (source, id, body) values ($1, $2, $3) returning seq',
    values: [event.source, event.id, JSON.stringify(event)],
  });
  const seq = Number(rows[0]?.seq);
  io.emit('frame', { seq, event });
  res.json({ seq });
});

await pool.query(`drop schema if exists floor cascade; create schema floor;
  create table floor.event (seq bigint generated always as identity, received_at timestamptz not null default now(),
    source text not null, id text not null, body json not null, unique (source, id))`);
http.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }));
