// What cannot run here says so on stderr; under CI=true it fails instead.
const ci = process.env.CI === 'true';

export const cannot = (what: string, why: string): void => {
  if (ci) throw new Error(`${what} cannot run: ${why}`);
  process.stderr.write(`NOT RUN: ${what}: ${why}\n`);
};
