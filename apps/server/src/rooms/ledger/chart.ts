import { DEFAULT_ACCOUNTS } from '@mosaajii/domain/ledger';
import type { Tx } from '../../platform/database/index.ts';
import { composeStatement, insertInto, type Table } from '../../platform/statement/index.ts';

type ChartRow = (typeof DEFAULT_ACCOUNTS)[number];

const LEDGER_ACCOUNT: Table<ChartRow> = {
  name: 'ledger_account',
  columns: [
    { name: 'account_code', type: 'text', value: (row) => row.code },
    { name: 'name', type: 'text', value: (row) => row.name },
    { name: 'kind', type: 'text', value: (row) => row.type },
  ],
  onConflict: 'on conflict (organization_id, account_code) do nothing',
};

/** Gives a new organization its default chart of accounts. Repeating it changes nothing. */
export async function createChartOfAccounts(tx: Tx): Promise<void> {
  const step = insertInto(LEDGER_ACCOUNT, DEFAULT_ACCOUNTS);
  const { text, values } = composeStatement(tx.organizationId, step ? [step] : [], 'select 1');
  await tx.query(text, values);
}
