// The procedures of the simulated province: 448 of level 2, 859 of level 3, 680 of level 4 (S004), few of them much used.
import { type Random, weightedPicker } from './random.ts';

export type SimProcedure = Readonly<{ code: string; level: 2 | 3 | 4; name: string | null }>;

const COUNTS = { 2: 448, 3: 859, 4: 680 } as const;
/** The ten most used of each level; the names are everyday ones, the codes are made up. */
const NAMES: Record<2 | 3 | 4, readonly string[]> = {
  2: [
    'Chứng thực bản sao từ bản chính',
    'Chứng thực chữ ký',
    'Đăng ký kết hôn',
    'Cấp giấy phép xây dựng nhà ở riêng lẻ',
  ],
  3: [
    'Đăng ký biến động quyền sử dụng đất',
    'Đăng ký thường trú',
    'Cấp giấy chứng nhận đăng ký hộ kinh doanh',
    'Cấp đổi giấy phép lái xe',
    'Hưởng trợ cấp bảo trợ xã hội',
    'Cấp giấy phép kinh doanh vận tải',
  ],
  4: [
    'Đăng ký khai sinh',
    'Cấp bản sao trích lục hộ tịch',
    'Cấp phiếu lý lịch tư pháp',
    'Đăng ký thành lập doanh nghiệp',
    'Thông báo hoạt động khuyến mại',
    'Xác nhận tình trạng hôn nhân',
  ],
};

/** All 1,987 procedures, the most used of a level first. */
export function simulatedProcedures(): SimProcedure[] {
  const all: SimProcedure[] = [];
  for (const level of [2, 3, 4] as const) {
    for (let index = 0; index < COUNTS[level]; index++) {
      const code = `1.0${level}${String(index * 7 + 11).padStart(4, '0')}`;
      all.push({ code, level, name: NAMES[level][index] ?? null });
    }
  }
  return all;
}

/** Draws a procedure: the level by the number of procedures (never level 2 online), inside a level by Zipf. */
export function procedurePicker(
  procedures: readonly SimProcedure[],
): (random: Random, online: boolean) => SimProcedure {
  const rank = new Map<number, number>();
  const weigh = (levels: readonly number[]) => {
    rank.clear();
    return weightedPicker(
      procedures
        .filter((p) => levels.includes(p.level))
        .map((p) => {
          const n = (rank.get(p.level) ?? 0) + 1;
          rank.set(p.level, n);
          // Few are used at all: of level 3 some 45 %, of level 4 some 23 % (S002); the rest keeps a trace.
          const used = n <= COUNTS[p.level] * (p.level === 4 ? 0.23 : 0.45);
          return [p, (COUNTS[p.level] * (used ? 1 : 0.02)) / (n + 3)] as const;
        }),
    );
  };
  const desk = weigh([2, 3, 4]);
  const remote = weigh([3, 4]);
  return (random, online) => (online ? remote : desk)(random);
}
