/** What papers say. `{name}` is a place. */
export interface PaperWords {
  readonly receipt: string;
  readonly giftReceipt: string;
  readonly returned: string;
  readonly exchange: string;
  readonly voided: string;
  readonly copy: string;
  readonly printedAgain: string;
  readonly practice: string;
  readonly taxNumber: string;
  readonly customer: string;
  readonly cashier: string;
  readonly discount: string;
  readonly discountSale: string;
  readonly total: string;
  readonly refund: string;
  readonly rounding: string;
  readonly change: string;
  readonly copyNumbered: string;
  readonly tip: string;
  readonly coupon: string;
  readonly cardLeft: string;
  readonly pointsEarned: string;
  readonly pointsSpent: string;
  readonly pointsTakenBack: string;
  readonly pointsGivenBack: string;
  readonly pointsNow: string;
  readonly taxBase: string;
  readonly taxExempt: string;
  /** Before the name of who sold it. */
  readonly soldBy: string;
  readonly returnOf: string;
  readonly reason: string;
  /** What the code on the goods said: batch, last day, serial number. */
  readonly lot: string;
  readonly useBy: string;
  readonly serial: string;
  /** How goods were weighed: the quantity is net. */
  readonly netWeight: string;
  readonly tare: string;
  readonly typedWeight: string;
  readonly link: string;
  readonly thanks: string;
  /** Of a return: why the goods came back. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Each way to pay by its kind. */
  readonly tenders: Readonly<Record<string, string>>;
}
