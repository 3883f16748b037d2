/** A text for each number that its language tells apart; `{count}` stands for it. */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }>;

/** Everything that X and Z reports say besides figures and names. */
export interface ShiftReportWords {
  readonly xReport: string;
  readonly zReport: string;
  readonly number: string;
  readonly openedBy: string;
  readonly closedBy: string;
  readonly asOf: string;
  readonly taxNumber: string;
  readonly taxBase: string;
  readonly withoutTax: string;
  readonly rounding: string;
  readonly taken: string;
  readonly handedBack: string;
  readonly floatLeft: string;
  readonly dropAtClose: string;
  readonly cardTotal: string;
  readonly heldCarts: Counted;
  readonly unsent: Counted;
  readonly journalEnd: string;
  readonly paidIn: string;
  readonly paidOut: string;
  readonly drops: string;
  readonly noSales: string;
  readonly floatRow: string;
  readonly cashTaken: string;
  readonly expected: string;
  readonly counted: string;
  readonly difference: string;
  readonly received: string;
  readonly depositsTaken: string;
  readonly depositsBack: string;
  readonly tips: string;
  readonly taxes: string;
  readonly discounts: string;
  readonly net: string;
  readonly sales: Counted;
  readonly returns: Counted;
  readonly corrected: Counted;
}
