// Views to look at and to test with: a normal morning, a bad hour, nothing at all, an exercise. Names are those of Phú Thọ in 2021.
import type { AlarmsView } from '../../shared/alarm/view-schema.ts';
import type { ConferenceView } from '../../shared/sources/conference/view-schema.ts';
import type { DossierView } from '../../shared/sources/dossier/view-schema.ts';
import type { SecurityView } from '../../shared/sources/security/view-schema.ts';
import { instantText, MINUTE_MS } from '../../shared/time.ts';
import type { View } from '../../shared/view.ts';

/** Saturday 2026-11-21 10:17:30 +07:00. */
export const NOW = Date.parse('2026-11-21T10:17:30.000+07:00');
const ago = (minutes: number): string => instantText(NOW - minutes * MINUTE_MS);

export const DISTRICTS: readonly [string, string, number][] = [
  ['H44.01', 'Thành phố Việt Trì', 22],
  ['H44.02', 'Thị xã Phú Thọ', 9],
  ['H44.03', 'Huyện Đoan Hùng', 22],
  ['H44.04', 'Huyện Hạ Hòa', 20],
  ['H44.05', 'Huyện Thanh Ba', 19],
  ['H44.06', 'Huyện Phù Ninh', 17],
  ['H44.07', 'Huyện Yên Lập', 17],
  ['H44.08', 'Huyện Cẩm Khê', 24],
  ['H44.09', 'Huyện Tam Nông', 12],
  ['H44.10', 'Huyện Lâm Thao', 12],
  ['H44.11', 'Huyện Thanh Sơn', 23],
  ['H44.12', 'Huyện Thanh Thủy', 11],
  ['H44.13', 'Huyện Tân Sơn', 17],
];

const DEPARTMENTS = [
  'Sở Kế hoạch và Đầu tư',
  'Sở Tài nguyên và Môi trường',
  'Sở Lao động – Thương binh và Xã hội',
  'Sở Giao thông vận tải',
  'Sở Nông nghiệp và Phát triển nông thôn',
  'Sở Văn hóa, Thể thao và Du lịch',
  'Sở Thông tin và Truyền thông',
  'Ban Quản lý các khu công nghiệp',
];

const agencyBase = { reporting: 'reported' as const, level4Month: 3 };

function agencies(bad: boolean): DossierView['byAgency'] {
  const rows: DossierView['byAgency'] = {};
  for (const [i, [code, name, communes]] of DISTRICTS.entries()) {
    const overdue = bad ? 40 - 2 * i : [1, 0, 4, 0, 0, 2, 6, 0, 0, 0, 1, 0, 3][i]!;
    rows[code] = {
      ...agencyBase,
      name: `UBND ${name.toLowerCase().replace(/(^| )(?=\p{L}+$)/u, '$1')}`,
      tier: 'district',
      district: code,
      received: 20 - i,
      resolved: 18 - i,
      open: 96 + i,
      overdue,
    };
    rows[code]!.name = `UBND ${name[0]!.toLowerCase()}${name.slice(1)}`;
    for (let c = 1; c <= communes; c++) {
      rows[`${code}.${c}`] = {
        ...agencyBase,
        name: `UBND xã ${c} – ${name}`,
        tier: 'commune',
        district: code,
        received: 1,
        resolved: 1,
        open: 4,
        overdue: 0,
        reporting: c % 9 === 0 ? 'silent' : 'reported',
      };
    }
  }
  for (const [i, name] of DEPARTMENTS.entries()) {
    rows[`H44.3${i}`] = {
      ...agencyBase,
      name,
      tier: 'department',
      district: null,
      received: 25 - i,
      resolved: 21,
      open: 140 - 7 * i,
      overdue: bad ? 11 : i === 1 ? 2 : 0,
      reporting: i === 5 ? 'never' : 'reported',
    };
  }
  return rows;
}

const HOURS = [0, 0, 0, 0, 0, 1, 6, 58, 121, 164, 62];
const hourly = (): DossierView['hourly'] => Array.from({ length: 24 }, (_, hour) => HOURS[hour] ?? null);

/** Two departments and a commune have sent nothing this month. */
function month(rows: DossierView['byAgency']): DossierView['month'] {
  const silent = new Set(['H44.33', 'H44.36', 'H44.05.3']);
  const byAgency = Object.fromEntries(
    Object.entries(rows).map(([code, row], i) => {
      const level4 = row.tier === 'commune' ? 6 : 40 + (i % 7);
      const offered = { numerator: level4, denominator: 3 * level4 };
      const known = {
        used: { numerator: i % (level4 + 1), denominator: level4 },
        received: 30 + i,
        level4: 10 + (i % 9),
      };
      return [code, { offered, ...(silent.has(code) ? { used: null, received: null, level4: null } : known) }];
    }),
  );
  const province = {
    offered: { numerator: 680, denominator: 1987 },
    used: { numerator: 154, denominator: 680 },
    received: 8112,
    level4: 2764,
  };
  const total = Object.keys(byAgency).length;
  return { month: '2026-11', province, coverage: { numerator: total - silent.size, denominator: total }, byAgency };
}

const dossier = (bad: boolean): DossierView => ({
  asOf: ago(0),
  submitted: 412,
  received: 398,
  resolved: 377,
  late: 9,
  rejected: 4,
  withdrawn: 3,
  ofReceived: { rejected: 1, withdrawn: 3 },
  carriedOver: 2101,
  reopened: 0,
  open: 2087,
  overdue: bad ? 1317 : 17,
  nearlyDue: 63,
  paused: 31,
  awaitingReceipt: bad ? 188 : 10,
  online: { numerator: 81, denominator: 398 },
  onTime: { formula: 'F2', numerator: bad ? 201 : 368, denominator: 377 },
  formulas: {
    F1: { numerator: 366, denominator: 377 },
    F2: { numerator: 368, denominator: 377 },
    F3: { numerator: 370, denominator: 377 },
    F4: { numerator: 2070, denominator: 2087 },
  },
  byLevel: { '2': 90, '3': 170, '4': 138, unknown: 0 },
  byAgency: agencies(bad),
  hourly: hourly(),
  lateReceipt: bad ? 41 : 2,
  duration: { count: 377, meanHours: 18.4, p90Hours: 39.25 },
  coverage: { numerator: 244, denominator: 250 },
  satisfied: { numerator: 118, denominator: 121 },
  rewritten: bad ? 3 : 0,
  month: month(agencies(bad)),
  corrected: {},
});

type EndpointState = ConferenceView['grid'][string]['state'];

function conference(bad: boolean): ConferenceView {
  const grid: ConferenceView['grid'] = {};
  const add = (
    name: string,
    tier: 'province' | 'district' | 'commune',
    district: string | null,
    critical: boolean,
    agency: string | null = district,
  ): void => {
    const i = Object.keys(grid).length + 1;
    let state: EndpointState = 'online';
    if (bad) {
      if (district === 'H44.07') state = 'dropped';
      else if (district === 'H44.13') state = 'unknown';
      else if (i % 19 === 0) state = 'left';
    } else if (i === 80 || i === 201) state = 'dropped';
    else if (i === 150 || i === 151 || i === 299) state = 'unknown';
    grid[`EP-${i}`] = { name, tier, agency, district, critical, state, since: ago(i % 50) };
  };
  for (let i = 1; i <= 64; i++)
    add(i <= DEPARTMENTS.length ? DEPARTMENTS[i - 1]! : `Điểm cầu tỉnh ${i}`, 'province', null, i <= 4);
  for (const [code, name, communes] of DISTRICTS) {
    add(name, 'district', code, true);
    for (let c = 1; c <= communes; c++)
      add(`Xã ${c}, ${name.replace(/^(Huyện|Thành phố|Thị xã) /, '')}`, 'commune', code, false, `${code}.${c}`);
  }
  const by = (state: EndpointState): string[] => Object.keys(grid).filter((id) => grid[id]!.state === state);
  const missing = Object.keys(grid).filter((id) => grid[id]!.state !== 'online');
  const total = Object.keys(grid).length;
  return {
    asOf: ago(0),
    endpoints: {
      total,
      online: by('online').length,
      dropped: by('dropped').length,
      left: by('left').length,
      unknown: by('unknown').length,
    },
    availability: { numerator: 1_390_120, denominator: 1_401_280 },
    conferences: {
      'HN-1': {
        title: 'Hội nghị trực tuyến toàn tỉnh về cải cách hành chính, chuyển đổi số tháng 11',
        state: 'open',
        startsAt: '2026-11-21T09:00:00.000+07:00',
        endsAt: '2026-11-21T11:30:00.000+07:00',
        openedAt: '2026-11-21T09:02:11.000+07:00',
        closedAt: null,
        invited: total,
        online: total - missing.length,
        missing,
        uninvited: [],
        ready: { numerator: 296, denominator: total },
        availability: { numerator: 1_390_120, denominator: 1_401_280 },
        drops: { numerator: 7, denominator: 390 },
        medianRejoinSec: 44,
      },
      'HN-2': {
        title: 'Giao ban Ban Chỉ đạo phòng, chống thiên tai',
        state: 'scheduled',
        startsAt: '2026-11-21T14:00:00.000+07:00',
        endsAt: '2026-11-21T16:00:00.000+07:00',
        openedAt: null,
        closedAt: null,
        invited: 78,
        online: 0,
        missing: [],
        uninvited: [],
        ready: null,
        availability: null,
        drops: null,
        medianRejoinSec: null,
      },
    },
    districts: Object.fromEntries(DISTRICTS.map(([code, name]) => [code, name])),
    grid,
  };
}

const security = (bad: boolean): SecurityView => ({
  asOf: ago(1),
  today: bad ? { low: 12_431, medium: 2_210, high: 61, critical: 4 } : { low: 431, medium: 22, high: 2, critical: 0 },
  open: bad ? { low: 9, medium: 33, high: 18, critical: 3 } : { low: 1, medium: 2, high: 0, critical: 0 },
  openIncidents: bad ? 3 : 1,
  byCategory: {
    'quét cổng': 220,
    'dò mật khẩu': 96,
    'mã độc': 12,
    'tấn công web': 31,
    'từ chối dịch vụ': bad ? 11_200 : 1,
  },
  lastHour: Array.from({ length: 60 }, (_, i) => (bad && i > 44 ? 180 + ((i * 37) % 90) : (i * 7) % 11)),
  incidents: {
    'SC-2026-014': {
      severity: 'high',
      category: 'mã độc',
      system: 'Cổng dịch vụ công',
      systemLevel: 3,
      detectedAt: ago(2000),
      reportDueAt: ago(-5200),
      beyondCapacity: false,
    },
    ...(bad
      ? {
          'SC-2026-015': {
            severity: 'critical' as const,
            category: 'từ chối dịch vụ',
            system: 'Trục liên thông LGSP tỉnh',
            systemLevel: 4,
            detectedAt: ago(14),
            reportDueAt: ago(-7186),
            beyondCapacity: true,
          },
          'SC-2026-009': {
            severity: 'medium' as const,
            category: 'lộ lọt thông tin',
            system: 'Thư điện tử công vụ',
            systemLevel: 2,
            detectedAt: ago(7300),
            reportDueAt: ago(100),
            beyondCapacity: false,
          },
        }
      : {}),
  },
  links: { NCSC: { state: bad ? 'down' : 'up', since: ago(33), pending: bad ? 1204 : 0 } },
});

const TEXTS: readonly [string, string, string][] = [
  ['A22', 'H44.07', 'Mất kết nối cụm: 18 điểm cầu huyện Yên Lập rớt trong 60 giây'],
  ['A30', 'lgsp.phutho.gov.vn', 'Tấn công từ chối dịch vụ vào Trục liên thông LGSP tỉnh (cấp độ 4)'],
  ['A33', 'từ chối dịch vụ', 'Chiến dịch: hơn 200 cảnh báo mỗi phút, loại từ chối dịch vụ'],
  ['A01', '/phutho/motcua', 'Nguồn Một cửa im lặng, số liệu lúc 10:02'],
  ['A11', 'H44.03', 'UBND huyện Đoan Hùng: 36 hồ sơ quá hạn, vượt ngưỡng 20'],
  ['A31', 'srv-web-02', 'Dò mật khẩu mức cao trên srv-web-02'],
  ['A21', 'EP-201', 'Điểm cầu Xã 12, Cẩm Khê mất kết nối 4 phút trong hội nghị'],
  ['A10', 'H44.31', 'Sở Tài nguyên và Môi trường: 6 hồ sơ trực tuyến quá hạn tiếp nhận'],
  ['A20', 'EP-150', 'Điểm cầu Xã 3, Thanh Ba chưa kiểm tra trước hội nghị'],
];

function alarms(count: number): AlarmsView {
  const top: AlarmsView['top'] = {};
  const view: AlarmsView = {
    unacknowledged: { P1: 0, P2: 0, P3: 0, P4: 0 },
    acknowledged: 0,
    shelved: count > 9 ? 3 : 0,
    suppressed: count > 9 ? 17 : 0,
    outOfService: 0,
    flood: null,
    top,
  };
  for (let i = 0; i < count; i++) {
    const [rule, subject, text] = TEXTS[(count < 9 ? i + 6 : i) % TEXTS.length]!;
    const priority = count < 9 ? 'P3' : i < 5 ? 'P1' : i < 14 ? 'P2' : i < 34 ? 'P3' : 'P4';
    const acked = i % 3 === 1;
    const state = acked ? 'active_ack' : i % 7 === 5 ? 'rtn_unack' : 'active_unack';
    if (acked) view.acknowledged += 1;
    else view.unacknowledged[priority] += 1;
    top[`occ-${i}`] = {
      version: 1,
      rule,
      subject,
      priority,
      state,
      raisedAt: ago(2 + 3 * i),
      count: i % 4 === 2 ? 12 : 1,
      text,
      by: acked ? 'Nguyễn Thị Phương Loan' : null,
      escalatedTo: null,
      symptoms: 0,
      chatterUntil: null,
      rank: i + 1,
    };
  }
  return view;
}

const feeds = (bad: boolean): View['feeds'] => ({
  '/phutho/motcua': {
    state: bad ? 'silent' : 'live',
    lastAt: ago(bad ? 15 : 0),
    expectedEverySec: 60,
    accepted: 1190,
    duplicates: 2,
    quarantined: bad ? 14 : 0,
    late: 1,
    backlog: 0,
    quiet: null,
    subjects: ['dossier'],
  },
  '/phutho/hoinghi': {
    state: 'live',
    lastAt: ago(0),
    expectedEverySec: 30,
    accepted: 144_960,
    duplicates: 0,
    quarantined: 0,
    late: 0,
    backlog: 0,
    quiet: null,
    subjects: ['conference'],
  },
  '/phutho/soc': {
    state: 'late',
    lastAt: ago(2),
    expectedEverySec: 60,
    accepted: 455,
    duplicates: 0,
    quarantined: 0,
    late: 0,
    backlog: 12,
    quiet: null,
    subjects: ['security'],
  },
});

const base = { day: '2026-11-21', exercise: false };

export const normal: View = {
  ...base,
  quality: { balance: true },
  dossier: dossier(false),
  conference: conference(false),
  security: security(false),
  alarms: alarms(2),
  feeds: feeds(false),
  usual: {
    received: { low: 370, high: 421 },
    resolved: { low: 380, high: 402 },
    onTime: { low: 360, high: 380 },
    online: { low: 290, high: 302 },
    lastHour: null,
  },
};
export const quiet: View = { ...normal, alarms: alarms(0) };
export const bad: View = {
  ...base,
  quality: { balance: false },
  dossier: dossier(true),
  conference: conference(true),
  security: security(true),
  alarms: alarms(50),
  feeds: feeds(true),
  usual: normal.usual,
};
export const exercise: View = { ...normal, exercise: true };

const nothing = { low: null, medium: null, high: null, critical: null };
export const empty: View = {
  ...base,
  quality: { balance: null },
  dossier: {
    asOf: null,
    submitted: null,
    received: null,
    resolved: null,
    late: null,
    rejected: null,
    withdrawn: null,
    ofReceived: { rejected: null, withdrawn: null },
    carriedOver: null,
    reopened: null,
    open: null,
    overdue: null,
    nearlyDue: null,
    paused: null,
    awaitingReceipt: null,
    online: null,
    onTime: null,
    formulas: { F1: null, F2: null, F3: null, F4: null },
    byLevel: { '2': null, '3': null, '4': null, unknown: null },
    byAgency: {},
    hourly: Array.from({ length: 24 }, () => null),
    lateReceipt: null,
    duration: null,
    coverage: null,
    satisfied: null,
    rewritten: null,
    month: null,
    corrected: {},
  },
  conference: {
    asOf: null,
    endpoints: { total: null, online: null, dropped: null, left: null, unknown: null },
    availability: null,
    conferences: {},
    districts: {},
    grid: {},
  },
  security: {
    asOf: null,
    today: nothing,
    open: nothing,
    openIncidents: null,
    byCategory: {},
    lastHour: Array.from({ length: 60 }, () => null),
    incidents: {},
    links: {},
  },
  alarms: alarms(0),
  feeds: {},
  usual: { received: null, resolved: null, onTime: null, online: null, lastHour: null },
};
