// The server built once for all checks: what runs is what an operator runs.
import type { TestProject } from 'vitest/node';
import { buildServer } from '../support/server-build.ts';

export const setup = async (project: TestProject): Promise<() => void> => {
  const built = await buildServer(`test-${process.pid}`);
  project.provide('serverBuild', built.directory);
  return built.remove;
};
