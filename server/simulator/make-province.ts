// Writes phutho.json: the units of Phú Thọ as of 2021 (13 districts, 225 communes, 64 provincial points, domain.md §2.2).
// Run by hand after a change: npx tsx server/simulator/make-province.ts. Names and GSO codes of districts and communes
// are the public list of administrative units in the development package dvhcvn; agency codes below level 1 and the list
// of provincial points beyond the departments are ours.
import { writeFileSync } from 'node:fs';
import { findLevel1ById } from 'dvhcvn';
import { type Province, provinceSchema } from '../../shared/simulate/province.ts';

const DEPARTMENTS = [
  'Văn phòng UBND tỉnh',
  'Sở Nội vụ',
  'Sở Tư pháp',
  'Sở Kế hoạch và Đầu tư',
  'Sở Tài chính',
  'Sở Công Thương',
  'Sở Nông nghiệp và Phát triển nông thôn',
  'Sở Giao thông vận tải',
  'Sở Xây dựng',
  'Sở Tài nguyên và Môi trường',
  'Sở Thông tin và Truyền thông',
  'Sở Lao động - Thương binh và Xã hội',
  'Sở Văn hóa, Thể thao và Du lịch',
  'Sở Khoa học và Công nghệ',
  'Sở Giáo dục và Đào tạo',
  'Sở Y tế',
  'Thanh tra tỉnh',
  'Ban Dân tộc',
  'Ban Quản lý các khu công nghiệp',
  'Sở Ngoại vụ',
  'Ban Quản lý Khu di tích lịch sử Đền Hùng',
];

/** Points of the province without dossiers of their own; they belong to H44. The first is the chair. */
const OTHER_POINTS = [
  'Phòng họp trực tuyến UBND tỉnh',
  'Trung tâm Điều hành thông minh tỉnh',
  'Tỉnh ủy',
  'Hội đồng nhân dân tỉnh',
  'Đoàn đại biểu Quốc hội tỉnh',
  'Ban Tổ chức Tỉnh ủy',
  'Ban Tuyên giáo Tỉnh ủy',
  'Ban Dân vận Tỉnh ủy',
  'Ban Nội chính Tỉnh ủy',
  'Ủy ban Kiểm tra Tỉnh ủy',
  'Đảng ủy Khối các cơ quan tỉnh',
  'Đảng ủy Khối doanh nghiệp tỉnh',
  'Trường Chính trị tỉnh',
  'Ủy ban Mặt trận Tổ quốc tỉnh',
  'Tỉnh đoàn',
  'Hội Liên hiệp Phụ nữ tỉnh',
  'Hội Nông dân tỉnh',
  'Hội Cựu chiến binh tỉnh',
  'Liên đoàn Lao động tỉnh',
  'Tòa án nhân dân tỉnh',
  'Viện kiểm sát nhân dân tỉnh',
  'Công an tỉnh',
  'Bộ Chỉ huy Quân sự tỉnh',
  'Cục Thuế tỉnh',
  'Cục Thống kê tỉnh',
  'Cục Thi hành án dân sự tỉnh',
  'Cục Quản lý thị trường tỉnh',
  'Chi cục Hải quan Phú Thọ',
  'Kho bạc Nhà nước tỉnh',
  'Bảo hiểm xã hội tỉnh',
  'Ngân hàng Nhà nước chi nhánh tỉnh',
  'Đài Phát thanh và Truyền hình tỉnh',
  'Báo Phú Thọ',
  'Trung tâm Phục vụ hành chính công tỉnh',
  'Trung tâm Công nghệ thông tin và Truyền thông',
  'Trung tâm Kiểm soát bệnh tật tỉnh',
  'Bệnh viện Đa khoa tỉnh',
  'Trường Đại học Hùng Vương',
  'Công ty Điện lực Phú Thọ',
  'Bưu điện tỉnh',
  'Viễn thông Phú Thọ',
  'Hội Chữ thập đỏ tỉnh',
  'Liên minh Hợp tác xã tỉnh',
];

const FIRST_DISTRICT = 14;
/** H44.01 … H44.13, then on behind the districts. */
const departmentCode = (index: number): string => `H44.${String(index < 13 ? index + 1 : index + 14).padStart(2, '0')}`;

/** Dossiers processed 1/1–5/8/2022 of 310,840 where published; the rest is shared by the number of communes. */
const PUBLISHED: Record<string, number> = { '227': 34_679, '232': 30_822, '231': 29_898 };
const ALL_DOSSIERS = 310_840;
const DEPARTMENT_SHARE = 0.14;
const DISTRICT_OFFICE_SHARE = 0.4;

const level1 = findLevel1ById('25');
if (!level1?.children) throw new Error('dvhcvn knows no province 25');
const districts = level1.children;
const published = Object.values(PUBLISHED).reduce((sum, n) => sum + n, 0);
const otherCommunes = districts.reduce((sum, d) => sum + (PUBLISHED[d.id] ? 0 : (d.children?.length ?? 0)), 0);
const rest = ALL_DOSSIERS * (1 - DEPARTMENT_SHARE) - published;
const zipf = (n: number): number[] => {
  const raw = Array.from({ length: n }, (_, i) => 1 / (i + 2));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / sum);
};

const province: Province = {
  code: 'H44',
  name: level1.name,
  agencies: [{ code: 'H44', name: 'UBND tỉnh Phú Thọ', tier: 'province', parent: null, gso: level1.id, weight: 0 }],
  endpoints: [],
};
OTHER_POINTS.forEach((name, index) => {
  const main = index < 2;
  const id = `EP-T${String(index + 1).padStart(2, '0')}`;
  province.endpoints.push({ id, name, tier: main ? 'province' : 'department', agency: 'H44', critical: main });
});
const departmentWeights = zipf(DEPARTMENTS.length);
DEPARTMENTS.forEach((name, index) => {
  const code = departmentCode(index);
  // A fixed shuffle: the order of the list says nothing about who has the most work.
  const weight = ALL_DOSSIERS * DEPARTMENT_SHARE * (departmentWeights[(index * 8 + 5) % DEPARTMENTS.length] ?? 0);
  province.agencies.push({ code, name, tier: 'department', parent: 'H44', gso: null, weight: Math.round(weight) });
  const id = `EP-T${String(OTHER_POINTS.length + index + 1).padStart(2, '0')}`;
  province.endpoints.push({ id, name, tier: 'department', agency: code, critical: false });
});
districts.forEach((district, index) => {
  const code = `H44.${FIRST_DISTRICT + index}`;
  const communes = district.children ?? [];
  const total = PUBLISHED[district.id] ?? (rest * communes.length) / otherCommunes;
  const name = `UBND ${district.name.replace(/^(Thành phố|Thị xã|Huyện)/, (kind) => kind.toLowerCase())}`.normalize(
    'NFC',
  );
  const weight = Math.round(total * DISTRICT_OFFICE_SHARE);
  province.agencies.push({ code, name, tier: 'district', parent: 'H44', gso: district.id, weight });
  province.endpoints.push({ id: `EP-${district.id}`, name, tier: 'district', agency: code, critical: true });
  const weights = zipf(communes.length);
  communes.forEach((commune, m) => {
    const communeCode = `${code}.${m + 1}`;
    const communeName = `UBND ${commune.name.charAt(0).toLowerCase()}${commune.name.slice(1)}`.normalize('NFC');
    const communeWeight = Math.round(total * (1 - DISTRICT_OFFICE_SHARE) * (weights[m] ?? 0));
    const agency = { code: communeCode, name: communeName, tier: 'commune' as const, parent: code, gso: commune.id };
    province.agencies.push({ ...agency, weight: communeWeight });
    const endpoint = { id: `EP-${commune.id}`, name: communeName, tier: 'commune' as const };
    province.endpoints.push({ ...endpoint, agency: communeCode, critical: false });
  });
});

writeFileSync(new URL('phutho.json', import.meta.url), `${JSON.stringify(provinceSchema.parse(province), null, 1)}\n`);
