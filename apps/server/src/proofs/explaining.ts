import type { Tx } from '../platform/database/index.ts';

/** A transaction that writes down the plan of each statement before it runs it. */
export function explaining(tx: Tx): { readonly tx: Tx; readonly plans: readonly string[] } {
  const plans: string[] = [];
  const watched = {
    organizationId: tx.organizationId,
    query: async (text: string, values: readonly unknown[]) => {
      const rows = await tx.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, [...values]);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return tx.query(text, [...values]);
    },
  };
  // What is watched asks for nothing else of a transaction.
  return { tx: watched as unknown as Tx, plans };
}
