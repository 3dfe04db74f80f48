// The server itself: health, figures, this document, and the pages.
import type { Operation } from './operation.ts';

const HTML = { 200: { description: 'The page', types: ['text/html'] } };

const page = (path: string, summary: string, parameters?: Record<string, string>): Operation => ({
  method: 'get',
  path,
  permission: null,
  tag: 'pages',
  summary,
  ...(parameters ? { parameters } : {}),
  answers: HTML,
});

export const serverOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    permission: null,
    tag: 'server',
    summary: 'Does the process live? Senders to an exercise take `time` from `at`',
    answers: { 200: { description: 'It does', schemas: ['Health'] } },
  },
  {
    method: 'get',
    path: '/readyz',
    permission: null,
    tag: 'server',
    summary: 'Database, writer and view; a standby says 503',
    answers: { 200: { description: 'Ready', schemas: ['Ready'] } },
  },
  {
    method: 'get',
    path: '/metrics',
    permission: 'metrics.read',
    tag: 'server',
    summary: 'Figures for Prometheus; programs on the same machine need no login',
    answers: { 200: { description: 'Prometheus text format', types: ['text/plain'] } },
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    permission: 'api.docs',
    tag: 'server',
    summary: 'This document',
    answers: { 200: { description: 'OpenAPI 3.1', types: ['application/json'] } },
  },
  {
    method: 'get',
    path: '/api/docs',
    permission: 'api.docs',
    tag: 'server',
    summary: 'This document, to be read',
    answers: HTML,
  },
  {
    method: 'get',
    path: '/api/docs.css',
    permission: 'api.docs',
    tag: 'server',
    summary: 'Style sheet of /api/docs',
    answers: { 200: { description: 'CSS', types: ['text/css'] } },
  },
  {
    method: 'get',
    path: '/',
    permission: null,
    tag: 'pages',
    summary: 'Leads to /wall',
    answers: { 302: { description: 'To /wall' } },
  },
  page('/wall', 'The wall; shows a pairing code to whoever is not signed in'),
  page('/wall/{id}', 'The same for one of several walls', { id: 'id of the wall, or any name' }),
  page('/wall/{id}/r/{n}', 'One window of a wall of several', { id: 'id of the wall', n: 'from 1' }),
  page('/desk', 'The duty desk'),
  page('/replay', 'Replay, on the last whole day'),
  page('/replay/{day}', 'Replay of a day; `?t=03:42:10&as=then`', { day: 'yyyy-mm-dd' }),
  page('/admin', 'People, keys, walls'),
  page('/login', 'Sign in'),
];
