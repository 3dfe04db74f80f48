// The last net: a page that throws says so and starts again by itself. Nobody stands at a wall to press F5.
import { Component, type ReactNode } from 'react';
import { spoken } from '../shared/i18n/spoken.ts';

export const RELOAD_AFTER_MS = 30_000;

type State = { failed: string | null };

export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: null };
  private timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError(error: unknown): State {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(): void {
    this.timer ??= setTimeout(() => location.reload(), RELOAD_AFTER_MS);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer);
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return (
      <div className="notice" role="alert">
        <h1>{spoken.page.failed}</h1>
        <p>{spoken.page.reloading(RELOAD_AFTER_MS / 1000)}</p>
        <p className="faint">{this.state.failed}</p>
      </div>
    );
  }
}
