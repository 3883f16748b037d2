import type { GlobalTx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { normaliseEmail } from '../account-emails.ts';

/** Who asks for access, as they said it themselves. */
export interface Applicant {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly shopName: string;
}

type WithPersonal = Pick<Deps, 'personal'>;

function fieldOf(requestId: string) {
  return { table: 'access_request', column: 'person_sealed', rowId: requestId };
}

/** The applicant as the table keeps them: nothing of it can be read in the database. */
export function sealApplicant(deps: WithPersonal, tx: GlobalTx, requestId: string, person: Applicant): Promise<string> {
  return deps.personal.seal(tx, fieldOf(requestId), JSON.stringify(person));
}

export async function openApplicant(
  deps: WithPersonal,
  tx: GlobalTx,
  requestId: string,
  sealed: string,
): Promise<Applicant> {
  return JSON.parse(await deps.personal.open(tx, fieldOf(requestId), sealed)) as Applicant;
}

/** By what the request of an address is found. */
export function emailIndexOf(deps: WithPersonal, tx: GlobalTx, email: string): Promise<string> {
  return deps.personal.blindIndex(tx, 'access_request.email', 'email', normaliseEmail(email));
}
