// The sentences of the rules in English. The log keeps a sentence as the rule wrote it, in Vietnamese, and it stays so: here
// it is taken apart by its form and said anew with the same names and figures. A sentence of no known form is shown as logged.
import { type Form, translator } from './sentences.ts';

/** Whole sentences. The first form that fits is taken. */
export const SENTENCES: readonly Form[] = [
  // Feeds
  ['Nguồn {source} im lặng, tin cuối lúc {time}', 'Source {source} is silent, last heard at {time}'],
  [
    'Nguồn {source} vẫn kết nối nhưng không có sự kiện từ {time}; giờ này thường có {n} sự kiện',
    'Source {source} is connected but has sent no event since {time}; {n} events are usual at this hour',
  ],
  [
    'Nguồn {source}: {n1} trên {n2} sự kiện trong một giờ bị cách ly ({n3} %)',
    'Source {source}: {n1} of {n2} events in an hour quarantined ({n3}%)',
  ],
  ['Đồng hồ của nguồn {source} nhanh {p}', 'The clock of source {source} is {p} fast'],
  ['Đồng hồ của nguồn {source} chậm {p}', 'The clock of source {source} is {p} slow'],
  ['{name}: {n} đơn vị không gửi số liệu cả ngày ({p})', '{name}: {n} units have sent no figures all day ({p})'],
  // Dossiers
  [
    '{name}: nguồn dữ liệu im lặng, chưa biết hiện nay thế nào',
    '{name}: the data source is silent, how it stands now is not known',
  ],
  [
    '{name}: {n1} hồ sơ quá hạn trên {n2} hồ sơ đang giải quyết ({n3} %), {n4} hồ sơ quá hạn trên {n5} ngày làm việc',
    '{name}: {n1} of {n2} dossiers in process overdue ({n3}%), {n4} of them by more than {n5} working days',
  ],
  [
    '{name}: {n1} hồ sơ quá hạn trên {n2} hồ sơ đang giải quyết ({n3} %)',
    '{name}: {n1} of {n2} dossiers in process overdue ({n3}%)',
  ],
  [
    '{name}: {n} hồ sơ quá hạn chưa có thư xin lỗi và hẹn lại ngày trả kết quả',
    '{name}: {n} overdue dossiers without an apology and a new date',
  ],
  [
    '{name}: {n1} hồ sơ trực tuyến không được tiếp nhận, {n2} hồ sơ nộp trong ngày ({n3} %)',
    '{name}: {n1} online dossiers rejected of {n2} submitted today ({n3}%)',
  ],
  [
    '{n1} hồ sơ nộp từ {hour} giờ đến {to} giờ, bình thường khoảng {n2} hồ sơ',
    '{n1} dossiers submitted from {hour}:00 to {to}:00, about {n2} are normal',
  ],
  [
    'Tồn đầu ngày và tiếp nhận {n1} hồ sơ, đã xử lý và còn lại {n2} hồ sơ, lệch {n3}',
    'Carried over and received: {n1} dossiers, handled and left: {n2}, a difference of {n3}',
  ],
  // Conferences
  [
    'Trùng lịch {from}–{to} ngày {day}: {n} điểm cầu được mời dự cả {first} và {second}',
    'Clash {from}–{to} on {day}: {n} endpoints are invited to both {first} and {second}',
  ],
  [
    'Mất kết nối đồng loạt tại nhiều địa bàn: {n1} điểm cầu trong {n2} giây, còn {n3} chưa vào lại ({title})',
    'Many dropped at once across districts: {n1} endpoints in {n2} seconds, {n3} not back yet ({title})',
  ],
  [
    'Mất kết nối đồng loạt tại {where}: {n1} điểm cầu trong {n2} giây, còn {n3} chưa vào lại ({title})',
    'Many dropped at once in {where}: {n1} endpoints in {n2} seconds, {n3} not back yet ({title})',
  ],
  [
    '{name} mất kết nối từ {time}, lần thứ {n1} trong {n2} phút ({title})',
    '{name} dropped at {time}, drop number {n1} in {n2} minutes ({title})',
  ],
  ['{name} mất kết nối từ {time} ({title})', '{name} dropped at {time} ({title})'],
  [
    '{title}: {n1}/{n2} điểm cầu trực tuyến ({n3} %), {n4} chưa rõ vì nguồn im lặng, {p}',
    '{title}: {n1}/{n2} endpoints online ({n3}%), {n4} unknown because the source is silent, {p}',
  ],
  ['{title}: {n1}/{n2} điểm cầu trực tuyến ({n3} %), {p}', '{title}: {n1}/{n2} endpoints online ({n3}%), {p}'],
  [
    '{n} điểm cầu mở micro khi không phát biểu: {p} ({title})',
    '{n} endpoints with an open microphone while not speaking: {p} ({title})',
  ],
  [
    '{name} đường truyền kém: mất gói trên {n1} %, độ trễ trên {n2} ms ({title})',
    '{name} has a poor line: loss over {n1}%, delay over {n2} ms ({title})',
  ],
  ['{name} đường truyền kém: mất gói trên {n} % ({title})', '{name} has a poor line: loss over {n}% ({title})'],
  ['{name} đường truyền kém: độ trễ trên {n} ms ({title})', '{name} has a poor line: delay over {n} ms ({title})'],
  [
    '{name} chưa chạy thử đạt, còn dưới {n} phút đến {title} ({time})',
    '{name} has not passed its test, less than {n} minutes to {title} ({time})',
  ],
  [
    '{name} chưa vào phòng họp, còn dưới {n} phút đến {title} ({time})',
    '{name} has not joined, less than {n} minutes to {title} ({time})',
  ],
  ['{name} chưa vào phòng họp, {title} đã khai mạc', '{name} has not joined, {title} has opened'],
  ['{name} ngoài danh sách mời đã vào {title}', '{name}, not invited, has joined {title}'],
  // Security
  [
    'Chiến dịch {name}: {n1} cảnh báo từ {time}, vượt {n2} cảnh báo/phút',
    'Campaign {name}: {n1} alerts since {time}, above {n2} alerts a minute',
  ],
  ['Cảnh báo nghiêm trọng trên {asset}: {n} cảnh báo đang mở', 'Critical alerts on {asset}: {n} open'],
  [
    'Cảnh báo mức cao {p}: {n1} cảnh báo đang mở, lan ra từ {n2} tài sản trở lên trong {n3} phút',
    'High alerts: {p}: {n1} open, spread to {n2} assets or more in {n3} minutes',
  ],
  ['Cảnh báo mức cao {p}: {n} cảnh báo đang mở', 'High alerts: {p}: {n} open'],
  ['Cảnh báo mức trung bình {name}: {n} cảnh báo đang mở', 'Medium alerts: {name}: {n} open'],
  [
    'Cảnh báo mức thấp tăng vọt; nay chưa rõ vì nguồn im lặng',
    'A surge of low alerts; unknown now because the source is silent',
  ],
  [
    'Cảnh báo mức thấp tăng vọt: hơn {n1} trong giờ {hour}, bình thường {n2} mỗi giờ',
    'A surge of low alerts: more than {n1} in hour {hour}, normally {n2} an hour',
  ],
  [
    'Đã xác nhận {p1} trên {p2}: {n} cảnh báo là thật, chưa mở sự cố',
    'Confirmed {p1} on {p2}: {n} alerts are real, no incident opened yet',
  ],
  ['Sự cố {id} ({category}) phát hiện lúc {p1}: {p2}', 'Incident {id} ({category}) detected at {p1}: {p2}'],
  ['Sự cố {p1}, phát hiện lúc {p2}', 'Incident: {p1}, detected at {p2}'],
  ['Đường truyền {id} mất từ {time}, {n} bản ghi chờ gửi', 'Link {id} is down since {time}, {n} records waiting'],
  ['Đường truyền {id} mất từ {time}', 'Link {id} is down since {time}'],
  [
    'Đường truyền {id}: số bản ghi chờ gửi tăng từ {time}, {n} bản ghi chờ gửi',
    'Link {id}: the records waiting have risen since {time}, {n} are waiting',
  ],
  ['Đường truyền {id}: số bản ghi chờ gửi tăng từ {time}', 'Link {id}: the records waiting have risen since {time}'],
  ['{n} cảnh báo mức nghiêm trọng quá {p} chưa có kết luận', '{n} critical alerts without a verdict for over {p}'],
  ['{n} cảnh báo mức cao quá {p} chưa có kết luận', '{n} high alerts without a verdict for over {p}'],
  [
    'Quy tắc phát hiện {name}: từ {n1} % số cảnh báo có kết luận trong {n2} ngày là báo nhầm',
    'Detection rule {name}: {n1}% or more of the alerts judged in {n2} days were false',
  ],
  // The monitor itself
  ['Âm thanh của màn hình {name} bị chặn từ {time}', 'The sound of screen {name} is blocked since {time}'],
  ['Màn hình {name} im lặng từ {time}', 'Screen {name} is silent since {time}'],
  ['Âm thanh của phòng {room} bị chặn từ {time}', 'The sound of room {room} is blocked since {time}'],
  ['Số liệu gửi đến được ghi chậm từ {time}', 'Incoming figures are written late since {time}'],
  [
    'Ngày {day} dựng lại từ sổ sự kiện khác với đã hiển thị: đối chiếu {n1} lần, sai {n2}, đầu tiên lúc {time}',
    'Day {day} refolded from the log differs from what was shown: compared {n1} times, wrong {n2}, first at {time}',
  ],
  [
    'Ngày {day} dựng lại từ sổ sự kiện khác với đã hiển thị: đối chiếu {n1} lần, sai {n2}',
    'Day {day} refolded from the log differs from what was shown: compared {n1} times, wrong {n2}',
  ],
  // Of agencies, whose name stands before what is found of them. Last: it would fit many others.
  ['{name}, tháng {month}: {ps}', '{name}, month {month}: {ps}'],
  ['Chưa rõ đơn vị: {ps}', 'Unit unknown: {ps}'],
  ['{name}: {ps}', '{name}: {ps}'],
];

/** What stands inside a sentence. */
export const PARTS: readonly Form[] = [
  // Of agencies
  ['{n1} đơn vị không có hồ sơ mức độ 4: {p}', '{n1} units without a level 4 dossier: {p}'],
  ['{n1} đơn vị chưa gửi số liệu: {p}', '{n1} units have sent no figures: {p}'],
  ['{n} hồ sơ chờ bổ sung giấy tờ quá {n2} ngày làm việc', '{n} dossiers awaiting papers for over {n2} working days'],
  [
    '{n} hồ sơ chờ nộp phí hoặc dừng xử lý quá {n2} ngày làm việc',
    '{n} dossiers awaiting a fee or stopped for over {n2} working days',
  ],
  ['{n} hồ sơ trực tuyến quá hạn tiếp nhận', '{n} online dossiers past their time of receipt'],
  [
    '{n} hồ sơ trực tuyến chưa tiếp nhận, còn dưới {n2} giờ làm việc',
    '{n} online dossiers not received, less than {n2} working hours left',
  ],
  ['{p} (hồ sơ {codes})', '{p} (dossiers {codes})'],
  ['{n} lần đặt lại hồ sơ quá hạn thành đúng hạn', '{n} times an overdue dossier was reset to be on time'],
  ['{n} lần đổi ngày hẹn trả sau khi đã quá hạn', '{n} times the due date was changed once overdue'],
  ['{n} lần đổi ngày kết thúc xử lý sau khi đã quá hạn', '{n} times the finish date was changed once overdue'],
  ['{n} lần hẹn lại ngày trả quá số lần cho phép', '{n} times rescheduled more often than allowed'],
  // Of conferences
  ['dưới {n} %', 'below {n}%'],
  ['chưa đủ {n} % khi khai mạc', 'less than {n}% at the opening'],
  // Of security
  ['{p} trên {system} (cấp độ {n})', '{p} on {system} (level {n})'],
  ['vượt khả năng xử lý, phải báo cáo ngay ({law})', 'beyond capacity, must be reported at once ({law})'],
  ['đã quá hạn báo cáo, hạn báo cáo {p} (5 ngày, {law})', 'the report is overdue, it was due at {p} (5 days, {law})'],
  ['đã qua {p1}, hạn báo cáo {p2} (5 ngày, {law})', '{p1} have passed, the report is due at {p2} (5 days, {law})'],
  ['thay đổi giao diện', 'defacement'],
  ['mã độc tống tiền', 'ransomware'],
  ['lộ dữ liệu', 'data leak'],
  ['thay đổi giao diện {id}', 'defacement {id}'],
  ['mã độc tống tiền {id}', 'ransomware {id}'],
  ['lộ dữ liệu {id}', 'data leak {id}'],
  ['tài sản chưa rõ', 'an unknown asset'],
  ['{p} trên tài sản chưa rõ', '{p} on an unknown asset'],
  ['{p} trên {asset}', '{p} on {asset}'],
  // Spans, instants, lists
  ['{time} ngày {day}', '{time} on {day}'],
  ['{n} giây', '{n} seconds'],
  ['{n} phút', '{n} minutes'],
  ['{n} giờ', '{n} hours'],
  ['{n} ngày', '{n} days'],
  ['{names} và {n} đơn vị khác', '{names} and {n} other units'],
  ['{names} và {n} điểm cầu khác', '{names} and {n} other endpoints'],
];

/** The sentence in English; null for one of no known form. */
export const inEnglish = translator(SENTENCES, PARTS);

/** The sentence of an alarm as it is shown on an English screen. */
export const sentenceInEnglish = (logged: string): string => inEnglish(logged) ?? logged;
