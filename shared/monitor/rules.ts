// A90: the monitor watches itself. A wall that nobody sees, a room that hears nothing, an intake that lags, a day that the
// log no longer gives as it was shown: none is calm.
import { dayDate } from '../i18n/format.ts';
import { defineCoreRule, type Finding } from '../source.ts';
import { instantText, SECOND_MS } from '../time.ts';
import type { Monitor } from './fold.ts';

const clock = (instant: number): string => instantText(instant).slice(11, 19);

export const monitorFailing = defineCoreRule({
  id: 'A90',
  kind: 'level',
  name: 'Hệ thống giám sát có sự cố',
  owner: 'Trực kỹ thuật',
  guidance: {
    meaning:
      'Chính hệ thống giám sát đang hỏng một phần: một màn hình tường không còn cập nhật, một phòng không nghe được còi báo, số liệu gửi đến bị ghi chậm, hoặc một ngày đã qua dựng lại từ sổ sự kiện không ra đúng những gì đã hiển thị.',
    cause:
      'Màn hình tường: máy tắt, treo hoặc mất mạng. Âm thanh: trình duyệt chặn vì chưa ai bấm vào trang. Ghi chậm: cơ sở dữ liệu quá tải hoặc đĩa đầy. Dựng lại sai: sổ sự kiện bị sửa từ bên ngoài, đĩa hỏng, hoặc lỗi phần mềm.',
    action:
      'Màn hình tường: xem tận nơi, mở lại trang hoặc khởi động lại máy. Âm thanh: bấm vào trang bàn trực rồi thử còi. Ghi chậm: gọi trực kỹ thuật kiểm tra máy chủ cơ sở dữ liệu. Màn hình bỏ hẳn: đề nghị quản trị thu hồi. Dựng lại sai: không sửa, không xoá gì; gọi trực kỹ thuật chạy npm run verify -- --chain và --day, đối chiếu với bản sao lưu và báo phụ trách an toàn thông tin; đã sửa xong thì cảnh báo tự hết sau lần đối chiếu kế tiếp.',
    time: '2 phút khi màn hình mất quá 30 giây hoặc số liệu ghi chậm; 5 phút khi một ngày dựng lại sai; 30 phút với các trường hợp khác.',
  },
  levels: {
    wall: { label: 'màn hình tường vừa im lặng', default: 'P3' },
    wallLong: { label: 'màn hình tường im lặng lâu', default: 'P1' },
    intake: { label: 'số liệu gửi đến được ghi chậm', default: 'P1' },
    sound: { label: 'âm thanh bị chặn', default: 'P3' },
    proof: { label: 'một ngày dựng lại khác với đã hiển thị', default: 'P2' },
  },
  params: {
    wallSec: { label: 'Màn hình im lặng từ', unit: 'giây', default: 15, min: 11, max: 3_600 },
    wallLongSec: { label: 'Màn hình im lặng lâu từ', unit: 'giây', default: 30, min: 11, max: 86_400 },
    soundSec: { label: 'Âm thanh bị chặn từ', unit: 'giây', default: 10, min: 10, max: 3_600 },
  },
  *judge(model: { monitor: Monitor; listeningSince: number }, ctx): Iterable<Finding> {
    const { monitor, listeningSince } = model;
    for (const { name, silentFrom, mutedSince } of monitor.walls.values()) {
      if (mutedSince !== null && ctx.now - mutedSince >= ctx.param('soundSec') * SECOND_MS)
        yield {
          subject: `sound:${name}`,
          priority: ctx.level('sound'),
          text: `Âm thanh của màn hình ${name} bị chặn từ ${clock(mutedSince)}`,
        };
      if (silentFrom === null) continue;
      const subject = `wall:${name}`;
      // Nobody is blamed for the time in which this server did not listen, but what was raised stays until it beats.
      const quietMs = ctx.now - (ctx.isActive(subject) ? silentFrom : Math.max(silentFrom, listeningSince));
      if (quietMs < ctx.param('wallSec') * SECOND_MS) continue;
      yield {
        subject,
        priority: ctx.level(quietMs >= ctx.param('wallLongSec') * SECOND_MS ? 'wallLong' : 'wall'),
        text: `Màn hình ${name} im lặng từ ${clock(silentFrom)}`,
      };
    }
    for (const [room, since] of monitor.mutedRooms)
      if (ctx.now - since >= ctx.param('soundSec') * SECOND_MS)
        yield {
          subject: `sound:${room}`,
          priority: ctx.level('sound'),
          text: `Âm thanh của phòng ${room} bị chặn từ ${clock(since)}`,
        };
    const { laggingSince } = monitor;
    if (laggingSince !== null)
      yield {
        subject: 'intake',
        priority: ctx.level('intake'),
        text: `Số liệu gửi đến được ghi chậm từ ${clock(laggingSince)}`,
      };
    for (const [day, { compared, mismatches, first }] of monitor.proofs)
      if (mismatches > 0)
        yield {
          subject: `proof:${day}`,
          priority: ctx.level('proof'),
          text: `Ngày ${dayDate(day)} dựng lại từ sổ sự kiện khác với đã hiển thị: đối chiếu ${compared} lần, sai ${mismatches}${first === null ? '' : `, đầu tiên lúc ${first.at.slice(11, 19)}`}`,
        };
  },
});
