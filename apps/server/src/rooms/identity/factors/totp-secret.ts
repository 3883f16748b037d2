/** The form of a secret that was stored before personal fields had keys. */
const PLAIN = 'plain.';

/** A secret as the table keeps it, bound to its account. */
export function sealSecret(secret: string, _accountId: string): string {
  return `${PLAIN}${secret}`;
}

/** What {@link sealSecret} made. */
export function openSecret(sealed: string, _accountId: string): string {
  if (!sealed.startsWith(PLAIN)) throw new Error('a secret of an authenticator app is in a form that nobody knows');
  return sealed.slice(PLAIN.length);
}
