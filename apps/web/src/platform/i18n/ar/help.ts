import type { help as english } from '../en/help.ts';
import type { Translation } from '../message.ts';

/** Words of the room `help`. */
export const help: Translation<typeof english> = {
  title: 'المساعدة',
  meta: 'الدليل، حتى بلا اتصال',
  search: 'البحث في الدليل',
  pages: 'صفحات الدليل',
  noPage: 'لا توجد صفحة كهذه',
  noPageText: 'اختر صفحة من القائمة، أو ابحث عن كلمة.',
  nothing: 'لم يوجد شيء',
  nothingText: 'جرّب كلمة أخرى أو كلمات أقل.',
  forCashiers: 'عند الصندوق',
  forEverybody: 'عند الصندوق وفي المكتب',
  forAdministrators: 'في المكتب',
};
