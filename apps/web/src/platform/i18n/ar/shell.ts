import type { shell as english } from '../en/shell.ts';
import type { Translation } from '../message.ts';

/** Words of the frame around the office. */
export const shell: Translation<typeof english> = {
  skipToContent: 'انتقل إلى المحتوى',
  navShop: 'المتجر',
  navHouse: 'الإدارة',
  navTeam: 'الفريق',
  navRoles: 'الأدوار',
  navMessages: 'الرسائل',
  navSecurity: 'الأمان',
  navAdmin: 'إدارة النظام',
  navAudit: 'سجل التدقيق',
  navRegisters: 'الصناديق',
  navApprovals: 'الموافقات',
  help: 'مساعدة (F1)',
  lock: 'قفل',
  account: 'حسابك',
  navCustomers: 'الزبائن',
  navQuotes: 'عروض الأسعار',
  navHeldSales: 'مبيعات معلّقة',
  navGiftCards: 'بطاقات الهدايا',
  navPricing: 'الأسعار',
  navPurchasing: 'المشتريات',
  navShifts: 'كل الورديات',
};
