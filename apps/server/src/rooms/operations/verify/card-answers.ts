import type { Tx } from '../../../platform/database/index.ts';
import { compareFacts, readFacts } from '../../../platform/statement/index.ts';
import { POSTING_FACTS, pageOfPostings } from '../../ledger/index.ts';
import { PURSE_FACTS, pageOfAnswers, verifyCardChecks } from '../../payments/index.ts';
import { bookingOf } from '../card-checks/booking.ts';
import type { Report } from './report.ts';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The office's answers about uncertain cards: each is booked as it says, and nothing is booked without one. */
export async function verifyCardAnswers(tx: Tx, report: Report): Promise<void> {
  const known = new Set<string>();
  for (let page = await pageOfAnswers(tx, FIRST_ID); page.length > 0; ) {
    const ids = page.map((answer) => answer.answerId);
    for (const id of ids) known.add(id);
    const booked = page.map(bookingOf);
    const postings = booked.flatMap(({ posting }) => (posting === null ? [] : [posting]));
    const entries = booked.flatMap(({ entry }) => (entry === null ? [] : [entry]));
    const differences = [
      ...compareFacts(POSTING_FACTS, postings, await readFacts(tx, POSTING_FACTS, ids)),
      ...compareFacts(PURSE_FACTS.purseEntries, entries, await readFacts(tx, PURSE_FACTS.purseEntries, ids)),
    ];
    for (const { documentId, detail } of differences) report.found('ledger', `card answer ${documentId}`, detail);
    report.looked('card answers', page.length);
    page = await pageOfAnswers(tx, ids.at(-1) ?? FIRST_ID);
  }
  for (let page = await pageOfPostings(tx, ['card-answer'], FIRST_ID); page.length > 0; ) {
    for (const id of page)
      if (!known.has(id)) report.found('ledger', `posting of card answer ${id}`, 'nobody answered it');
    page = await pageOfPostings(tx, ['card-answer'], page.at(-1) ?? FIRST_ID);
  }
  for (const { subject, detail } of await verifyCardChecks(tx)) report.found('ledger', subject, detail);
}
