// Figures of the monitor itself, for Prometheus.
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const events = new Counter({
    name: 'ioc_events_total',
    help: 'Events at the door by what became of them',
    labelNames: ['outcome'] as const,
    registers: [register],
  });
  const logins = new Counter({
    name: 'ioc_failed_logins_total',
    help: 'Attempts that led to no login',
    registers: [register],
  });
  return {
    failedLogin: () => logins.inc(),
    counted: (counts: { accepted: number; duplicates: number; quarantined: number }) => {
      for (const [outcome, count] of Object.entries(counts)) if (count > 0) events.inc({ outcome }, count);
    },
    /** A figure read when it is asked for. */
    gauge: (name: string, help: string, read: () => number) => {
      new Gauge({
        name,
        help,
        registers: [register],
        collect() {
          this.set(read());
        },
      });
    },
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}
