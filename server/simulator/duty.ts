// A duty officer for recorded days: looks at the list every few minutes and acknowledges what has stood there a while,
// over HTTP like everyone else. Without him a recorded day would end under a hundred alarms that nobody saw.
import { randomUUID } from 'node:crypto';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { MINUTE_MS, parseInstant } from '../../shared/time.ts';

const LOOKS_EVERY_MS = 5 * MINUTE_MS;
const SEES_AFTER_MS = 3 * MINUTE_MS;
const AT_ONCE = 500;

const NOTES: Readonly<Record<string, string>> = {
  A01: 'Đã gọi đơn vị quản lý nguồn dữ liệu',
  A10: 'Đã nhắc Bộ phận Một cửa tiếp nhận',
  A11: 'Đã nhắc đơn vị giải quyết hồ sơ quá hạn',
  A20: 'Đã gọi kỹ thuật điểm cầu chuẩn bị',
  A21: 'Kỹ thuật điểm cầu đang kết nối lại',
  A22: 'Đã báo nhà mạng kiểm tra đường truyền',
  A23: 'Đã báo điều phối phòng họp',
  A30: 'Đội ứng cứu sự cố đã nhận việc',
  A31: 'SOC đang xác minh',
  A33: 'SOC đang xử lý chiến dịch',
};

export type Duty = Readonly<{
  /** Looks at the list if it is time to; `at`: the exercise clock (epoch ms). */
  attend: (at: number) => Promise<void>;
}>;

/** Signs in as an operator at `url`. Throws when the server refuses. */
export async function startDuty(url: string, who: Readonly<{ username: string; password: string }>): Promise<Duty> {
  const login = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(who),
  });
  if (login.status !== 204) throw new Error(`the duty officer could not sign in: ${login.status}`);
  const cookie = login.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  let lookedAt = Number.NEGATIVE_INFINITY;

  const waiting = async (state: string): Promise<DeskRow[]> => {
    const answer = await fetch(`${url}/api/alarms?state=${state}&limit=${AT_ONCE}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`the duty officer's list: ${answer.status}`);
    return ((await answer.json()) as { alarms: DeskRow[] }).alarms;
  };

  return {
    async attend(at) {
      if (at - lookedAt < LOOKS_EVERY_MS) return;
      lookedAt = at;
      const rows = [...(await waiting('active_unack')), ...(await waiting('rtn_unack'))];
      const items = rows
        .filter((row) => parseInstant(row.raisedAt) <= at - SEES_AFTER_MS)
        .slice(0, AT_ONCE)
        .map(({ occurrence, version, rule }) => ({
          id: randomUUID(),
          occurrence,
          version,
          action: 'ack',
          reason: NOTES[rule] ?? 'Đã xem và báo đơn vị phụ trách',
        }));
      if (items.length === 0) return;
      const answer = await fetch(`${url}/api/alarms/bulk`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ items }),
      });
      // One that changed meanwhile is refused in its own row; he sees it again at the next look.
      if (!answer.ok) throw new Error(`the duty officer's acknowledgements: ${answer.status}`);
    },
  };
}
