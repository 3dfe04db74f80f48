// Signing in, people, source keys, walls.
import type { Operation } from './operation.ts';

const DONE = { description: 'Done' };
/** What any body of these routes may get. */
const BODY = { 400: ['BAD_JSON'], 413: ['TOO_LARGE'], 422: ['INVALID'] } as const;

const accounts: readonly Omit<Operation, 'tag'>[] = [
  {
    method: 'post',
    path: '/api/login',
    permission: 'login',
    summary: 'Sign in',
    description: 'The session is an HttpOnly, SameSite cookie and lives 12 hours after its last use.',
    body: 'Credentials',
    answers: { 204: { description: 'Signed in; the cookie is set' } },
    refusals: { ...BODY, 401: ['LOGIN_FAILED'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/api/logout',
    permission: 'login',
    summary: 'Sign out',
    answers: { 204: DONE },
  },
  {
    method: 'get',
    path: '/api/me',
    permission: 'me.read',
    summary: 'Who I am and what I may',
    answers: { 200: { description: 'The account or wall', schemas: ['Me'] } },
  },
  {
    method: 'post',
    path: '/api/me/password',
    permission: 'me.password',
    summary: 'A new password for oneself',
    body: 'OwnPassword',
    answers: { 204: DONE },
    refusals: { ...BODY, 403: ['WRONG_PASSWORD'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'get',
    path: '/api/users',
    permission: 'users.manage',
    summary: 'People',
    answers: { 200: { description: 'All accounts', schemas: ['Users'] } },
  },
  {
    method: 'post',
    path: '/api/users',
    permission: 'users.manage',
    summary: 'A new account',
    body: 'NewUserBody',
    answers: { 201: { description: 'Made', schemas: ['Made'] } },
    refusals: { ...BODY, 409: ['USERNAME_TAKEN'] },
  },
  {
    method: 'patch',
    path: '/api/users/{id}',
    permission: 'users.manage',
    summary: "Another's role or password",
    parameters: { id: 'id of the account' },
    body: 'UserChange',
    answers: { 204: DONE },
    refusals: { ...BODY, 404: ['NOT_FOUND'], 409: ['LAST_ADMIN'] },
  },
  {
    method: 'delete',
    path: '/api/users/{id}',
    permission: 'users.manage',
    summary: 'Remove an account; its sessions end within a second',
    parameters: { id: 'id of the account' },
    answers: { 204: DONE },
    refusals: { 404: ['NOT_FOUND'], 409: ['LAST_ADMIN'] },
  },
  {
    method: 'get',
    path: '/api/keys',
    permission: 'keys.manage',
    summary: 'Source keys, without their secrets',
    answers: { 200: { description: 'All keys', schemas: ['Keys'] } },
  },
  {
    method: 'post',
    path: '/api/keys',
    permission: 'keys.manage',
    summary: 'A new source key',
    body: 'NewKeyBody',
    answers: { 201: { description: 'The key, shown this once', schemas: ['NewKey'] } },
    refusals: BODY,
  },
  {
    method: 'delete',
    path: '/api/keys/{id}',
    permission: 'keys.manage',
    summary: 'Revoke a key',
    parameters: { id: 'id of the key' },
    answers: { 204: DONE },
    refusals: { 404: ['NOT_FOUND'] },
  },
];

const walls: readonly Omit<Operation, 'tag'>[] = [
  {
    method: 'post',
    path: '/api/walls/code',
    permission: 'walls.ask_code',
    summary: 'A pairing code for this browser',
    answers: { 201: { description: 'Six digits, for 10 minutes', schemas: ['PairingCode'] } },
    refusals: { 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'post',
    path: '/api/walls/claim',
    permission: 'walls.ask_code',
    summary: 'Has somebody typed my code?',
    body: 'Claiming',
    answers: {
      202: { description: 'Not yet', schemas: ['Waiting'] },
      204: { description: "Paired; the wall's cookie is set" },
    },
    refusals: { ...BODY, 404: ['CODE_UNKNOWN'], 410: ['CODE_EXPIRED'] },
  },
  {
    method: 'post',
    path: '/api/walls/pair',
    permission: 'walls.manage',
    summary: 'Pair the wall that shows this code',
    body: 'Pairing',
    answers: { 201: { description: 'Paired', schemas: ['Made'] } },
    refusals: { ...BODY, 404: ['CODE_UNKNOWN'], 429: ['TOO_MANY_ATTEMPTS'] },
  },
  {
    method: 'get',
    path: '/api/walls',
    permission: 'walls.manage',
    summary: 'Walls',
    answers: { 200: { description: 'All walls', schemas: ['Walls'] } },
  },
  {
    method: 'post',
    path: '/api/walls',
    permission: 'walls.manage',
    summary: 'A token for a program that watches as a wall',
    body: 'NewWallBody',
    answers: { 201: { description: 'The token, shown this once', schemas: ['NewWall'] } },
    refusals: BODY,
  },
  {
    method: 'delete',
    path: '/api/walls/{id}',
    permission: 'walls.manage',
    summary: 'Revoke a wall',
    parameters: { id: 'id of the wall' },
    answers: { 204: DONE },
    refusals: { 404: ['NOT_FOUND'] },
  },
];

export const accountOperations: readonly Operation[] = [
  ...accounts.map((operation) => ({ ...operation, tag: 'accounts' as const })),
  ...walls.map((operation) => ({ ...operation, tag: 'walls' as const })),
];
