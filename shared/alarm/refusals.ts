// Why an input is not carried out: the closed list of codes, their HTTP status, and what a person is told to do.
import type { Occurrence } from './occurrence.ts';

/** What a cell of the transition table may say. */
export type CellRefusal =
  | 'ALREADY_ACKED'
  | 'NOT_ACKED'
  | 'STILL_ACTIVE'
  | 'NOT_LATCHED'
  | 'LATCHED'
  | 'SHELVED'
  | 'NOT_SHELVED'
  | 'SUPPRESSED'
  | 'NOT_SUPPRESSED'
  | 'NOT_OUT_OF_SERVICE'
  | 'OUT_OF_SERVICE'
  | 'NOT_A_NOTICE'
  | 'ALREADY_ASSIGNED'
  | 'RETURNED'
  | 'HELD'
  | 'NOT_DUE'
  | 'CLOSED';

export type RefusalCode =
  | CellRefusal
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'STALE_VERSION'
  | 'REASON_REQUIRED'
  | 'NOT_SHELVABLE'
  | 'UNTIL_REQUIRED'
  | 'UNTIL_TOO_LATE'
  | 'ASSIGNEE_REQUIRED'
  | 'INVALID';

export const REFUSAL_STATUS: Readonly<Record<RefusalCode, 403 | 404 | 409 | 410 | 422>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  CLOSED: 410,
  ALREADY_ACKED: 409,
  NOT_ACKED: 409,
  STILL_ACTIVE: 409,
  NOT_LATCHED: 409,
  LATCHED: 409,
  SHELVED: 409,
  NOT_SHELVED: 409,
  SUPPRESSED: 409,
  NOT_SUPPRESSED: 409,
  NOT_OUT_OF_SERVICE: 409,
  OUT_OF_SERVICE: 409,
  NOT_A_NOTICE: 409,
  ALREADY_ASSIGNED: 409,
  RETURNED: 409,
  HELD: 409,
  NOT_DUE: 409,
  STALE_VERSION: 409,
  REASON_REQUIRED: 422,
  NOT_SHELVABLE: 422,
  UNTIL_REQUIRED: 422,
  UNTIL_TOO_LATE: 422,
  ASSIGNEE_REQUIRED: 422,
  INVALID: 422,
};

/** Vietnamese, one line: what happened and what to do. `who` and `when` are already worded for a person. */
export const REFUSAL_MESSAGE: Readonly<Record<RefusalCode, (who: string, when: string) => string>> = {
  NOT_FOUND: () => 'Không tìm thấy cảnh báo này; hãy tải lại danh sách.',
  FORBIDDEN: () => 'Tài khoản không có quyền thực hiện thao tác này; hãy báo trưởng ca hoặc giám sát.',
  CLOSED: (who, when) => `Cảnh báo đã đóng bởi ${who} lúc ${when}; không cần thao tác thêm.`,
  ALREADY_ACKED: (who, when) => `Đã xác nhận bởi ${who} lúc ${when}; không cần xác nhận lại.`,
  NOT_ACKED: () => 'Cảnh báo chưa được xác nhận; hãy xác nhận trước.',
  STILL_ACTIVE: () => 'Tình trạng vẫn còn; chỉ đặt lại được sau khi đã trở lại bình thường.',
  NOT_LATCHED: () => 'Cảnh báo này không cần đặt lại; chỉ cần xác nhận.',
  LATCHED: () => 'Cảnh báo đang chờ giám sát đặt lại; hãy đề nghị giám sát đặt lại.',
  SHELVED: (who, when) => `Cảnh báo đang tạm hoãn bởi ${who} từ ${when}; hãy bỏ tạm hoãn trước.`,
  NOT_SHELVED: () => 'Cảnh báo không ở trạng thái tạm hoãn; hãy xem lại danh sách.',
  SUPPRESSED: (who, when) => `Cảnh báo đang bị chặn bởi ${who} từ ${when}; hãy đề nghị giám sát bỏ chặn trước.`,
  NOT_SUPPRESSED: () => 'Cảnh báo không bị chặn; hãy xem lại danh sách.',
  NOT_OUT_OF_SERVICE: () => 'Cảnh báo không ở chế độ bảo trì; hãy xem lại danh sách.',
  OUT_OF_SERVICE: (who, when) => `Đã đưa vào bảo trì bởi ${who} lúc ${when}; không cần làm lại.`,
  NOT_A_NOTICE: () => 'Cảnh báo này tự hết khi tình trạng hết; hãy xác nhận và xử lý nguyên nhân.',
  ALREADY_ASSIGNED: (who) => `Cảnh báo đã giao cho ${who}; không cần giao lại.`,
  RETURNED: () => 'Tình trạng đã hết; không còn gì để làm với bước này.',
  HELD: () => 'Tình trạng vừa hết và đang được theo dõi thêm.',
  NOT_DUE: () => 'Chưa đến bước báo cấp trên này.',
  STALE_VERSION: () => 'Cảnh báo vừa thay đổi; hãy xem dòng mới rồi thao tác lại.',
  REASON_REQUIRED: () => 'Hãy nhập lý do, ít nhất 5 ký tự.',
  NOT_SHELVABLE: () => 'Cảnh báo P1 không được tạm hoãn; hãy xác nhận và xử lý ngay.',
  UNTIL_REQUIRED: () => 'Hãy chọn thời điểm hết tạm hoãn, sau thời điểm hiện tại.',
  UNTIL_TOO_LATE: () => 'Chỉ được tạm hoãn đến hết ca trực (hoặc 60 phút); hãy chọn thời điểm sớm hơn.',
  ASSIGNEE_REQUIRED: () => 'Hãy chọn người nhận xử lý có tài khoản trong hệ thống.',
  INVALID: () => 'Dữ liệu của thao tác không hợp lệ; hãy kiểm tra rồi gửi lại.',
};

/** Who and when stand behind a refusal, from the occurrence that refused. null where the code names nobody. */
export function blame(code: RefusalCode, o: Occurrence): { by: string; at: number | null } | null {
  switch (code) {
    case 'CLOSED':
      return { by: o.closedName ?? SYSTEM_NAME, at: o.closedAt };
    case 'ALREADY_ACKED':
      return { by: o.ackedName ?? SYSTEM_NAME, at: o.ackedAt };
    case 'SHELVED':
    case 'SUPPRESSED':
    case 'OUT_OF_SERVICE':
      return { by: o.suppName ?? SYSTEM_NAME, at: o.suppAt };
    case 'ALREADY_ASSIGNED':
      return { by: o.ownerName ?? SYSTEM_NAME, at: null };
    default:
      return null;
  }
}

/** What stands where no person did it. */
export const SYSTEM_NAME = 'hệ thống';
