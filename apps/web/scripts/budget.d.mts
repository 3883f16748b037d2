export interface Weight {
  readonly id: string;
  /** Gzip, in thousands of bytes; fonts as they are. */
  readonly kb: number;
  readonly budgetKb: number;
  readonly isWithin: boolean;
}
/** The weights of every route of the program as built against their budgets. */
export function weigh(): Weight[];
