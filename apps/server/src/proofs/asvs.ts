/** A requirement of the OWASP Application Security Verification Standard 5.0.0, by its id, and what we say to it. */
export interface AsvsRow {
  readonly id: string;
  readonly level: 1 | 2;
  readonly state: 'met' | 'not-applicable' | 'open';
  /** In our words: how it is met, why it does not apply, or what is missing. */
  readonly why: string;
  /** Files of the tests that show it; at least one where it is met. */
  readonly tests?: readonly string[];
}

/** How many requirements the levels 1 and 2 have together (OWASP/ASVS 5.0.0). */
export const ASVS_COUNT = { 1: 70, 2: 183 } as const;

/** How many rows are in each state. */
export function countStates(rows: readonly AsvsRow[]): Readonly<Record<AsvsRow['state'], number>> {
  const counts = { met: 0, 'not-applicable': 0, open: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

const STATE = { met: 'met', 'not-applicable': 'not applicable', open: '**open**' } as const;

/** The table as a page of the documents. */
export function asvsPage(rows: readonly AsvsRow[]): string {
  const counts = countStates(rows);
  const lines = rows.map(
    ({ id, level, state, why, tests = [] }) =>
      `| ${id} | ${level} | ${STATE[state]} | ${why.replaceAll('|', '\\|')} | ${tests.map((test) => `\`${test}\``).join('<br>')} |`,
  );
  return `${HEADER}
${rows.length} requirements of levels 1 and 2: ${counts.met} met, ${counts['not-applicable']} not applicable, ${counts.open} open.

| id | level | state | how, why, or what is missing | tests |
|---|---|---|---|---|
${lines.join('\n')}
`;
}

const HEADER = `# Verification against ASVS 5.0.0

Generated from \`asvs.json\` beside it; \`npm run generate\` writes it again. The ids are those of the OWASP Application Security
Verification Standard 5.0.0 (OWASP Foundation, CC BY-SA 4.0, https://github.com/OWASP/ASVS/tree/v5.0.0); the words are ours.
This is our own assessment. Nobody has certified it.
`;
