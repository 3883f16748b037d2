import type { Result } from '@mosaajii/domain';
import type { ApiProblem } from '../../api/index.ts';
import type { WriteLock } from '../../journal/ports.ts';

/** What is mailed: the receipt of a sale, or a quote. */
export type Mailed = { readonly saleId: string } | { readonly quoteId: string };

/** A receipt or a quote that is to go to an address, kept on the device until the server has taken it. */
export type MailJob = Mailed & {
  /** Also the id of the message: sent again it is the same one. */
  readonly mailId: string;
  readonly to: string;
  /** Absent: by e-mail. */
  readonly channel?: 'sms';
  readonly createdAt: number;
};

export interface MailShelf {
  list(): Promise<readonly MailJob[]>;
  put(job: MailJob): Promise<void>;
  remove(mailId: string): Promise<void>;
}

export interface MailQueuePorts {
  readonly shelf: MailShelf;
  readonly lock: WriteLock;
  readonly send: (job: MailJob) => Promise<Result<unknown, ApiProblem>>;
  readonly now: () => number;
  readonly newId: () => string;
}

/** `waiting`: nobody could be asked, or the sale is not on the server yet; it goes by itself as soon as it can. */
export type MailOutcome =
  | { readonly kind: 'sent' | 'waiting' }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

export interface MailQueue {
  submit(mailed: Mailed, to: string, channel?: MailJob['channel']): Promise<MailOutcome>;
  /** Tries what waits; answers how many still do. */
  run(): Promise<number>;
}

/** Nobody waits for a receipt any longer; an address is not kept for ever. */
const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;
/** What a later try may change; everything else is a refusal for good. */
const PASSING: ReadonlySet<string> = new Set([
  'unreachable',
  'not-found',
  'not-signed-in',
  'too-many-requests',
  'overloaded',
  'internal-error',
]);

export function createMailQueue({ shelf, lock, send, now, newId }: MailQueuePorts): MailQueue {
  const attempt = async (job: MailJob): Promise<MailOutcome> => {
    if (now() - job.createdAt > LONGEST_MS) {
      await shelf.remove(job.mailId);
      return { kind: 'sent' };
    }
    const answer = await send(job);
    if (!answer.ok && PASSING.has(answer.error.code)) return { kind: 'waiting' };
    await shelf.remove(job.mailId);
    return answer.ok ? { kind: 'sent' } : { kind: 'refused', problem: answer.error };
  };
  return {
    async submit(mailed, to, channel) {
      const job: MailJob = { mailId: newId(), ...mailed, to, createdAt: now(), ...(channel && { channel }) };
      await shelf.put(job);
      return lock.hold(() => attempt(job));
    },
    run: () =>
      lock.hold(async () => {
        for (const job of await shelf.list()) {
          const outcome = await attempt(job);
          // Who could not be asked now cannot be asked about the next one either.
          if (outcome.kind === 'waiting') break;
        }
        return (await shelf.list()).length;
      }),
  };
}
