import type { device as english } from '../en/device.ts';
import type { Translation } from '../message.ts';

/** Words about this device: what is saved here, what waits, what is ready. */
export const device: Translation<typeof english> = {
  synced: 'متزامن',
  syncing: 'جارٍ إرسال {count}',
  offline: 'بلا اتصال',
  offlineSaved: {
    zero: 'بلا اتصال · لا شيء محفوظ هنا',
    one: 'بلا اتصال · واحد محفوظ هنا',
    two: 'بلا اتصال · اثنان محفوظان هنا',
    few: 'بلا اتصال · {count} محفوظة هنا',
    many: 'بلا اتصال · {count} محفوظًا هنا',
    other: 'بلا اتصال · {count} محفوظ هنا',
  },
  needYou: {
    zero: 'لا شيء يحتاجك',
    one: 'واحد يحتاجك',
    two: 'اثنان يحتاجانك',
    few: '{count} تحتاجك',
    many: '{count} تحتاجك',
    other: '{count} تحتاجك',
  },
  updateReady: 'تحديث جاهز',
  openQueue: 'المزامنة: {state}. افتح القائمة.',
  sessionDevice: '{browser} على {system}',
  sessionUnknown: 'متصفح غير معروف',
  sessionUnknownSystem: 'نظام غير معروف',
};
