import type { LimitName } from './limits.ts';
import { PERMISSIONS, type Permission } from './permissions.ts';

export const PERMISSION_GROUPS = ['selling', 'goods', 'registers', 'people', 'shop', 'oversight'] as const;
export type PermissionGroup = (typeof PERMISSION_GROUPS)[number];

export interface PermissionInfo {
  readonly group: PermissionGroup;
  /** In words, after "may": `sell`, `change prices at the till`. English; screens translate it by the permission's name. */
  readonly words: string;
  /** A grant for some stores only narrows it; what concerns the whole shop is not narrowed by stores. */
  readonly isStoreScoped: boolean;
  /** Concerns all stores at once: a grant for some stores only does not give it. */
  readonly isWhole: boolean;
  /** Decides about people and their rights: needs a session with a second factor. */
  readonly isAdministrative: boolean;
  /** Nobody can give it: it comes with something else, such as a register that was enrolled for imports. */
  readonly isGrantable: boolean;
  readonly limits: readonly LimitName[];
}

type Part = Partial<Omit<PermissionInfo, 'group' | 'words'>>;

function entry(group: PermissionGroup, words: string, part: Part = {}): PermissionInfo {
  return {
    group,
    words,
    isStoreScoped: false,
    isWhole: false,
    isAdministrative: false,
    isGrantable: true,
    limits: [],
    ...part,
  };
}

const STORE: Part = { isStoreScoped: true };
const WHOLE: Part = { isWhole: true };
const ADMIN: Part = { isAdministrative: true };

/** What is known about each permission. The matrix, the documentation, the refusals and the tests are made from it. */
export const PERMISSION_TABLE: Readonly<Record<Permission, PermissionInfo>> = {
  'sales.create': entry('selling', 'sell', STORE),
  'sales.discount': entry('selling', 'give discounts', { ...STORE, limits: ['lineDiscountPpm', 'saleDiscountPpm'] }),
  'sales.price-override': entry('selling', 'change prices at the till', { ...STORE, limits: ['priceReductionPpm'] }),
  'sales.sell-expired': entry('selling', 'sell goods past their last day', STORE),
  'sales.return': entry('selling', 'take goods back', { ...STORE, limits: ['refundMinor'] }),
  'sales.return-to-credit': entry('selling', 'pay goods back as store credit', STORE),
  'sales.return-late': entry('selling', 'take goods back after the time for returns', STORE),
  'sales.return-without-receipt': entry('selling', 'take goods back without a receipt', {
    ...STORE,
    limits: ['unreceiptedRefundMinor'],
  }),
  'sales.void': entry('selling', 'undo a whole sale in its shift', STORE),
  'sales.correct-tender': entry('selling', 'correct how a finished sale was paid', STORE),
  'sales.cancel-layaway': entry('selling', 'cancel a layaway and give its deposits back', STORE),
  'sales.approve': entry('selling', 'approve on another screen what somebody at a till may not', STORE),
  'sales.take-over': entry('selling', 'take over a held sale that somebody else has', STORE),
  'sales.practice': entry('selling', 'let a till practise without booking anything', STORE),
  'orders.read': entry('selling', 'see sales', STORE),
  'shift.open': entry('selling', 'open a shift', STORE),
  'shift.close': entry('selling', 'close a shift', STORE),
  'shift.cash': entry('selling', 'pay cash in and out and drop it in the safe', { ...STORE, limits: ['paidOutMinor'] }),
  'shift.no-sale': entry('selling', 'open the drawer without a sale', STORE),
  'shift.expected': entry('selling', 'see the figures of an open shift and what its drawer should hold', STORE),
  'shift.read': entry('oversight', 'see shifts, counts and Z reports', STORE),
  'customers.read': entry('selling', 'see customers'),
  'customers.write': entry('selling', 'write customers down and change them'),
  'customers.credit': entry('selling', 'let customers buy on account', { limits: ['creditMinor'] }),
  'gift-cards.read': entry('selling', 'see gift cards'),
  'gift-cards.write': entry('selling', 'block gift cards'),
  'catalog.read': entry('goods', 'see products'),
  'catalog.write': entry('goods', 'change products and prices'),
  'catalog.import': entry('goods', 'import products'),
  'pricing.read': entry('goods', 'see price lists, promotions and coupons'),
  'pricing.write': entry('goods', 'change price lists, promotions and coupons', WHOLE),
  'stock.read': entry('goods', 'see stock', STORE),
  'stock.adjust': entry('goods', 'adjust stock', STORE),
  'purchasing.read': entry('goods', 'see suppliers and purchase orders', STORE),
  'purchasing.write': entry('goods', 'change suppliers, and write, send and cancel purchase orders', STORE),
  'purchasing.receive': entry('goods', 'receive goods that were ordered', STORE),
  'registers.read': entry('registers', 'see registers', STORE),
  'registers.enrol': entry('registers', 'enrol registers', STORE),
  'registers.enrol-import': entry('registers', 'enrol a register for imports'),
  'registers.revoke': entry('registers', 'revoke registers', { ...STORE, ...ADMIN }),
  'users.read': entry('people', 'see people', STORE),
  'users.write': entry('people', 'invite, suspend and change people', { ...STORE, ...ADMIN }),
  'roles.read': entry('people', 'see roles and what people may do'),
  'roles.write': entry('people', 'change roles and give them to people', ADMIN),
  'access.review': entry('people', 'review who has access', ADMIN),
  'settings.read': entry('shop', 'see the settings', STORE),
  'settings.write': entry('shop', 'change the settings', STORE),
  'messages.read': entry('shop', 'see messages that were sent'),
  'messages.write': entry('shop', 'change message texts and delivery'),
  'backup.create': entry('shop', 'make backups', WHOLE),
  'sync.repair': entry('oversight', 'decide about sales that are held', STORE),
  'reports.verify': entry('oversight', 'verify the books', WHOLE),
  'security.read': entry('oversight', 'see the security page', WHOLE),
  'security.write': entry('oversight', 'change security rules', { ...WHOLE, ...ADMIN }),
  'audit.read': entry('oversight', 'see the audit trail', WHOLE),
};

/** The permissions that decide about people and their rights. */
export const ADMINISTRATIVE: ReadonlySet<Permission> = new Set(
  PERMISSIONS.filter((permission) => PERMISSION_TABLE[permission].isAdministrative),
);
