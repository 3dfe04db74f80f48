// Categories that are alarmed as soon as they are confirmed (A34), under the names that devices and people give them.
import type { Severity } from './view-schema.ts';

export const GRAVE_CATEGORIES = {
  deface: 'deface',
  thay_doi_giao_dien: 'deface',
  ransomware: 'ransomware',
  ma_doc_tong_tien: 'ransomware',
  data_leak: 'data_leak',
  ro_ri_du_lieu: 'data_leak',
} as const satisfies Readonly<Record<string, string>>;
export type GraveKind = (typeof GRAVE_CATEGORIES)[keyof typeof GRAVE_CATEGORIES];

const KINDS: ReadonlyMap<string, GraveKind> = new Map(Object.entries(GRAVE_CATEGORIES));

/** Vietnamese, as it stands in the middle of a sentence. */
export const GRAVE_NAMES: Readonly<Record<GraveKind, string>> = {
  deface: 'thay đổi giao diện',
  ransomware: 'mã độc tống tiền',
  data_leak: 'lộ dữ liệu',
};

export const graveKind = (category: string): GraveKind | null => KINDS.get(category) ?? null;

/** Vietnamese, as it stands behind "mức". */
export const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  low: 'thấp',
  medium: 'trung bình',
  high: 'cao',
  critical: 'nghiêm trọng',
};
