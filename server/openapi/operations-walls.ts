// The routes of what walls are and show; how they are paired stands with the accounts.
import type { Operation } from './operation.ts';

const wall = { id: 'id of the wall' };

const operations: readonly Omit<Operation, 'tag'>[] = [
  {
    method: 'get',
    path: '/api/walls/{id}/plan',
    permission: 'wall.follow',
    summary: 'What wall it is',
    description: 'A wall may read its own alone.',
    parameters: wall,
    answers: { 200: { description: 'Its plan; null: nobody has said so', schemas: ['WallPlanAnswer'] } },
    refusals: { 404: ['NOT_FOUND'] },
  },
  {
    method: 'put',
    path: '/api/walls/{id}/plan',
    permission: 'walls.manage',
    summary: 'Say what wall it is',
    parameters: wall,
    body: 'WallPlanBody',
    answers: { 200: { description: 'Logged, and told to its windows', schemas: ['WallPlanAnswer'] } },
    refusals: { 400: ['BAD_JSON'], 404: ['NOT_FOUND'], 413: ['TOO_LARGE'], 422: ['INVALID'] },
  },
  {
    method: 'get',
    path: '/api/walls/shown',
    permission: 'walls.steer',
    summary: 'What each wall shows now',
    answers: { 200: { description: 'All walls that have shown something', schemas: ['WallsShown'] } },
  },
  {
    method: 'post',
    path: '/api/walls/{id}/steer',
    permission: 'walls.steer',
    summary: 'Ask a wall for a scene, silence or dimmed light',
    parameters: wall,
    body: 'WallSteer',
    answers: { 200: { description: 'Logged, and told to its windows', schemas: ['WallSteered'] } },
    refusals: { 400: ['BAD_JSON'], 404: ['NOT_FOUND'], 413: ['TOO_LARGE'], 422: ['INVALID'] },
  },
];

export const wallOperations: readonly Operation[] = operations.map((one) => ({ ...one, tag: 'walls' }));
