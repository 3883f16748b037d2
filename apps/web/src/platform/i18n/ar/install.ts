import type { install as english } from '../en/install.ts';
import type { Translation } from '../message.ts';

/** Words about installing the program on this device. */
export const install: Translation<typeof english> = {
  title: 'التثبيت على هذا الجهاز',
  why: 'بعد التثبيت يكون لـ Mosaajii نافذته الخاصة وكل اختصاراته، ويُفتح بلا اتصال.',
  install: 'تثبيت',
  notNow: 'ليس الآن',
  isInstalled: 'مثبَّت: يعمل في نافذته الخاصة.',
  byMenu: 'يثبّته هذا المتصفح من شريط العنوان أو من قائمته إن استطاع: ابحث عن «تثبيت» أو «إضافة إلى الشاشة الرئيسية».',
  stepShare: 'اضغط زر المشاركة عند حافة Safari.',
  stepAdd: 'انزل إلى «إضافة إلى الشاشة الرئيسية» واضغطها، ثم «إضافة».',
  stepOpen: 'افتح Mosaajii من الشاشة الرئيسية من الآن.',
};
