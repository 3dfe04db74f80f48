// Events of security in a line each. Addresses and signatures are not repeated.
import type { Tell } from '../../explain/tell.ts';
import type { securityTypes } from './schema.ts';
import { SEVERITY_NAMES, VERDICT_NAMES } from './words.ts';

type Data = Readonly<Record<string, unknown>>;
const severity = (data: Data): string => SEVERITY_NAMES[String(data.severity)] ?? String(data.severity);
const incident = (data: Data): string => `mức ${severity(data)}, loại ${String(data.category)}`;

export const tellSecurity: Tell<typeof securityTypes> = {
  'security.alert': (data) =>
    `Cảnh báo ${incident(data)}, thiết bị phát hiện ${String(data.sensor)}${
      typeof data.asset === 'string' ? `, tài sản ${data.asset}` : ''
    }`,
  'security.alert_closed': ({ verdict }) => `Đóng cảnh báo: ${VERDICT_NAMES[String(verdict)] ?? String(verdict)}`,
  'security.incident_opened': (data) => `Mở sự cố, ${incident(data)}`,
  'security.incident_updated': (data) => `Cập nhật sự cố, ${incident(data)}`,
  'security.incident_closed': (data) => `Đóng sự cố, ${incident(data)}`,
  'security.link': ({ state }) => (state === 'up' ? 'Liên thông thông suốt' : 'Mất liên thông'),
};
