// Every word of the remote control of the walls.
import { spoken } from '../../../shared/i18n/spoken.ts';
import type { WallScene } from '../../../shared/wire.ts';

export const wallsWords = {
  open: 'Điều khiển tường',
  title: 'Màn hình tường',
  none: 'Chưa có màn hình tường nào kết nối.',
  silent: 'mất kết nối',
  rotate: 'Luân phiên',
  mute: 'Tắt tiếng',
  dim: 'Giảm sáng',
  close: 'Đóng',
  why: {
    rotation: 'luân phiên',
    alarm: 'giữ vì cảnh báo khẩn cấp chưa xác nhận',
    desk: 'do bàn trực chọn',
  } satisfies Record<WallScene['by'], string>,
  shows: (scene: WallScene['scene'], why: string) => `Đang hiện: ${spoken.wall.scene[scene]} (${why})`,
  steeredBy: (name: string) => `Người điều khiển gần nhất: ${name}`,
} as const;
