export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** An account of the default chart. `isPerTax` accounts carry the tax as a dimension of each posting line. */
export interface Account {
  readonly code: string;
  readonly name: string;
  readonly type: AccountType;
  readonly isPerTax: boolean;
}

/** The codes that postings use. */
export const ACCOUNT = {
  cashDrawer: '1000',
  cashSafe: '1010',
  pettyCash: '1020',
  cardClearing: '1100',
  exchangeClearing: '1140',
  bankClearing: '1110',
  mobileMoneyClearing: '1120',
  voucherClearing: '1130',
  receivables: '1150',
  inventory: '1200',
  goodsReceived: '2000',
  outputTax: '2100',
  giftCards: '2200',
  storeCredit: '2210',
  tips: '2220',
  deposits: '2230',
  suspense: '2900',
  openingBalance: '3000',
  sales: '4000',
  discounts: '4100',
  returns: '4200',
  layawayFees: '4300',
  cashRounding: '4900',
  costOfGoods: '5000',
  writeOffs: '5100',
  stockAdjustments: '5200',
  cashOverShort: '6900',
  valueOverspent: '6910',
  pointsRedeemed: '6920',
  unpaidSales: '6930',
} as const;
export type AccountCode = (typeof ACCOUNT)[keyof typeof ACCOUNT];

function account(code: AccountCode, name: string, type: AccountType, isPerTax = false): Account {
  return { code, name, type, isPerTax };
}

/** The chart of accounts that a new organization starts with. */
export const DEFAULT_ACCOUNTS: readonly Account[] = [
  account(ACCOUNT.cashDrawer, 'Cash in drawers', 'asset'),
  account(ACCOUNT.cashSafe, 'Cash in the safe', 'asset'),
  account(ACCOUNT.pettyCash, 'Petty cash', 'asset'),
  account(ACCOUNT.cardClearing, 'Card clearing', 'asset'),
  account(ACCOUNT.exchangeClearing, 'Exchange clearing', 'asset'),
  account(ACCOUNT.bankClearing, 'Bank transfers to come', 'asset'),
  account(ACCOUNT.mobileMoneyClearing, 'Mobile money to come', 'asset'),
  account(ACCOUNT.voucherClearing, 'Vouchers to be redeemed', 'asset'),
  account(ACCOUNT.receivables, 'Customers owe', 'asset'),
  account(ACCOUNT.inventory, 'Inventory', 'asset'),
  account(ACCOUNT.goodsReceived, 'Goods received, not billed', 'liability'),
  account(ACCOUNT.outputTax, 'Output tax', 'liability', true),
  account(ACCOUNT.giftCards, 'Gift cards to be redeemed', 'liability'),
  account(ACCOUNT.storeCredit, 'Store credit to be redeemed', 'liability'),
  account(ACCOUNT.tips, 'Tips owed to staff', 'liability'),
  account(ACCOUNT.deposits, 'Deposits of customers', 'liability'),
  account(ACCOUNT.suspense, 'Suspense', 'liability'),
  account(ACCOUNT.openingBalance, 'Opening balances', 'equity'),
  account(ACCOUNT.sales, 'Sales', 'income'),
  account(ACCOUNT.discounts, 'Discounts given', 'income'),
  account(ACCOUNT.returns, 'Sales returns', 'income'),
  account(ACCOUNT.layawayFees, 'Fees of cancelled layaways', 'income'),
  account(ACCOUNT.cashRounding, 'Cash rounding', 'income'),
  account(ACCOUNT.costOfGoods, 'Cost of goods sold', 'expense'),
  account(ACCOUNT.writeOffs, 'Stock written off', 'expense'),
  account(ACCOUNT.stockAdjustments, 'Stock adjustments', 'expense'),
  account(ACCOUNT.cashOverShort, 'Cash over and short', 'expense'),
  account(ACCOUNT.valueOverspent, 'Gift cards and store credit overspent', 'expense'),
  account(ACCOUNT.pointsRedeemed, 'Loyalty points redeemed', 'expense'),
  account(ACCOUNT.unpaidSales, 'Sales that were not paid', 'expense'),
];
