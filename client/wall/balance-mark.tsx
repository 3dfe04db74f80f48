// The data-quality mark: shown only when the dossiers' balance identity does not hold.
import { spoken } from '../../shared/i18n/spoken.ts';

export function BalanceMark({ balance }: Readonly<{ balance: boolean | null }>) {
  return balance === false ? <span className="balance-mark">{spoken.dossier.unbalanced}</span> : null;
}
