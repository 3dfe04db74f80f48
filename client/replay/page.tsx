// The replay.
import { vi } from '../../shared/i18n/vi.ts';

export function Page() {
  return <p className="notice">{vi.page.loading}</p>;
}
