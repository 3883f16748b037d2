const KEY = 'mosaajii.my-request';
const TOKEN = /^[\w-]{20,100}$/;

/**
 * What opens somebody's own request: from the address that their mail led to, else what this tab keeps, since the payment
 * gateway leads back without it. Null when neither is there.
 */
export function applicantLink(hash: string, tab: Pick<Storage, 'getItem' | 'setItem'>): string | null {
  const given = hash.replace(/^#/, '');
  if (TOKEN.test(given)) {
    tab.setItem(KEY, given);
    return given;
  }
  const kept = tab.getItem(KEY);
  return kept !== null && TOKEN.test(kept) ? kept : null;
}
