import { newId } from '../ids/index.ts';
import {
  createJournal,
  createRegisterKey,
  type DeviceClock,
  type Journal,
  type JournalStore,
  type Registration,
  type WriteLock,
  webCrypto,
  webLock,
} from '../journal/index.ts';
import { openIdbJournalStore } from '../local-db/index.ts';

/** The database of practice. What is in it is never read by anything that speaks to the server. */
export const PRACTICE_DATABASE = 'mosaajii-practice';
/** The series of practice receipts: `S1-R1-PRAC-000001`. The server gives single letters, and this one to nobody. */
export const PRACTICE_SERIES = 'PRAC';

export interface PracticePorts {
  readonly clock: DeviceClock;
  /** The register as it really is; `null` on a device that is none. */
  readonly registration: Registration | null;
  /** Called after each change of the practice journal. */
  readonly announce?: () => void;
  readonly open?: () => Promise<JournalStore>;
  readonly lock?: WriteLock;
}

export interface OpenPractice {
  readonly journal: Journal;
  readonly store: JournalStore;
}

/**
 * Opens the journal of practice: the same program over another database, with a key that the server has never seen, no
 * credential to send anything with, and no outbox that anybody empties.
 */
export async function openPractice({
  clock,
  registration,
  announce = () => {},
  open,
  lock,
}: PracticePorts): Promise<OpenPractice> {
  const store = await (open ?? (() => openIdbJournalStore(PRACTICE_DATABASE)))();
  const journal = await createJournal({
    store,
    crypto: webCrypto,
    clock,
    lock: lock ?? webLock(PRACTICE_DATABASE),
    announce,
  });
  const present = await store.currentRegistration();
  const isSame =
    registration === null ||
    (present?.registerId === registration.registerId && present.organizationId === registration.organizationId);
  if (!isSame) {
    const { signingKey } = await createRegisterKey();
    const enrolled = await journal.enrol({
      ...registration,
      keyId: newId(),
      series: PRACTICE_SERIES,
      secret: '',
      signingKey,
      enrolledAt: new Date(clock.now()).toISOString(),
    });
    if (!enrolled.ok) throw new Error(enrolled.error.detail);
  }
  return { journal, store };
}
