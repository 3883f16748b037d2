import { access as arabicAccess } from './ar/access.ts';
import { account as arabicAccount } from './ar/account.ts';
import { approvals as arabicApprovals } from './ar/approvals.ts';
import { audit as arabicAudit } from './ar/audit.ts';
import { notifications as arabic } from './ar/notifications.ts';
import { people as arabicPeople } from './ar/people.ts';
import { roles as arabicRoles } from './ar/roles.ts';
import { sales as arabicSales } from './ar/sales.ts';
import { access } from './en/access.ts';
import { account } from './en/account.ts';
import { approvals } from './en/approvals.ts';
import { audit } from './en/audit.ts';
import { notifications } from './en/notifications.ts';
import { people } from './en/people.ts';
import { roles } from './en/roles.ts';
import { sales } from './en/sales.ts';
import { access as frenchAccess } from './fr/access.ts';
import { account as frenchAccount } from './fr/account.ts';
import { approvals as frenchApprovals } from './fr/approvals.ts';
import { audit as frenchAudit } from './fr/audit.ts';
import { notifications as french } from './fr/notifications.ts';
import { people as frenchPeople } from './fr/people.ts';
import { roles as frenchRoles } from './fr/roles.ts';
import { sales as frenchSales } from './fr/sales.ts';
import type { Language, Template, Templates, TemplateText } from './model.ts';
import { access as swahiliAccess } from './sw/access.ts';
import { account as swahiliAccount } from './sw/account.ts';
import { approvals as swahiliApprovals } from './sw/approvals.ts';
import { audit as swahiliAudit } from './sw/audit.ts';
import { notifications as swahili } from './sw/notifications.ts';
import { people as swahiliPeople } from './sw/people.ts';
import { roles as swahiliRoles } from './sw/roles.ts';
import { sales as swahiliSales } from './sw/sales.ts';

/**
 * Every message there is. A room adds `en/<room>.ts` and its translations, and a line to each of these lists; the test of the
 * registry fails where a language or a param is missing.
 */
export const TEMPLATES: Templates = {
  ...account,
  ...access,
  ...approvals,
  ...audit,
  ...notifications,
  ...people,
  ...roles,
  ...sales,
};

const TRANSLATIONS: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, TemplateText>>>> = {
  sw: {
    ...swahiliAccount,
    ...swahiliApprovals,
    ...swahiliAccess,
    ...swahiliAudit,
    ...swahili,
    ...swahiliPeople,
    ...swahiliRoles,
    ...swahiliSales,
  },
  fr: {
    ...frenchAccount,
    ...frenchApprovals,
    ...frenchAccess,
    ...frenchAudit,
    ...french,
    ...frenchPeople,
    ...frenchRoles,
    ...frenchSales,
  },
  ar: {
    ...arabicAccount,
    ...arabicApprovals,
    ...arabicAccess,
    ...arabicAudit,
    ...arabic,
    ...arabicPeople,
    ...arabicRoles,
    ...arabicSales,
  },
};

export function findTemplate(name: string): Template | undefined {
  return Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
}

/** The words of a template in a language, or undefined where nobody has translated it. */
export function textOf(name: string, language: Language): TemplateText | undefined {
  return language === 'en' ? findTemplate(name)?.text : TRANSLATIONS[language][name];
}

export type { Category, Language, Template, TemplateText } from './model.ts';
export { LANGUAGES, SWITCHABLE } from './model.ts';
